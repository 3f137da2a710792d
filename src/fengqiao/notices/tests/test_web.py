"""What may be called, and how long it may take (T74). Real sockets on this machine; nobody else is called."""

from __future__ import annotations

import ipaddress
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest

from fengqiao.kit import web
from fengqiao.notices.channels import config
from fengqiao.notices.channels.gateway import HttpGateway
from fengqiao.notices.channels.port import Outgoing, Refused, Unreachable
from fengqiao.notices.channels.push import Push

HERE = (ipaddress.ip_network("127.0.0.0/8"),)


@contextmanager
def server(answer: Any) -> Iterator[tuple[str, list[Any]]]:
    """A server whose handler is `answer(request_handler, body)`; its address and what it was sent."""
    seen: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append((self.path, dict(self.headers), body))
            answer(self, body)

        def log_message(self, *args: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}/messages", seen
        made.shutdown()
        thread.join()


def says(status: int, body: Any = None, **headers: str) -> Any:
    def answer(handler: BaseHTTPRequestHandler, body_sent: bytes) -> None:
        sent = json.dumps(body if body is not None else {}).encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent)

    return answer


def gateway(url: str, **more: Any) -> HttpGateway:
    return HttpGateway(config.Gateway(url, more.pop("receipts", ""), "t0ken", "诸暨服务"), networks=HERE, **more)


def message() -> Outgoing:
    return Outgoing(to="19900000000", title="", text="您有一条新消息。", reference=uuid4())


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "10.0.0.8", "192.168.1.1", "172.16.3.4", "0.0.0.0",
        "::", "fe80::1%eth0", "fc00::1", "100.64.0.1", "224.0.0.1", "2002:7f00:0001::", "::ffff:169.254.169.254",
        "255.255.255.255", "no address",
    ],
)  # fmt: skip
def test_t74_private_loopback_and_mapped_addresses_are_refused(address: str) -> None:
    with pytest.raises(web.AddressRefused):
        web.checked([address], ())
    with pytest.raises(web.AddressRefused):
        web.checked(["93.184.216.34", address], ())
    with pytest.raises(web.AddressRefused):
        web.post("https://sms.example.cn/", b"", {}, resolver=lambda host, port: [address])


def test_t74_a_listed_network_may_be_called_and_only_that() -> None:
    lan = (ipaddress.ip_network("10.8.0.0/16"),)
    assert web.checked(["10.8.3.4"], lan) == "10.8.3.4"
    assert web.checked(["93.184.216.34"], ()) == "93.184.216.34"
    with pytest.raises(web.AddressRefused):
        web.checked(["10.9.3.4"], lan)


def test_t74_a_name_is_resolved_once_and_the_checked_address_is_called() -> None:
    """A rebinding name: public when looked at, loopback when called. The second look never happens."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with server(says(200, {"id": "m-1"})) as (url, seen):
        carrier = gateway(url.replace("127.0.0.1", "rebinding.example"), resolver=rebinding)
        assert carrier.send(message()) == "m-1"
    assert asked == ["rebinding.example"]
    assert seen[0][1]["Host"].startswith("rebinding.example")


def test_t74_a_redirect_is_not_followed() -> None:
    with server(says(200)) as (inside, reached), server(says(302, Location=inside)) as (url, _):
        with pytest.raises(Unreachable, match="redirect"):
            gateway(url).send(message())
        assert not reached


def test_t74_plain_http_needs_a_listed_network() -> None:
    with pytest.raises(web.AddressRefused, match="not_https"):
        web.post("http://sms.example.cn/", b"", {}, resolver=lambda host, port: ["93.184.216.34"])


def test_t74_a_slow_and_a_talkative_answer_are_cut() -> None:
    def drips(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def floods(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(40):
                handler.wfile.write(b" " * 65_536)
        except OSError:
            return

    with server(drips) as (url, _):
        begun = time.monotonic()
        with pytest.raises(web.NoAnswer):
            web.post(url, b"", {}, networks=HERE, seconds=0.5)
        assert time.monotonic() - begun < 2
    with server(floods) as (url, _), pytest.raises(web.NoAnswer, match="too_much"):
        web.post(url, b"", {}, networks=HERE)
    assert (web.SECONDS, web.MOST_BYTES) == (5.0, 1_000_000)


def test_t74_the_call_carries_time_and_signature_and_nothing_of_the_case() -> None:
    import hashlib
    import hmac

    sent = message()
    with server(says(202, {"id": 4711})) as (url, seen):
        assert gateway(url).send(sent) == "4711"
    [(_, headers, body)] = seen
    assert set(json.loads(body)) == {"to", "text", "sender", "reference"}
    assert json.loads(body)["reference"] == str(sent.reference)
    mark = hmac.new(b"t0ken", headers["X-Time"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Signature"] == mark


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_refusal_is_for_good(status: int) -> None:
    with server(says(status)) as (url, _), pytest.raises(Refused, match=str(status)):
        gateway(url).send(message())


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_anything_else_is_tried_again(status: int) -> None:
    with server(says(status)) as (url, _), pytest.raises(Unreachable, match=str(status)):
        gateway(url).send(message())


def test_nobody_there_is_tried_again() -> None:
    with server(says(200)) as (url, _):
        pass
    with pytest.raises(Unreachable):
        gateway(url).send(message())


def test_receipts_are_read_by_id_and_nonsense_is_dropped() -> None:
    said = [{"id": "a", "state": "delivered"}, {"id": "b", "state": "failed"}, {"id": "c", "state": "maybe"}, "d"]
    with server(says(200, {"receipts": said})) as (url, seen):
        assert gateway(url, receipts=url).receipts(["a", "b", "c"]) == {"a": True, "b": False}
        assert gateway(url).receipts(["a"]) == {}
    assert len(seen) == 1


def test_colleagues_channels_are_looked_at_too_before_apprise_calls() -> None:
    for url, host in (("wecombot://abcdefghijklmnop", "qyapi.weixin.qq.com"), ("mailtos://u:p@mail.lan", "mail.lan")):
        asked: list[str] = []

        def private(name: str, port: int, asked: list[str] = asked) -> Sequence[str]:
            asked.append(name)
            return ["192.168.3.4"]

        with pytest.raises(Unreachable, match="private_address"):
            Push(url, resolver=private).send(message())
        assert asked == [host]


@pytest.mark.filterwarnings("ignore:.*imghdr.*:DeprecationWarning")
def test_apprise_sends_neutral_words_without_following_redirects(monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise.plugins import wecombot

    sent: list[Any] = []

    def notify(self: Any, body: str, title: str = "", **more: Any) -> bool:
        sent.append((type(self).__name__, body, self.redirects, self.request_timeout))
        return len(sent) == 1

    monkeypatch.setattr(wecombot.NotifyWeComBot, "notify", notify)
    push = Push("wecombot://abcdefghijklmnop", resolver=lambda host, port: ["93.184.216.34"])
    assert push.send(message()) == ""
    assert sent == [("NotifyWeComBot", "您有一条新消息。", False, (2.0, 3.0))]
    with pytest.raises(Unreachable, match="not_taken"):
        push.send(message())


@pytest.mark.parametrize(
    "given",
    [
        {"sms": {"url": "https://x.cn/"}},
        {"sms": {"url": "file:///etc/passwd", "token": "x", "sender": "服务"}},
        {"sms": {"url": "https:///x", "token": "x", "sender": "服务"}},
        {"staff": [{"area": "330681", "url": "json://127.0.0.1"}]},
        {"networks": ["10.0.0.0/99"]},
        {"webhook": {}},
        {"office": [{"area": "330681"}]},
    ],
)
def test_a_wrong_configuration_is_named_without_its_values(given: dict[str, Any]) -> None:
    with pytest.raises(config.BadConfiguration) as caught:
        config.read(given)
    assert "notices.toml" in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)


def test_the_nearest_entry_serves_an_office() -> None:
    read = config.read(
        {
            "staff": [{"area": "33", "url": "dingtalk://a"}, {"area": "330681", "url": "dingtalk://b"}],
            "office": [{"area": "330681", "phone": "1"}, {"area": "330681109", "phone": "2"}],
        }
    )
    assert [group.url for group in read.groups("330681109")] == ["dingtalk://b"]
    assert (read.phone("330681109"), read.phone("330681001"), read.phone("330102001")) == ("2", "1", "")
