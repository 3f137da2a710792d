"""Masks for values that a page may show only in part. Applied on the server, always.

Source: THREATS T19: a masked number beside a birth date and a home county must not give the number
back, so the mask hides the birth date *and* the last four.
"""

from __future__ import annotations


def mask_number(number: str) -> str:
    """`339900********...`: the first six characters, the rest hidden, whatever their number."""
    return number[:6] + "*" * max(0, len(number) - 6)


def mask_phone(phone: str) -> str:
    """138****5678 for a mobile number; all but the last two hidden for anything shorter."""
    if len(phone) >= 11:
        return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]
    return "*" * max(0, len(phone) - 2) + phone[-2:]


def mask_name(name: str) -> str:
    """The first character, then one star per further character (李*, 阿******)."""
    return name[:1] + "*" * max(1, len(name) - 1)


def mask_address(address: str, keep: int = 9) -> str:
    """Keeps about province, city and county; hides street and number."""
    return address[:keep] + "****" if len(address) > keep else "****"
