"""Who acts in a sentence of a draft: “市商务局要建立…” charges an office, though no clause says so."""

from __future__ import annotations

import re

from generator.drafting.desk import Desk
from generator.models import Span, Task
from generator.parse.offices import office_end

SENTENCE = re.compile(r"[^。；;：:\n]+")
_JOIN = "、和与及"


def names_an_actor(desk: Desk, task: Task) -> bool:
    """Whether a sentence of a task begins with offices, at least one of them named, that do something.

    Args:
        desk: The draft and the vocabulary.
        task: A task of the draft, without units of its own.

    Returns:
        False where only all are addressed (各部门要…), which leaves open who answers for the task.
    """
    return any(
        _opens_with_offices(desk, sentence.span())
        for span in (task.title_span, *task.spans)
        for sentence in SENTENCE.finditer(desk.source, *span)
    )


def _opens_with_offices(desk: Desk, sentence: Span) -> bool:
    lead = desk.words("charge_lead").match(desk.source, *sentence)
    at = lead.end() if lead is not None else sentence[0]
    named = False
    while (end := office_end(desk.source, at, sentence[1], desk.vocabulary)) > 0:
        named = named or desk.words("addressed").match(desk.source, at, end) is None
        if end >= sentence[1] or desk.source[end] not in _JOIN:
            return named and desk.words("acting").match(desk.source, end, sentence[1]) is not None
        at = end + 1
    return False
