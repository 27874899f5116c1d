"""The texts of provisions as they stand in the source, repaired."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.models import Preamble, Principle, Repair, Section, Task, repaired_text


def paragraphs_of(
    item: Task | Principle | Section | Preamble, source: str, repairs: Sequence[Repair]
) -> tuple[str, ...]:
    """The text of an item, cut where `paragraph_starts` says that a span begins a paragraph.

    Args:
        item: The item.
        source: The text that its spans count into.
        repairs: What was repaired in it.

    Returns:
        Its paragraphs; a text that a person corrected no longer follows its spans, and stays in one piece.
    """
    if not item.spans:
        return (item.text,) if item.text else ()
    starts = sorted({0, *item.paragraph_starts, len(item.spans)})
    texts = [repaired_text(source, item.spans[a:b], repairs) for a, b in pairwise(starts)]
    if "".join(texts) != item.text:
        return (item.text,) if item.text else ()
    return tuple(text.strip() for text in texts if text.strip())


def clauses_of(task: Task, source: str, repairs: Sequence[Repair]) -> tuple[str, ...]:
    """The clauses on who is responsible for a task (责任条款) as written, repaired, on one line each.

    Args:
        task: The task.
        source: The text that its spans count into.
        repairs: What was repaired in it.

    Returns:
        The clauses.
    """
    return tuple(" ".join(repaired_text(source, [span], repairs).split()) for span in task.clause_spans)
