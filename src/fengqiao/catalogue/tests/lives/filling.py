"""Fills in any form from its fields alone: by kind, closed list and what the form's own rules say is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from fengqiao.kit.clock import SHANGHAI, local_day
from fengqiao.procedures.grammar import MANY, Case, Field, FieldKind, Form, is_required, read, typed

NAMES = ("陈立群", "王阿婆", "何秀英")
WORDS = ("情况属实", "同意", "已当面核实", "诸暨市人民法院", "（2026）浙0681刑初1号")
PLACES = ("330102", "310101", "330683", "330681")
_TRIES = 40


@dataclass(frozen=True)
class Filler:
    """Somebody at a form, at a moment, who knows the responsible office."""

    rng: Random
    now: datetime
    area: str

    def fill(self, form: Form, case: Case) -> dict[str, Any] | None:
        """A filled form that its own rules accept; None when no try of many is accepted."""
        sent: dict[str, Any] = {}
        for each in form.fields:
            if each.required is True or (each.required is False and self.rng.random() < 0.3):
                sent[each.name] = self.value(each, case)
        for _ in range(_TRIES):
            wrong = read(form, sent, case).wrong
            if not wrong:
                return sent
            for problem in wrong:
                field = form.field(problem.field)
                if field is not None:
                    sent[field.name] = self._other(field, sent.get(field.name), case)
        return None

    def spoilt(self, form: Form, case: Case) -> dict[str, Any] | None:
        """A form that must be refused; None when nothing that could be wrong was found."""
        sent = self.fill(form, case) or {}
        ways = [self._without(form, sent, case), {**sent, "no_such_field": "1"}, self._garbled(form, sent)]
        self.rng.shuffle(ways)
        return next((each for each in ways if each is not None), None)

    def _without(self, form: Form, sent: Mapping[str, Any], case: Case) -> dict[str, Any] | None:
        given = typed(form, sent)
        needed = [each.name for each in form.fields if each.name in sent and is_required(each, given, case)]
        if not needed:
            return None
        gone = self.rng.choice(needed)
        less = {name: value for name, value in sent.items() if name != gone}
        return less if read(form, less, case).wrong else None

    def _garbled(self, form: Form, sent: Mapping[str, Any]) -> dict[str, Any] | None:
        if not form.fields:
            return None
        field = self.rng.choice(form.fields)
        return {**sent, field.name: {"not": "a value"} if field.kind is FieldKind.YES_NO else ["\x00", 7.5]}

    def value(self, field: Field, case: Case) -> Any:
        """Something that the field's kind accepts, as a form sends it."""
        if field.kind in MANY:
            return self._several(field)
        match field.kind:
            case FieldKind.DAY:
                return local_day(self._moment(field)).isoformat()
            case FieldKind.MOMENT:
                return self._moment(field).astimezone(SHANGHAI).replace(tzinfo=None).isoformat()
            case FieldKind.NUMBER:
                return self.rng.choice((0, 0, 1, 3))
            case FieldKind.YES_NO:
                return self.rng.random() < 0.6
            case FieldKind.CHOICE:
                return self.rng.choice(field.choices).code
            case FieldKind.PLACE:
                return self.area
            case _ if field.name == "officers":
                return "、".join(NAMES[: self.rng.choice((2, 3))])
            case _:
                return self.rng.choice(NAMES if field.name.endswith("_name") else WORDS)

    def _several(self, field: Field) -> list[str]:
        if field.kind is FieldKind.CHOICES:
            some = [each.code for each in field.choices if self.rng.random() < 0.7]
            return some or [field.choices[0].code]
        return [self.rng.choice(PLACES)] if field.kind is FieldKind.PLACES else ["材料一份"]

    def _moment(self, field: Field) -> datetime:
        """What happened lies just behind, now and then days; what is planned lies ahead."""
        if field.happened:
            ago = (0, 0, 1, 2, 20, 24 * 6) if field.kind is FieldKind.MOMENT else (0, 0, 0, 24, 24 * 5)
            return self.now - timedelta(hours=self.rng.choice(ago))
        return self.now + timedelta(days=self.rng.choice((-12, -3, 0, 1, 4, 12, 35)), hours=self.rng.choice((0, 5)))

    def _other(self, field: Field, was: Any, case: Case) -> Any:
        """Another value for a field that was found wrong."""
        if field.kind is FieldKind.YES_NO and was is not None:
            return not was
        if field.kind is FieldKind.CHOICES and was is not None:
            return [each.code for each in field.choices]
        return self.value(field, case)
