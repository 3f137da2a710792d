"""`fengqiao bench desk`: the pages of an office's day at two sizes of the country, and Django's admin beside them.

Each size is a demonstration of its own. Both programs run at the same time and each page is asked of them by turns, by
the same post: what else the machine does falls on both. What is told is a ratio: the larger size to the smaller, the
admin's list to ours.
"""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from fengqiao.site.benching import processes
from fengqiao.site.benching.running import Home, Program, daily_run, demonstration, search
from fengqiao.site.benching.visitor import Visitor
from fengqiao.site.commands.result import CANNOT, CommandError

SIZES: Final = (7_000, 700_000)
#: Who asks, by sign-in name.
POSTS: Final = {"office": "fq.staff", "county": "zj.lead", "province": "prov.staff", "procurator": "zj.procurator"}
ROUNDS: Final = 200
#: Rounds before, of which nothing is told: plans and caches are made in them.
WARMING: Final = 12
AT_ONCE: Final = 8
#: Unit: seconds of asking by several at once.
LASTING: Final = 5.0
#: The larger size may cost so much more. Goal of the product.
RATIO: Final = 1.2


@dataclass(frozen=True, slots=True)
class Measured:
    """One page as one post sees it. Unit: milliseconds; requests a second; milliseconds of processor a request."""

    p50: float
    p95: float
    rate: float
    server: float
    database: float


Pages = dict[tuple[str, str], Measured]


def measure(sizes: Sequence[int] = SIZES) -> list[dict[str, Any]]:
    """What the command prints: the larger size beside the smaller, then lists beside the admin's."""
    with ExitStack() as stack:
        homes = {size: stack.enter_context(demonstration(size)) for size in sizes}
        found = _pages(homes)
        admin = {size: _admin(home) for size, home in homes.items()}
        further = {size: {**search(home), "daily run of a county": daily_run(home)} for size, home in homes.items()}
    return [*_compared(found, sizes), *_further(further, sizes), *_beside(found, admin, sizes)]


def _pages(homes: dict[int, Home]) -> dict[int, Pages]:
    """Every page of every post, of all sizes side by side."""
    found: dict[int, Pages] = {size: {} for size in homes}
    with ExitStack() as stack:
        programs = {size: stack.enter_context(home.program()) for size, home in homes.items()}
        for post, username in POSTS.items():
            asking = {size: _entered(program, username) for size, program in programs.items()}
            pages = {size: _addresses(visitor) for size, visitor in asking.items()}
            for page in [each for each in pages[min(pages)] if all(each in known for known in pages.values())]:
                asked = {size: Asked(programs[size], asking[size], pages[size][page]) for size in homes}
                for size, measured in _side_by_side(asked).items():
                    found[size][post, page] = measured
    return found


def _entered(program: Program, username: str) -> Visitor:
    visitor = Visitor(program.port)
    visitor.sign_in(username, program.password, program.seeds[username])
    return visitor


def _admin(home: Home) -> Measured:
    """Django's admin list of the same people, in front of one home at a time: it is slow."""
    with home.admin() as peer:
        asked = Asked(peer, Visitor(peer.port), lambda _at: "/admin/subjects/subject/")
        return _side_by_side({0: asked}, rounds=20)[0]


Address = Callable[[int], str]


def _addresses(visitor: Visitor) -> dict[str, Address]:
    """The pages of a day, from the addresses that the pages themselves give."""
    first = visitor.get("/subjects/").text
    files = _links(first, r'href="(/subjects/[0-9a-f-]{36}/)')
    pages = [visitor.get(file).text for file in files[:12]]
    matters = [link for page in pages for link in _links(page, r'href="(/matters/[0-9a-f-]{36}/)')]
    following = _links(first, r'href="(/subjects/\?[^"]*after=[^"]+)"')
    names = re.findall(r'class="name[^"]*"[^>]*>\s*([\u4e00-\u9fff]{2,3})', first) or ["王伟"]
    found: dict[str, Address] = {
        "inbox": lambda _at: "/",
        "caseload": lambda _at: "/subjects/",
        "caseload, filtered": lambda _at: "/subjects/?category=suspended_sentence&class=strict",
        "workload": lambda _at: "/workload/",
        "calendar": lambda _at: "/calendar/",
        "search": lambda at: f"/search/?q={quote(names[at % len(names)])}",
    }
    if following:
        found["caseload, next page"] = lambda _at: following[0].replace("&amp;", "&")
    if files:
        found["file"] = lambda at: files[at % len(files)]
    if matters:
        found["procedure page"] = lambda at: matters[at % len(matters)]
    return found


def _links(text: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(pattern, text)))


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of one program, as somebody asks for it: the address of each round."""

    program: Program
    visitor: Visitor
    address: Address


def _side_by_side(asked: dict[int, Asked], *, rounds: int = ROUNDS) -> dict[int, Measured]:
    """By turns for the times; then several at once of each for the rate and for what a request costs.

    Raises: CommandError when a page does not come.
    """
    taken: dict[int, list[float]] = {size: [] for size in asked}
    for at in range(-WARMING, rounds):
        for size, each in asked.items():
            answer = each.visitor.get(each.address(at))
            if answer.status != 200:
                raise CommandError(f"a page answered {answer.status}: {each.address(at)}", CANNOT)
            if at >= 0:
                taken[size].append(answer.seconds * 1_000)
    return {size: _weighed(asked[size], sorted(seconds)) for size, seconds in taken.items()}


def _weighed(asked: Asked, taken: list[float]) -> Measured:
    before, begun = processes.used(asked.program.pid), time.perf_counter()
    count = _at_once(asked.visitor, asked.address)
    spent, lasted = processes.used(asked.program.pid).since(before), time.perf_counter() - begun
    return Measured(
        p50=statistics.median(taken), p95=taken[int(len(taken) * 0.95)], rate=count / lasted,
        server=spent.server / count * 1_000, database=spent.database / count * 1_000,
    )  # fmt: skip


def _at_once(visitor: Visitor, address: Callable[[Any], str]) -> int:
    """Several connections for a while; how many pages came."""
    until, counts, wrong = time.perf_counter() + LASTING, list[int](), list[int]()

    def ask(number: int) -> None:
        with visitor.again() as own:
            count = 0
            while time.perf_counter() < until:
                if (status := own.get(address(number + count))) != 200:
                    wrong.append(status)
                    break
                count += 1
            counts.append(count)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(AT_ONCE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if wrong:
        raise CommandError(f"a page answered {wrong[0]} when several asked at once", CANNOT)
    return max(1, sum(counts))


def _compared(found: dict[int, Pages], sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    small, large = sizes
    for key, page in found[large].items():
        before = found[small][key]
        what = f"{key[0]}, {key[1]}"
        yield _row(f"{what}: p50 at {large}", page.p50, "ms", (f"at {small}", before.p50))
        yield _row(f"{what}: p95 at {large}", page.p95, "ms", (f"at {small} (at most ×{RATIO})", before.p95))
        yield _row(f"{what}: pages at {large}", page.rate, "/s", (f"at {small}", before.rate))
        yield _row(f"{what}: processor, server", page.server, "ms", ("database", page.database))


def _further(found: dict[int, dict[str, float]], sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    small, large = sizes
    for what, value in found[large].items():
        yield _row(f"{what} at {large}", value, "ms", (f"at {small}", found[small][what]))


def _beside(found: dict[int, Pages], admin: dict[int, Measured], sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    for size in sizes:
        own, peer = found[size]["province", "caseload"], admin[size]
        yield _row(f"list at {size}: pages", own.rate, "/s", ("Django's admin changelist", peer.rate))
        yield _row(f"list at {size}: p95", own.p95, "ms", ("Django's admin changelist", peer.p95))


def _row(what: str, value: float, unit: str, peer: tuple[str, float]) -> dict[str, Any]:
    name, of = peer
    return {
        "what": f"desk, {what}", "value": round(value, 2), "unit": unit, "peer": name, "peer_value": round(of, 2),
        "ratio": round(value / of, 2) if of else 0,
    }  # fmt: skip
