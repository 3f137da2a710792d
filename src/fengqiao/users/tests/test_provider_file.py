"""What `oidc.toml` may say. Pure."""

from __future__ import annotations

from typing import Any

import pytest

from fengqiao.users.oidc import config

RIGHT: dict[str, Any] = {"issuer": "https://id.example.gov.cn/o", "client_id": "a", "client_secret": "b", "name": "丙"}


def test_no_file_is_no_provider_and_a_right_one_is_read() -> None:
    assert config.read({}) is None
    found = config.read({**RIGHT, "hosts": ["keys.example.gov.cn"]})
    assert found is not None
    assert (found.name.zh, found.name.en) == ("丙", "丙")
    assert found.may_name("https://id.example.gov.cn/o/token/")
    assert found.may_name("https://keys.example.gov.cn/jwks")
    for url in (
        "http://id.example.gov.cn/o/token/",
        "https://id.example.gov.cn:444/",
        "http://keys.example.gov.cn/",
        "https://id.example.gov.cn.evil.example/",
        "https://id.example.gov.cn@evil.example/",
        "javascript:0",
        "",
    ):
        assert not found.may_name(url), url


@pytest.mark.parametrize(
    ("change", "named"),
    [({"issuer": "http://id.example.gov.cn"}, "https"), ({"issuer": "id.example.gov.cn"}, "address"),
     ({"issuer": "https://a.cn/?x=1"}, "address"), ({"client_secret": ""}, "client_secret"), ({"name": 1}, "name"),
     ({"networks": ["10.0.0.1/8"]}, "networks"), ({"secret": "x"}, "secret")],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_the_name_of_its_entry(change: dict[str, Any], named: str) -> None:
    with pytest.raises(config.BadConfiguration, match=named) as refused:
        config.read({**RIGHT, **change})
    assert RIGHT["client_id"] != str(refused.value)
