"""`fengqiao bench NAME`: how fast, as ratios against a peer in the same run."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import platform
from collections.abc import Callable, Sequence
from typing import Any

from fengqiao.site.commands.result import DONE, WRONG_USE, CommandError, emit

# Name → module of the room that measures itself in an empty database: `measure() -> list of rows`.
ROOMS = {"import": "fengqiao.exchange.bench", "papers": "fengqiao.documents.bench"}
# Asks no database at all.
PURE = {"clocks": "fengqiao.law.bench"}
# Measured on the running program with people in it: `measure(sizes) -> list of rows`.
PROGRAMS = {"desk": "fengqiao.site.benching.desk"}
# Zhuji: the county whose offices and places the invented people of a measurement lie in.
COUNTY = "330681"


def add(groups: Any) -> None:
    """Register the command."""
    bench = groups.add_parser("bench", help="a measurement in databases of its own, as ratios against a peer")
    bench.add_argument("name", choices=sorted(PURE | ROOMS | PROGRAMS))
    bench.add_argument("--sizes", type=_sizes, metavar="N,N", help="people in the two countries of `desk`")
    bench.add_argument("--json", action="store_true")
    bench.set_defaults(run=_bench)


def _sizes(text: str) -> tuple[int, ...]:
    with contextlib.suppress(ValueError):
        small, large = (int(each) for each in text.split(","))
        if 0 < small < large:
            return small, large
    raise argparse.ArgumentTypeError("two numbers, the smaller first: 7000,700000")


def _bench(chosen: argparse.Namespace) -> int:
    if chosen.sizes and chosen.name not in PROGRAMS:
        raise CommandError(f"{chosen.name} is not measured at sizes of the country", WRONG_USE)
    try:
        rows = _measured(chosen.name, chosen.sizes)
    except ModuleNotFoundError as missing:
        message = f"{missing.name} is not installed: peers of measurements come with `make setup-dev`"
        raise CommandError(message, WRONG_USE) from missing
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if chosen.json:
        emit({"name": chosen.name, "machine": machine, "rows": rows})
        return DONE
    print(machine)
    for row in rows:
        peer = f"   {row['peer']}: {row['peer_value']} → ×{row['ratio']}" if row.get("peer") else ""
        print(f"{row['what']}: {row['value']} {row['unit']}{peer}")
    return DONE


def _measured(name: str, sizes: Sequence[int] | None) -> list[dict[str, Any]]:
    if name in PURE:
        return list(importlib.import_module(PURE[name]).measure())
    return _program(PROGRAMS[name], sizes) if name in PROGRAMS else _room(ROOMS[name])


def _room(module: str) -> list[dict[str, Any]]:
    from fengqiao.site import scratch
    from fengqiao.site.running import django_ready

    with scratch.installation(COUNTY):
        django_ready()
        return list(importlib.import_module(module).measure())


def _program(module: str, sizes: Sequence[int] | None) -> list[dict[str, Any]]:
    measure: Callable[..., list[dict[str, Any]]] = importlib.import_module(module).measure
    return measure(sizes) if sizes else measure()
