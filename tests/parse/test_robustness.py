"""Damage that documents arrive with: the reading hardly changes (F1 of titles, texts and units)."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from tests.support import ROOT, real_vocabulary

VOCABULARY = real_vocabulary()
POLICIES = sorted(path.name for path in (ROOT / "policies").iterdir() if (path / "source.txt").is_file())
WIDE = str.maketrans(",:;()", "，：；（）")
NARROW = str.maketrans("，：；（）", ",:;()")


def swap_widths(text: str, chance: random.Random) -> str:
    """Every second line or so in the other width, as pages copied together from several sources are."""
    return "\n".join(line.translate(chance.choice([WIDE, NARROW, {}])) for line in text.split("\n"))


def break_pages(text: str, chance: random.Random) -> str:
    """Long paragraphs broken by a page end in the middle of a sentence."""
    lines: list[str] = []
    for line in text.split("\n"):
        places = [m.start() for m in re.finditer("(?<=[一-龥])(?=[一-龥])", line) if m.start() > 40]
        if "\t" not in line and len(line) > 120 and places and chance.random() < 0.4:
            at = chance.choice(places)
            lines += [line[:at], "", line[at:]]
        else:
            lines.append(line)
    return "\n".join(lines)


def lose_dots(text: str, chance: random.Random) -> str:
    """1.健全 -> 1健全."""
    return re.sub(r"(?m)^(\s*\d{1,2})[.．、](?=[一-龥])", lambda m: m[1] if chance.random() < 0.5 else m[0], text)


def web_copy(text: str, chance: random.Random) -> str:
    """CRLF line ends, NBSP and full-width indents."""
    lines = text.split("\n")
    return "\r\n".join(
        (chance.choice(["", "\u00a0\u00a0", "\u3000\u3000"]) if line.strip() else "") + line for line in lines
    )


def misread_and(text: str, chance: random.Random) -> str:
    """OCR reads 和 as " and "."""
    return re.sub("(?<=[一-龥])和(?=[一-龥])", lambda _: " and " if chance.random() < 0.05 else "和", text)


def lose_punctuation(text: str, chance: random.Random) -> str:
    """3 % of 、。， lost."""
    return "".join(char for char in text if char not in "、。，," or chance.random() >= 0.03)


def folded(text: str) -> str:
    """What damage may change without harm: width, white space, 和/and, and in texts the punctuation."""
    return re.sub(r"\s|[、。，,]", "", unicodedata.normalize("NFKC", text).replace(" and ", "和"))


def facts(reading: Reading, text: str) -> dict[str, Counter[str]]:
    items = [*reading.tasks, *reading.principles]
    return {
        "titles": Counter(folded(item.title) for item in items),
        "texts": Counter(folded("".join(text[a:b] for a, b in item.body.spans)) for item in items),
        "units": Counter(f"{unit.role} {folded(unit.raw)}" for item in items for unit in item.units),
    }


def read(text: str) -> dict[str, Counter[str]]:
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return facts(parse(source, VOCABULARY), text)


def f1(expected: Counter[str], found: Counter[str]) -> float:
    total = sum(expected.values()) + sum(found.values())
    return 2 * sum((expected & found).values()) / total if total else 1.0


DAMAGES: list[tuple[Callable[[str, random.Random], str], float]] = [
    (swap_widths, 0.95),
    (break_pages, 0.95),
    (lose_dots, 0.95),
    (web_copy, 0.95),
    (misread_and, 0.95),
    (lose_punctuation, 0.85),
]


@pytest.mark.parametrize(("damage", "floor"), DAMAGES, ids=lambda value: getattr(value, "__name__", value))
def test_damage_leaves_titles_texts_and_units(damage: Callable[[str, random.Random], str], floor: float) -> None:
    expected: dict[str, Counter[str]] = {}
    found: dict[str, Counter[str]] = {}
    for policy in POLICIES:
        text = (ROOT / "policies" / policy / "source.txt").read_text(encoding="utf-8")
        for seed in range(3):
            broken = damage(text, random.Random(seed))  # noqa: S311 - the same damage at every run
            assert broken != text or damage in (lose_dots, misread_and, break_pages)
            for kind, values in read(text).items():
                expected.setdefault(kind, Counter()).update(values)
            for kind, values in read(broken).items():
                found.setdefault(kind, Counter()).update(values)
    scores = {kind: f1(expected[kind], found[kind]) for kind in expected}
    assert min(scores.values()) >= floor, scores
