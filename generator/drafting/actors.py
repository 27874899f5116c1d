"""Who acts in a sentence of a draft: “市商务局要建立…” charges an office, though no clause says so."""

from __future__ import annotations

import re

from generator.drafting.desk import Desk
from generator.models import Span, Task
from generator.parse.offices import office_end

SENTENCE = re.compile(r"[^。；;：:\n]+")
_LEAD = re.compile("(?:各?(?:牵头|责任)单位[:：]|由|请)?")
_JOIN = "、和与及"
ACTS = re.compile(
    "(?:负责|牵头|会同|要|应|须|将|每|定期|及时|按|对|组织|加强|建立|健全|完善|开展|制定|落实|推进|做好|加快|依托|统筹|指导|督促"
    "|监督|汇总|发布|公布|推送|通报|督办)"
)
"""What an office that is charged does, right behind its name."""

_COLLECTIVE = re.compile("(?:各|有关|相关|其他)")


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
    lead = _LEAD.match(desk.source, *sentence)
    at = lead.end() if lead is not None else sentence[0]
    named = False
    while (end := office_end(desk.source, at, sentence[1], desk.vocabulary)) > 0:
        named = named or _COLLECTIVE.match(desk.source, at, end) is None
        if end >= sentence[1] or desk.source[end] not in _JOIN:
            return named and ACTS.match(desk.source, end, sentence[1]) is not None
        at = end + 1
    return False
