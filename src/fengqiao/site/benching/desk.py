"""`fengqiao bench desk`: the pages of an office's day at two sizes of the country, and Django's admin beside them.

Each size is a demonstration of its own with the program running; the same pages are asked for by the same posts. What
is told is a ratio: the larger size to the smaller, the admin's list to ours.
"""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from fengqiao.site.benching import processes
from fengqiao.site.benching.running import Program, daily_run, demonstration, search
from fengqiao.site.benching.visitor import Visitor
from fengqiao.site.commands.result import CANNOT, CommandError

SIZES: Final = (7_000, 700_000)
#: Who asks, by sign-in name.
POSTS: Final = {"office": "fq.staff", "county": "zj.lead", "province": "prov.staff", "procurator": "zj.procurator"}
ROUNDS: Final = 60
AT_ONCE: Final = 8
#: Unit: seconds of asking by several at once.
LASTING: Final = 6.0
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
    found: dict[int, Pages] = {}
    further: dict[int, dict[str, float]] = {}
    admin: dict[int, Measured] = {}
    for size in sizes:
        with demonstration(size) as home:
            with home.program() as program:
                found[size] = dict(_pages(program))
            with home.admin() as peer:
                admin[size] = _one(peer, lambda visitor: "/admin/subjects/subject/", Visitor(peer.port))
                if not admin[size].p50:
                    raise CommandError("Django's admin, the peer of our list, gave no page", CANNOT)
            further[size] = {"search, SQL, p95": search(home), "daily run of a county": daily_run(home)}
    return [*_compared(found, sizes), *_further(further, sizes), *_beside(found, admin, sizes)]


def _pages(program: Program) -> Iterator[tuple[tuple[str, str], Measured]]:
    for post, username in POSTS.items():
        visitor = Visitor(program.port)
        visitor.sign_in(username, program.password, program.seeds[username])
        for page, address in _addresses(visitor).items():
            yield (post, page), _one(program, address, visitor)


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


def _one(program: Program, address: Callable[[Any], str], visitor: Visitor) -> Measured:
    """One after another for the times, several at once for the rate and for what a request costs."""
    taken = []
    for at in range(ROUNDS + 5):
        answer = visitor.get(address(at))
        if answer.status != 200:
            return Measured(0, 0, 0, 0, 0)
        taken.append(answer.seconds * 1_000)
    taken = sorted(taken[5:])
    before, begun = processes.used(program.pid), time.perf_counter()
    count = _at_once(visitor, address)
    spent, lasted = processes.used(program.pid).since(before), time.perf_counter() - begun
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
        before = found[small].get(key)
        if before is None or not before.p95:
            continue
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
