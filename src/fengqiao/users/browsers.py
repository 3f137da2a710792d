"""What a browser calls itself, shortened to what its owner recognises in a list. Pure."""

from __future__ import annotations

from typing import Final

from fengqiao.law.face import Text

# In this order: an Edge also says Chrome, a Chrome also says Safari.
_PROGRAMS: Final = (
    ("wxwork/", "WeCom"), ("dingtalk/", "DingTalk"), ("edg", "Edge"), ("360se", "360"), ("qqbrowser/", "QQ"),
    ("firefox/", "Firefox"), ("chrome/", "Chrome"), ("safari/", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("harmonyos", "HarmonyOS"), ("android", "Android"), ("iphone", "iPhone"), ("ipad", "iPad"), ("windows", "Windows"),
    ("mac os", "macOS"), ("uos", "UOS"), ("kylin", "Kylin"), ("linux", "Linux"),
)  # fmt: skip
UNKNOWN: Final = Text("未识别的浏览器", "unrecognised browser")


def short_name(user_agent: str) -> str:
    """ "Chrome · Windows"; empty when nothing in it is known. At most 40 characters, nothing of the sender's own."""
    told = user_agent[:400].lower()
    program = next((name for mark, name in _PROGRAMS if mark in told), "")
    system = next((name for mark, name in _SYSTEMS if mark in told), "")
    return " · ".join(part for part in (program, system) if part)
