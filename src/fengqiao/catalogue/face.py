"""The catalogue from outside: its definitions are registered with the engine; here is what else pages ask of it.

catalogue.for_less_strict_class(definition, case)   for_discharge(…)   for_running(…)   conditions and whether met
catalogue.the_one(conditions)                        the only one that is missing
"""

from __future__ import annotations

from fengqiao.catalogue.almost import Condition, for_discharge, for_less_strict_class, for_running, less_strict, the_one

__all__ = ["Condition", "for_discharge", "for_less_strict_class", "for_running", "less_strict", "the_one"]
