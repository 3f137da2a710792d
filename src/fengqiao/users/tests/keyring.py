"""An authenticator in software: makes and uses passkeys as a device does, or as an attacker would like to."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

ORIGIN = "https://fq.example.gov.cn"
_FLAG = AuthenticatorData.FLAG


@dataclass
class Device:
    """One key on one device. Every part that a check looks at can be told otherwise."""

    origin: str = ORIGIN
    site: str = "fq.example.gov.cn"
    counter: int = 1
    is_verified: bool = True
    attachment: str = "platform"
    cross_origin: bool = False
    handle: bytes = b""
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _flags(self, *more: Any) -> Any:
        flags = _FLAG.UP | (_FLAG.UV if self.is_verified else _FLAG(0))
        for each in more:
            flags |= each
        return flags

    def _said(self, kind: str, question: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(
            type=kind, challenge=question["publicKey"]["challenge"], origin=self.origin, cross_origin=self.cross_origin
        )

    def _answer(self, client_data: bytes, **response: bytes) -> str:
        parts = {name: websafe_encode(value) for name, value in response.items() if value}
        return json.dumps({
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "response": {"clientDataJSON": websafe_encode(client_data), **parts},
            "clientExtensionResults": {}, "authenticatorAttachment": self.attachment,
        })  # fmt: skip

    def make(self, question: dict[str, Any]) -> str:
        """The answer to a request for a new key."""
        self.handle = websafe_decode(question["publicKey"]["user"]["id"])
        held = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(
            sha256(self.site.encode()).digest(), self._flags(_FLAG.AT), self.counter, held
        )  # fmt: skip
        attested = AttestationObject.create("none", data, {})
        return self._answer(self._said("webauthn.create", question), attestationObject=attested)

    def use(self, question: dict[str, Any], *, kind: str = "webauthn.get") -> str:
        """The answer to a question; the device counts its uses."""
        self.counter += 1
        data = AuthenticatorData.create(sha256(self.site.encode()).digest(), self._flags(), self.counter)
        said = self._said(kind, question)
        signed = self.key.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(said, authenticatorData=data, signature=signed, userHandle=self.handle)


def enrol(client: Client, device: Device, *, name: str = "办公电脑", **how: Any) -> Any:
    """Add a key through the pages, with a session that is signed in; the last answer."""
    question = client.post("/passkeys/new/").json()
    return client.post("/passkeys/add/", {"name": name, "answer": device.make(question)}, **how)


def enter(client: Client, device: Device) -> Any:
    """Sign in with a key through the pages."""
    question = client.post("/sign-in/passkey/question/").json()
    return client.post("/sign-in/passkey/", {"answer": device.use(question), "next": "/"})
