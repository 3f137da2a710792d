"""What a log line may hold."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import structlog

from fengqiao.kit import logs

NUMBER = "11010519491231002X"


@pytest.fixture(autouse=True)
def _configured() -> None:
    logs.configure()


def _told(capfd: pytest.CaptureFixture[str]) -> tuple[str, list[dict[str, Any]]]:
    text = capfd.readouterr().err
    return text, [json.loads(line) for line in text.splitlines()]


def test_t12_what_a_library_says_is_written_without_its_arguments(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("another.package").error("cannot store %s of %s", NUMBER, "张三丰")
    text, lines = _told(capfd)
    assert NUMBER not in text
    assert "张三丰" not in text
    assert [(each["event"], each["logger"]) for each in lines] == [("cannot store %s of %s", "another.package")]


def test_t12_a_fault_is_written_by_its_kind_and_place(capfd: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(NUMBER)
    except ValueError:
        logging.getLogger("another.package").exception("it broke")
        structlog.get_logger("ours").exception("it.broke")
    text, lines = _told(capfd)
    assert NUMBER not in text
    assert [each["kind"] for each in lines] == ["ValueError", "ValueError"]
    assert all("test_logs.py" in each["where"][-1] for each in lines)


@pytest.mark.parametrize("value", ["张三丰", NUMBER, "13800000000", "Job send[7](who='张三丰', number='13800000000')"])
def test_t12_names_and_numbers_that_were_told_by_mistake_are_left_out(
    value: str, capfd: pytest.CaptureFixture[str]
) -> None:
    structlog.get_logger("ours").error("told", what=value, inside=[{"deep": value}], of=object())
    logging.getLogger("another.package").error(f"told {value}")
    text, lines = _told(capfd)
    assert len(lines) == 2
    assert not [part for part in ("张三丰", NUMBER, "13800000000") if part in text]
    assert lines[0]["of"] == "object"


def test_opaque_ids_problem_numbers_and_places_stay_readable(capfd: pytest.CaptureFixture[str]) -> None:
    told = {"uid": "019ab3c4-1234-7abc-8def-123456789012", "problem": "8F3A-2D7K", "where": ["/src/a.py:12 f"], "n": 7}
    structlog.get_logger("ours").info("as.it.is", **told)
    _, lines = _told(capfd)
    assert {key: lines[0][key] for key in told} == told
