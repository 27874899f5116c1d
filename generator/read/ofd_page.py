"""The content of an OFD page: text objects, printed lines and pictures in page coordinates (millimetres)."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from generator.read.pages import Glyph, Page, Rule, straight_rule
from generator.read.xml_names import attribute, children, local
from generator.wide import is_wide

_GROUPS = frozenset({"PageBlock", "Layer"})
_LARGE_PICTURE = 0.3
_MOST_NUMBERS = 20_000
_MOST_COMMANDS = 2_000
_SHORTEST_RULE = 1.0
_SLANT = 0.35
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Path commands (GB/T 33190-2016, table 35) and how many numbers follow."""


class Matrix(NamedTuple):
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def on(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, after: Matrix) -> Matrix:
        """This map followed by another."""
        e, f = after.on(self.e, self.f)
        return Matrix(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            e,
            f,
        )


def page_content(layers: Sequence[etree._Element], size: tuple[float, float], base: Matrix) -> Page:
    """Read what a page shows.

    Args:
        layers: Its layers, those of its templates first.
        size: Width and height in millimetres.
        base: The map from the layers to the page.

    Returns:
        The page.
    """
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    pictures = 0.0
    stack: list[etree._Element] = list(reversed(layers))
    while stack:
        node = stack.pop()
        name = local(node)
        if name in _GROUPS:
            stack += reversed(list(node))
        elif name in ("TextObject", "PathObject", "ImageObject") and attribute(node, "Visible") != "false":
            box = _numbers(attribute(node, "Boundary"), 4)
            placed = _matrix(node).then(Matrix(e=box[0], f=box[1])).then(base)
            if name == "TextObject":
                glyphs += _text_object(node, placed)
            elif name == "PathObject":
                rules += _path_object(node, placed)
            else:
                pictures += max(box[2], 0.0) * max(box[3], 0.0)
    large = pictures >= _LARGE_PICTURE * size[0] * size[1]
    return Page(size[0], size[1], tuple(glyphs), tuple(rules), large)


def _matrix(node: etree._Element) -> Matrix:
    values = _floats(attribute(node, "CTM"))
    return Matrix(*values) if len(values) == 6 else Matrix()


def _text_object(node: etree._Element, placed: Matrix) -> Iterator[Glyph]:
    size = next(iter(_floats(attribute(node, "Size"))), 0.0)
    stretch = next(iter(_floats(attribute(node, "HScale"))), 1.0)
    start = (0.0, 0.0)
    for code in children(node, "TextCode"):
        # X and Y that are not given go on from the code before (GB/T 33190-2016, 11.3).
        start = (_first(attribute(code, "X"), start[0]), _first(attribute(code, "Y"), start[1]))
        yield from _characters(code, start, size, stretch, placed)


def _characters(
    code: etree._Element, start: tuple[float, float], size: float, stretch: float, placed: Matrix
) -> Iterator[Glyph]:
    text = "".join(str(part) for part in code.itertext()).strip("\r\n")
    across, down = _deltas(attribute(code, "DeltaX")), _deltas(attribute(code, "DeltaY"))
    x, y = start
    for index, character in enumerate(text):
        wide = is_wide(character)
        width = size * stretch * (1.0 if wide else 0.5)
        step = across[index] if index < len(across) else 0.0 if down else width
        # The file does not say how wide a sign is: one in Latin script fills what it is given, up to an em.
        filled = min(step, width if wide else 2 * width) if step > 0 else width
        (x0, y0), (x1, _) = placed.on(x, y), placed.on(x + filled, y)
        height = math.hypot(placed.c, placed.d) * size
        # Text that does not run level (stamps, watermarks, upright columns) is no running text.
        if all(map(math.isfinite, (x0, x1, y0, height))) and height > 0 and abs(placed.b) <= abs(placed.a) * 0.1:
            yield Glyph(sys.intern(character), min(x0, x1), max(x0, x1), y0, height)
        x += step
        y += down[index] if index < len(down) else 0.0


def _deltas(text: str | None) -> list[float]:
    """Distances from character to character; "g 3 4.5" stands for three times 4.5 (GB/T 33190-2016, 11.3)."""
    parts = (text or "").split()
    values: list[float] = []
    index = 0
    while index < len(parts) and len(values) < _MOST_NUMBERS:
        if parts[index] == "g" and index + 2 < len(parts):
            count = int(parts[index + 1]) if parts[index + 1].isdecimal() and len(parts[index + 1]) < 7 else 0
            values += [_first(parts[index + 2], 0.0)] * min(count, _MOST_NUMBERS)
            index += 3
        else:
            values.append(_first(parts[index], 0.0))
            index += 1
    return values


def _path_object(node: etree._Element, placed: Matrix) -> Iterator[Rule]:
    """The level and upright segments of a path; thin filled areas count by their outline."""
    data = next((str(part.text or "") for part in children(node, "AbbreviatedData")), "")
    start = current = (0.0, 0.0)
    for command, numbers in _commands(data):
        point = start if command == "C" else placed.on(*numbers[-2:])
        if command in "MS":
            start = point
        elif command in "LC":
            yield from straight_rule(current, point, _SHORTEST_RULE, _SLANT)
        current = point


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(data[: _MOST_COMMANDS * 40])
    index = count = 0
    while index < len(tokens) and count < _MOST_COMMANDS:
        wanted = _ARGUMENTS.get(tokens[index])
        numbers = tokens[index + 1 : index + 1 + (wanted or 0)]
        if wanted is not None and len(numbers) == wanted and not any(number.isalpha() for number in numbers):
            yield tokens[index], [float(number) for number in numbers]
            index += wanted
        index += 1
        count += 1


def _numbers(text: str | None, count: int) -> list[float]:
    values = _floats(text)
    return values if len(values) == count else [0.0] * count


def _first(text: str | None, default: float) -> float:
    return next(iter(_floats(text)), default)


def _floats(text: str | None) -> list[float]:
    values: list[float] = []
    for part in (text or "").split()[:_MOST_NUMBERS]:
        try:
            value = float(part)
        except ValueError:
            return []
        if not math.isfinite(value):
            return []
        values.append(value)
    return values
