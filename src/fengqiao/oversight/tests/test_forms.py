"""What the room's forms ask for."""

from __future__ import annotations

import pytest
from django import forms

from fengqiao.oversight.forms import FindingForm, LookForm, ReviewForm


@pytest.mark.parametrize(("form", "field"), [(ReviewForm, "verdict"), (FindingForm, "verdict"), (LookForm, "ground")])
def test_nothing_is_chosen_before_somebody_chooses(form: type[forms.Form], field: str) -> None:
    """A review that says “it was needed” until somebody looks is none (T34, T77)."""
    filled = {"words": "已向本人和承办人逐项核实有关情况", "number": "330", "organ": "法院", "paper": "1"}
    asked = form({**filled, field: ""})
    assert list(asked.errors) == [field]
    assert str(form()[field]).split("</option>")[0].count('value=""') == 1
