"""The numbers by which people cite an item, section or annex row of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from generator.models.kinds import is_annexed
from generator.models.sketch import Part
from generator.number_signs import SPELLED
from generator.render.wording import AROUND

LONGEST_CITED = 12

NUMBER = re.compile(r"[一二三四五六七八九十百零〇]+|\d+")
"""What a number is without its mark."""

_SIGN = re.compile(f"[{SPELLED}]")
"""Circled ones stay: the standard has none, and they are cited as they stand."""


def number_in(parts: Mapping[str, Part], item_id: str) -> str:
    """The numbers on the way to a part of a document ("二(一)1", "基本原则三", "附表第4行").

    Args:
        parts: All parts of the document by their ids.
        item_id: One of these, or the id of the text around them.

    Raises:
        KeyError: There is no such part.
    """
    if item_id in AROUND:
        return AROUND[item_id]
    part = parts[item_id]
    if part.sort == "row":
        return f"附表第{part.number}行" if _is_alone(parts, part) else f"附表“{_cut(part.title)}”"
    if part.sort == "annex":
        return "附件"
    if part.sort == "principle":
        return "基本原则" + _bare(part.number or item_id.rpartition("-")[2])
    if part.sort == "heading" and not part.number:
        return f"“{_cut(part.title)}”"
    return _walk(parts, item_id, part.number)


def _is_alone(parts: Mapping[str, Part], row: Part) -> bool:
    """Whether a row of the annex has a number, and one that no other row has: some begin anew under each heading."""
    return bool(row.number) and sum(part.sort == "row" and part.number == row.number for part in parts.values()) == 1


def _walk(parts: Mapping[str, Part], item_id: str, own: str) -> str:
    names = item_id.split("-")[1:]
    # without a number are headings above all others, and below them what stands behind bullets
    top = 1 + is_annexed(item_id)
    numbers = [
        _shown(section.number) or (f"第{names[depth - 1]}项" if depth > top else "")
        for depth in range(1, len(names))
        if (section := parts.get("-".join(["s", *names[:depth]]))) is not None
    ]
    numbers.append(_shown(own) or f"第{names[-1]}项")
    # 2.1.3 says the way to it itself, and so does what stands below it: 2.1.3(1)
    return "".join(number for number in numbers if not any(other.startswith(f"{number}.") for other in numbers))


def _cut(title: str) -> str:
    """A title short enough to cite by; one that is cut says so."""
    return title if len(title) <= LONGEST_CITED else title[:LONGEST_CITED].rstrip("，,、；;：:") + "…"


def _bare(number: str) -> str:
    found = NUMBER.search(number)
    return found.group() if found else number


def spelled_out(number: str) -> str:
    """A number that is one sign as the standard writes it (⒈ 1., ⑴ (1), ㈠ (一)), and half a bracket as a whole one."""
    if _SIGN.fullmatch(number):
        return unicodedata.normalize("NFKC", number)
    return f"({number}" if number.endswith((")", "）")) and number[0] not in "(（" else number


def _shown(number: str) -> str:
    half = spelled_out(number).translate(str.maketrans("（）．", "().")).strip()
    return half.rstrip("、.")
