"""Search keys of a Chinese name: pinyin, initials and bigrams, made when the name is written. Pure.

Surnames are read by a table of their own: the dictionaries give 单→dan, 仇→chou, 曾→ceng. Both
readings are kept, so that either finds the person.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial

_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "曾": "zeng", "区": "ou", "查": "zha", "乐": "yue",
    "朴": "piao", "翟": "zhai", "缪": "miao", "盖": "ge", "任": "ren", "华": "hua", "纪": "ji",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai",
    "覃": "qin", "燕": "yan", "秘": "bi", "种": "chong", "员": "yun", "折": "she", "黑": "he",
    "逄": "pang", "隗": "wei", "郇": "xun", "召": "shao", "繁": "po", "尹": "yin", "过": "guo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameIndex:
    """`pinyin` and `initials` hold one or two readings, each ready for a prefix search."""

    pinyin: str
    initials: str
    pinyin_other: str
    initials_other: str
    bigrams: tuple[str, ...]


def fold(text: str) -> str:
    """NFC, spaces and middle dots dropped, Latin letters lower case: the form that is compared."""
    kept = (c for c in unicodedata.normalize("NFC", text) if c not in " 　·•‧・.")
    return "".join(kept).lower()


@cache
def _reader() -> Callable[[str], list[str]]:
    """Loaded with the first name: the dictionaries take most of a second, and few processes read a name."""
    from pypinyin import Style, lazy_pinyin, load_single_dict

    # In names 卜 is bǔ (阿卜杜…), not the bo of 萝卜.
    load_single_dict({ord("卜"): "bǔ,bo"})
    return partial(lazy_pinyin, style=Style.NORMAL)


@lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[str, ...]:
    return tuple(s.lower() for s in _reader()(text))


def index(name: str) -> NameIndex:
    """The search keys of a name, Chinese or not."""
    folded = fold(name)
    plain = _syllables(folded)
    read = plain
    for length in (2, 1):
        surname = folded[:length]
        if surname in _SURNAMES:
            read = (*_SURNAMES[surname].split(), *_syllables(folded[length:]))
            break
    pairs = dict.fromkeys(folded[i : i + 2] for i in range(len(folded) - 1))
    return NameIndex(
        pinyin="".join(read),
        initials=_initials(read),
        pinyin_other="".join(plain),
        initials_other=_initials(plain),
        bigrams=tuple(pairs) or ((folded,) if folded else ()),
    )


def _initials(syllables: tuple[str, ...]) -> str:
    return "".join(s[:1] for s in syllables)
