"""Orders and announcements (令、公告) by which rules are made known: who issues them, and under which number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from generator.models import Line, Span
from generator.models.base import Frozen
from generator.parse.folding import squeeze
from generator.parse.lines import is_blank, trim

_HEAD = r"(?P<issuer>[\u4e00-\u9fff]{2,28}(?:政府|委员会|国务院|部|局|署|厅|院))(?P<kind>令|公告)"
_COUNT = r"[（(]?(?P<count>(?:\d{4}年)?第(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,7})号)[）)]?"
_TWO = (re.compile(_HEAD), re.compile(_COUNT))
_ONE = re.compile(_HEAD + _COUNT)


class Order(Frozen):
    """The head of an order: its number as it is cited, who issues it, where both stand, and on which lines."""

    number: str
    issuer: str
    span: Span
    lines: tuple[int, ...]


def find_order(text: str, lines: Sequence[Line]) -> Order | None:
    """Find the head of an order, on one line (某市人民政府令第5号) or on two.

    Args:
        text: The source text.
        lines: The lines above the body.

    Returns:
        The first one, or None.
    """
    filled = [line for line in lines if not is_blank(line)]
    return next(_orders(text, filled), None)


def _orders(text: str, filled: Sequence[Line]) -> Iterator[Order]:
    for line, below in itertools.pairwise([*filled, *filled[-1:]]):
        whole = _ONE.fullmatch(squeeze(line.text))
        if whole is not None:
            span = trim(text, line.start, line.end)
            number = f"{whole['issuer']}{whole['kind']}{whole['count']}"
            yield Order(number=number, issuer=whole["issuer"], span=span, lines=(line.number,))
        head, count = (form.fullmatch(squeeze(part.text)) for form, part in zip(_TWO, (line, below), strict=True))
        if head is not None and count is not None:
            number = f"{head['issuer']}{head['kind']}{count['count']}"
            span = (trim(text, line.start, line.end)[0], trim(text, below.start, below.end)[1])
            yield Order(number=number, issuer=head["issuer"], span=span, lines=(line.number, below.number))
