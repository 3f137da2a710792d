"""Flow charts: every box once, no arrow through a box, narrow enough for a telephone, also for graphs nobody drew."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.shell.components import Text
from fengqiao.shell.flow import BOX, LETTERS, Chart, lay_out, wrap

WIDTH = 358
"""What a telephone of 390 px leaves between the margins of the page."""


@dataclass(frozen=True)
class Node:
    key: str
    title: Text
    who: Text
    kind: str = "step"


@dataclass(frozen=True)
class Way:
    source: str
    target: str
    kind: str = "on"


def _nodes(count: int) -> list[Node]:
    return [Node(f"n{at}", Text(f"环节{at}", f"step {at}"), Text("司法所", "office")) for at in range(count)]


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[list[Node], list[Way]]:
    count = draw(st.integers(2, 14))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    chosen = draw(st.lists(pairs, max_size=24, unique=True))
    return _nodes(count), [Way(f"n{one}", f"n{other}") for one, other in chosen]


def _crosses(chart: Chart) -> list[tuple[str, str]]:
    """Stretches of lines that run through the inside of a box."""
    found = []
    for line in chart.lines:
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
            for box in chart.boxes:
                beside = max(x1, x2) <= box.x or min(x1, x2) >= box.x + box.width
                apart = max(y1, y2) <= box.y or min(y1, y2) >= box.y + box.height
                if not (beside or apart):
                    found.append((line.path, box.key))
    return found


@given(_graphs())
def test_any_graph_is_drawn_without_a_line_through_a_box(graph: tuple[list[Node], list[Way]]) -> None:
    nodes, ways = graph
    chart = lay_out(nodes, ways, "zh")
    assert [box.key for box in sorted(chart.boxes, key=lambda box: box.number)] == [node.key for node in nodes]
    assert len(chart.lines) == len({(way.source, way.target) for way in ways if way.source != way.target})
    assert not _crosses(chart)
    for box in chart.boxes:
        assert box.x >= 0
        assert box.x + box.width <= chart.width
        assert box.y + box.height <= chart.height
        assert not [o for o in chart.boxes if o is not box and abs(o.y - box.y) < box.height and abs(o.x - box.x) < BOX]
    for line in chart.lines:
        assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in line.points)


@given(_graphs())
def test_lines_are_upright_or_level_and_end_on_a_box(graph: tuple[list[Node], list[Way]]) -> None:
    chart = lay_out(*graph, "en")
    tops = {(box.middle, box.y) for box in chart.boxes}
    for line in chart.lines:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(line.points, line.points[1:], strict=False))
        assert line.points[-1] in tops
        assert line.points[-1] in chart.tips


def test_a_chain_stands_straight_and_the_end_is_last() -> None:
    nodes = _nodes(4)
    chart = lay_out(nodes, [Way("n0", "n1"), Way("n1", "n2"), Way("n0", "n3"), Way("n2", "n0", "back")], "zh")
    tops = {box.key: box.y for box in chart.boxes}
    assert tops["n0"] < tops["n1"] < tops["n2"] < tops["n3"]
    assert {line.kind for line in chart.lines} == {"on", "back"}


def test_a_way_to_nowhere_is_named() -> None:
    with pytest.raises(KeyError, match="n9"):
        lay_out(_nodes(2), [Way("n0", "n9")], "zh")


@given(st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd")), max_size=80))
def test_wrapping_loses_no_letter(text: str) -> None:
    assert "".join(wrap(text)) == text
    assert all(wrap(text))


def test_lines_fit_their_box() -> None:
    assert wrap("社区矫正对象本人、司法所代为录入本人申请", 20) == ("社区矫正对象本人、司", "法所代为录入本人申请")
    assert wrap("the office records the person's application", LETTERS) == (
        "the office records", "the person's", "application",
    )  # fmt: skip
