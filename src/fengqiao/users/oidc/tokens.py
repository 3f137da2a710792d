"""What an identity token has to say before anybody is believed (OpenID Connect Core 3.1.3.7). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by the provider's private key alone: never `none`, never by a secret that we hold too."""
# Unit: seconds by which two clocks may differ.
LEEWAY: Final = 60
MOST_LETTERS: Final = 255


class Refused(Exception):
    """The token is not believed; `why` is a word for the log and holds nothing of the token."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def subject(token: str, *, keys: Mapping[str, Any], issuer: str, client: str, nonce: str, now: int) -> str:
    """Whom the token is about, by the provider's own name for them. Raises: Refused."""
    claims_of = jwt.JWTClaimsRegistry(
        now=now, leeway=LEEWAY, sub={"essential": True}, exp={"essential": True}, iat={"essential": True},
        iss={"essential": True, "value": issuer}, aud={"essential": True, "value": client},
        nonce={"essential": True, "value": nonce},
    )  # fmt: skip
    try:
        public = KeySet.import_key_set({"keys": [_public(each) for each in keys["keys"]]})
        claims = jwt.decode(token, public, algorithms=list(ALGORITHMS)).claims
        claims_of.validate(claims)
    except JoseError as wrong:
        raise Refused(wrong.error) from None
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise Refused(type(wrong).__name__) from None
    if claims["nonce"] != nonce:  # not one of a list
        raise Refused("nonce")
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client:
        raise Refused("azp")
    if "azp" in claims and claims["azp"] != client:
        raise Refused("azp")
    about: str = claims["sub"]
    if not is_subject(about):
        raise Refused("sub")
    return about


def _public(key: Mapping[str, Any]) -> dict[str, Any]:
    """A key of the provider's page. One that both sides hold proves nothing."""
    if key.get("kty") == "oct":
        raise Refused("shared_key")
    return {name: value for name, value in key.items() if name not in {"key_ops"}}


def is_subject(text: str) -> bool:
    """Whether a text can be somebody's name at a provider: at most 255 visible characters of ASCII."""
    return 0 < len(text) <= MOST_LETTERS and all("!" <= letter <= "~" for letter in text)
