"""What a password must be. Pure.

Standard: OWASP ASVS 5.0 (length and deny-list; no composition rules, no expiry).
"""

from __future__ import annotations

from collections.abc import Sequence


def password_refusal(password: str, *, known: Sequence[str]) -> str | None:
    """Why a password is not taken, as a code, or None.

    Unit: 12 to 128 characters (ASVS 5.0). `known`: words near the account, which must not be the password.
    """
    if len(password) < 12:
        return "password_short"
    if len(password) > 128:
        return "password_long"
    folded = password.casefold()
    if len(set(folded)) < 5 or folded in _COMMON or any(folded == k.casefold() or _repeats(folded, k) for k in known):
        return "password_common"
    if _is_run(folded):
        return "password_common"
    return None


def _repeats(folded: str, word: str) -> bool:
    """Whether the password is a short word with digits and marks around it."""
    return len(word) >= 3 and not folded.replace(word.casefold(), "").strip("0123456789!@#$%^&*()_-+=.?~")


def _is_run(folded: str) -> bool:
    """Whether the password walks along the alphabet, the digits or the keyboard."""
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb")
    return any(folded in row * 2 or folded[::-1] in row * 2 for row in rows)


# The long ones among the passwords that leaks hold most often, with the words of this trade.
_COMMON = frozenset({
    "password1234", "password12345", "password123456", "passw0rd1234", "p@ssw0rd1234", "admin1234567",
    "administrator", "administrator1", "qwerty123456", "qwertyuiop123", "1q2w3e4r5t6y", "1qaz2wsx3edc",
    "1qaz@wsx3edc", "zaq12wsxcde3", "iloveyou1234", "welcome12345", "letmein12345", "changeme1234", "woaini1314520",
    "woaini5201314", "5201314woaini", "a1b2c3d4e5f6", "abc123456789", "123456abcdef", "aa123456789a",
    "wang123456789", "zhejiang2024", "zhejiang2025", "zhejiang2026", "shequjiaozheng", "shequjiaozheng123",
    "sifaju123456", "sifasuo123456", "fengqiao1234", "fengqiao2026", "fengqiaosifasuo", "zhuji123456789",
    "111111111111", "000000000000", "123123123123", "112233445566", "1234567890ab",
})  # fmt: skip
