"""The demonstration county, for `fengqiao demo` and for what `make run` prints."""

from __future__ import annotations

from fengqiao.demo.accounts import seed_of
from fengqiao.demo.build import begin, build
from fengqiao.demo.cast import CAST, PASSWORD
from fengqiao.demo.guard import holds_people
from fengqiao.demo.scale.build import fill
from fengqiao.demo.scale.newcomers import newcomer

__all__ = ["CAST", "PASSWORD", "begin", "build", "fill", "holds_people", "newcomer", "seed_of"]
