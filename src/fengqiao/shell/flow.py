"""Where the boxes and arrows of a flow chart lie: rows of at most two boxes, arrows around them. Pure.

Made for a screen of 390 px: the chart grows downwards, never sideways. No arrow crosses a box: it leaves below, runs in
the gap between two rows, goes up or down in a lane beside the boxes and comes in from above. Ways from one box share
their first stretch, ways into one box their last; a dot marks where they meet.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

# Unit of everything: px of a chart that is drawn at its own size.
BOX, GUTTER, LANE, TRACK, MARGIN = 138, 12, 8, 7, 4
LINE, PADDING, GAP = 17, 9, 13
LETTERS = 20
"""How wide a line of a box is, counted in narrow letters; a Chinese character counts two."""


class Node(Protocol):
    """What a box needs: a name, what it says, and of which kind it is."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> Any: ...
    @property
    def who(self) -> Any: ...
    @property
    def kind(self) -> str: ...


class Way(Protocol):
    """What an arrow needs."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn box with its lines of text; `number` is how the words beside the chart call it."""

    key: str
    kind: str
    number: int
    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def lines(self) -> tuple[tuple[float, str, str], ...]:
        """Each line of text: its base line, the words, and `t` for the title or `n` for the note."""
        told = [(text, "t") for text in self.title] + [(text, "n") for text in self.note]
        first = self.y + (self.height - LINE * len(told)) / 2 + 13
        return tuple((first + LINE * at, text, which) for at, (text, which) in enumerate(told))


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn arrow as the points of its corners."""

    kind: str
    points: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        """The corners as SVG writes a path."""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole drawing: its size, boxes, lines, and the tips of the arrows."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    tips: tuple[tuple[float, float], ...]


def lay_out(nodes: Sequence[Node], ways: Iterable[Way], language: str) -> Chart:
    """Draw nodes, the first of which is the beginning, in `zh` or `en`.

    Raises: KeyError for a way to or from a node that is not there.
    """
    keys = [node.key for node in nodes]
    pairs = {(way.source, way.target): way.kind for way in reversed(list(ways)) if way.source != way.target}
    unknown = {key for pair in pairs for key in pair} - set(keys)
    if unknown:
        raise KeyError(sorted(unknown)[0])
    rows = _rows(keys, list(pairs))
    return _Drawing(nodes, rows, pairs, language).chart()


def wrap(text: str, letters: int = LETTERS) -> tuple[str, ...]:
    """A text in lines of at most so many narrow letters; English breaks between words, Chinese anywhere."""
    lines: list[str] = []
    now, width = "", 0
    for piece in _pieces(text):
        size = _width(piece)
        if now and width + size > letters:
            lines.append(now.strip())
            now, width = "", 0
        now, width = now + piece, width + size
    if now.strip():
        lines.append(now.strip())
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    """Words with the space behind them, and single wide characters."""
    pieces: list[str] = []
    for char in text:
        joins = pieces and _width(char) == 1 and not pieces[-1].endswith(" ") and _width(pieces[-1][-1]) == 1
        if joins or (pieces and char in "，、；：。）"):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


# ---- which row a box stands in -----------------------------------------------------------------------------------


def _rows(keys: list[str], pairs: list[tuple[str, str]]) -> list[list[str]]:
    """Layers by the longest way from the beginning, ways back left aside; a layer of many is cut into rows of two."""
    onward = _onward(keys, pairs)
    depth = dict.fromkeys(keys, 0)
    for _round in keys:
        for source, target in onward:
            depth[target] = max(depth[target], depth[source] + 1)
    layers: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        layers[depth[key]].append(key)
    # The end is the last row, also when nothing long leads to it.
    last = layers[max(layers)]
    if keys[-1] not in last:
        layers[depth[keys[-1]]].remove(keys[-1])
        layers[max(layers) + 1] = [keys[-1]]
    return [row for level in sorted(layers) for row in _twos(layers[level]) if row]


def _twos(layer: list[str]) -> list[list[str]]:
    return [layer[at : at + 2] for at in range(0, len(layer), 2)]


def _onward(keys: list[str], pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The ways without those that lead back to a box from which one came."""
    following: dict[str, list[str]] = defaultdict(list)
    for source, target in sorted(pairs, key=lambda pair: (keys.index(pair[0]), keys.index(pair[1]))):
        following[source].append(target)
    state: dict[str, str] = {}
    kept: list[tuple[str, str]] = []

    def visit(key: str) -> None:
        state[key] = "open"
        for target in following[key]:
            if state.get(target) != "open":
                kept.append((key, target))
                if target not in state:
                    visit(target)
        state[key] = "done"

    for key in keys:
        if key not in state:
            visit(key)
    return kept


# ---- where it lies -----------------------------------------------------------------------------------------------


class _Drawing:
    """One chart while it is made."""

    def __init__(
        self, nodes: Sequence[Node], rows: list[list[str]], pairs: dict[tuple[str, str], str], language: str
    ) -> None:
        self.rows, self.pairs, self.language = rows, pairs, language
        self.nodes = {node.key: node for node in nodes}
        self.numbers = {node.key: at for at, node in enumerate(nodes)}
        self.row_of = {key: at for at, row in enumerate(rows) for key in row}
        self.texts = {node.key: self._lines(node) for node in nodes}
        # Ways to the next row need no lane; the others go down on the right and up on the left, one lane per target.
        far = [pair for pair in pairs if self.row_of[pair[1]] != self.row_of[pair[0]] + 1]
        self.left = _lanes(self._spans(pair for pair in far if self._is_up(pair)))
        self.right = _lanes(self._spans(pair for pair in far if not self._is_up(pair)))
        self.far = far
        self.tracks = self._tracks()
        self.inner = MARGIN + LANE * (1 + max(self.left.values(), default=-1))
        self.outer = self.inner + BOX * 2 + GUTTER
        self.width = self.outer + LANE * (1 + max(self.right.values(), default=-1)) + MARGIN

    def _is_up(self, pair: tuple[str, str]) -> bool:
        return self.row_of[pair[1]] <= self.row_of[pair[0]]

    def _lines(self, node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
        title, who = (getattr(text, self.language) for text in (node.title, node.who))
        numbered = title if node.kind in ("start", "end") else f"{self.numbers[node.key]} {title}"
        return wrap(numbered), wrap(who, LETTERS + 2)

    def _spans(self, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
        """For each target the gaps over which its lane runs; gap n lies below row n."""
        spans: dict[str, tuple[int, int]] = {}
        for source, target in pairs:
            ends = (self.row_of[source], self.row_of[target] - 1)
            low, high = spans.get(target, (min(ends), max(ends)))
            spans[target] = (min(low, *ends), max(high, *ends))
        return spans

    def _tracks(self) -> dict[tuple[int, str, str], int]:
        """The place of each horizontal stretch in its gap: those going out of a box first, then those coming in."""
        wanted: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for row, keys in enumerate(self.rows):
            for key in keys:
                if any(source == key and not self._is_straight(source, target) for source, target in self.pairs):
                    wanted[row].append(("out", key))
        for _source, target in self.far:
            gap = self.row_of[target] - 1
            if ("in", target) not in wanted[gap]:
                wanted[gap].append(("in", target))
        return {
            (gap, *entry): at
            for gap, entries in wanted.items()
            for at, entry in enumerate(sorted(entries, reverse=True))
        }

    def _is_straight(self, source: str, target: str) -> bool:
        adjacent = self.row_of[target] == self.row_of[source] + 1
        return adjacent and self._column(source) == self._column(target)

    def _column(self, key: str) -> float:
        """0 left, 1 right, a half for a box that stands alone in its row."""
        row = self.rows[self.row_of[key]]
        return 0.5 if len(row) == 1 else float(row.index(key))

    def chart(self) -> Chart:
        """Rows from the top, then the lines between them."""
        boxes: dict[str, Box] = {}
        self.gap_top: dict[int, float] = {}
        top = float(MARGIN + self._depth(-1))
        for at, row in enumerate(self.rows):
            height = max(self._height(key) for key in row)
            for key in row:
                boxes[key] = self._box(key, top, height)
            self.gap_top[at] = top + height
            top += height + self._depth(at)
        self.gap_top[-1] = float(MARGIN)
        lines = [self._line(boxes, pair, kind) for pair, kind in self.pairs.items()]
        reached = [key for key in boxes if any(target == key for _source, target in self.pairs)]
        tips = tuple((boxes[key].middle, boxes[key].y) for key in reached)
        height = self.gap_top[len(self.rows) - 1] + self._depth(len(self.rows) - 1) + MARGIN
        return Chart(self.width, height, tuple(boxes.values()), tuple(lines), tips)

    def _depth(self, gap: int) -> float:
        """How deep the gap below a row is."""
        tracks = [at for (row, _side, _key), at in self.tracks.items() if row == gap]
        if not tracks:
            return 0.0 if gap in (-1, len(self.rows) - 1) else GAP * 2.0
        return GAP * 2.0 + TRACK * max(tracks)

    def _height(self, key: str) -> float:
        title, note = self.texts[key]
        return PADDING * 2 + LINE * (len(title) + len(note)) - 3

    def _box(self, key: str, top: float, height: float) -> Box:
        title, note = self.texts[key]
        x = self.inner + (BOX + GUTTER) * self._column(key)
        return Box(key, self.nodes[key].kind, self.numbers[key], x, top, BOX, height, title, note)

    def _line(self, boxes: dict[str, Box], pair: tuple[str, str], kind: str) -> Line:
        source, target = boxes[pair[0]], boxes[pair[1]]
        start, finish = (source.middle, source.y + source.height), (target.middle, target.y)
        if self._is_straight(*pair):
            return Line(kind, (start, finish))
        out = self._track(self.row_of[pair[0]], "out", pair[0])
        # Out of the middle by a little, so that two ways that cross below a row are not taken for one.
        start = (start[0] + self._aside(pair[0]), start[1])
        if pair not in self.far:
            return Line(kind, (start, (start[0], out), (finish[0], out), finish))
        x, into = self._lane(pair), self._track(self.row_of[pair[1]] - 1, "in", pair[1])
        return Line(kind, (start, (start[0], out), (x, out), (x, into), (finish[0], into), finish))

    def _aside(self, key: str) -> float:
        straight = any(source == key and self._is_straight(source, target) for source, target in self.pairs)
        return 0.0 if straight or self._column(key) == 0.5 else 14.0

    def _track(self, gap: int, side: str, key: str) -> float:
        return self.gap_top[gap] + GAP + TRACK * self.tracks[(gap, side, key)]

    def _lane(self, pair: tuple[str, str]) -> float:
        if self._is_up(pair):
            return self.inner - LANE * (self.left[pair[1]] + 1) + 2
        return self.outer + LANE * (self.right[pair[1]] + 1) - 2


def _lanes(spans: dict[str, tuple[int, int]]) -> dict[str, int]:
    """A lane for each target; two that never run beside each other share one. Short ones lie nearest."""
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[str, int] = {}
    for key, span in sorted(spans.items(), key=lambda entry: (entry[1][1] - entry[1][0], entry[1])):
        free = (at for at, held in enumerate(taken) if all(span[1] < low or high < span[0] for low, high in held))
        at = next(free, len(taken))
        if at == len(taken):
            taken.append([])
        taken[at].append(span)
        lanes[key] = at
    return lanes
