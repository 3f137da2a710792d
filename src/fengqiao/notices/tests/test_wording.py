"""What leaves the house tells nothing (T51); wording knows names of placeholders and nothing else (T73)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fengqiao.law.face import SHANGHAI
from fengqiao.notices import wording
from fengqiao.notices.channels import config
from fengqiao.notices.channels.choosing import DEMONSTRATION, DEMONSTRATION_SENDER

OUTSIDE = [channel for channel in wording.PLACEHOLDERS if channel != wording.PAGE]
EVERYTHING = {
    "name": "陈测一", "offence": "危险驾驶罪", "category": "缓刑", "number": "990000198503041236",
    "office": "枫桥司法所", "place": "省立同德医院", "procedure": "外出", "step": "审批", "outcome": "批准",
    "count": "83", "answered": "81", "acts": "82", "channel": "短信",
    "why": "号码被拒收", "first": "2026-11-01", "last": "2026-11-24",
    "from": "2026-11-01 08:00", "to": "2026-11-24 18:00", "contact": "0575-80000000",
    "when": wording.moment_told(datetime(2026, 11, 25, 9, 30, tzinfo=SHANGHAI)).zh,
}  # fmt: skip
"""Full data of a person and a matter: what a careless text could name."""


def leaving() -> list[tuple[str, str, str, str]]:
    """Every text that can leave, with all data given to it."""
    return [
        (kind.key, channel, language, wording.render(getattr(text, language), channel, EVERYTHING))
        for kind in wording.KINDS.values()
        for channel, text in kind.texts.items()
        if channel in OUTSIDE
        for language in ("zh", "en")
    ]


def test_t51_no_word_and_no_value_of_the_case_leaves_the_house_on_any_channel() -> None:
    rendered = leaving()
    assert {key for key, *_ in rendered} == wording.TO_PERSONS | {wording.NEW_WORK.key}
    assert {channel for _, channel, *_ in rendered} == set(OUTSIDE)
    for key, channel, _, text in rendered:
        assert wording.is_neutral(text), (key, channel, text)
        shown = [name for name, value in EVERYTHING.items() if name not in ("contact", "when") and value in text]
        assert not shown, (key, channel, shown)


def test_t51_the_scan_itself_finds_what_it_looks_for() -> None:
    for told in ("社区矫正对象", "缓刑考验期", "请到司法所", "Your probation officer", "外出申请已批准", "派出所"):
        assert not wording.is_neutral(told)


def test_t51_sender_title_and_fallback_are_neutral() -> None:
    for said in (DEMONSTRATION_SENDER, wording.TITLE.zh, wording.TITLE.en, wording.WHO_IS_ASKED.zh):
        assert wording.is_neutral(said)
    assert DEMONSTRATION.phone("330681109")
    given = {"sms": {"url": "https://sms.example.cn/", "token": "x", "sender": "诸暨社区矫正"}}
    with pytest.raises(config.BadConfiguration, match="sender"):
        config.read(given)


def test_t51_no_placeholder_of_an_outer_channel_holds_more_than_a_telephone_and_an_hour() -> None:
    assert set().union(*(wording.PLACEHOLDERS[channel] for channel in OUTSIDE)) == {"contact", "when"}
    speaking = {each.key for each in wording.KINDS.values() for text in each.texts.values() if "{when}" in text.zh}
    assert speaking == {"appointment", "appointment_moved", "appointment_off", "appointment_soon"}


def test_t51_a_moment_is_told_as_a_day_and_an_hour_and_nothing_else() -> None:
    told = wording.moment_told(datetime(2026, 11, 25, 1, 30, tzinfo=UTC))
    assert (told.zh, told.en) == ("11月25日（周三）09:30", "25 Nov, 09:30")


@pytest.mark.parametrize("channel", sorted(wording.PLACEHOLDERS))
@pytest.mark.parametrize(
    "payload",
    [
        "{{ contact }}", "{contact.__class__}", "{contact[0]}", "{contact!r}", "{contact:>40}", "{0}", "{}",
        "{ contact }",        "{offence}", "{name}", "{__class__.__mro__}", "{% raw %}", "{", "}",
        "{CONTACT}", "${contact", "{contact\n}",
    ],
)  # fmt: skip
def test_t73_what_is_no_placeholder_of_the_channel_is_an_error_that_names_it(channel: str, payload: str) -> None:
    with pytest.raises(wording.BadWording) as caught:
        wording.render(f"您好{payload}再见", channel, EVERYTHING)
    assert caught.value.placeholder in payload
    assert caught.value.placeholder in str(caught.value)


def test_t73_an_offence_in_a_text_message_is_an_error() -> None:
    with pytest.raises(wording.BadWording, match="offence"):
        wording.parse("您因{offence}", wording.SMS)


def test_t73_a_value_is_never_read_as_wording() -> None:
    said = wording.render("请联系{contact}。", wording.SMS, {"contact": "{offence}{{7*7}}"})
    assert said == "请联系{offence}{{7*7}}。"


def test_every_text_of_every_kind_parses_in_both_languages() -> None:
    for kind in wording.KINDS.values():
        assert kind.title.zh != kind.title.en
        for channel, text in kind.texts.items():
            names = {name for _, name in wording.parse(text.zh, channel) if name}
            assert names == {name for _, name in wording.parse(text.en, channel) if name}, kind.key


def test_kinds_for_persons_and_for_colleagues_are_apart() -> None:
    assert not wording.TO_PERSONS & wording.TO_STAFF
    for key in wording.TO_STAFF:
        assert set(wording.KINDS[key].texts) == {wording.PAGE}
    for key in wording.TO_PERSONS:
        assert wording.PAGE not in wording.KINDS[key].texts
    with pytest.raises(KeyError):
        wording.kind_for_persons("decided")
