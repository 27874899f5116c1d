"""What a provision says of who and when, with what the annex of its document adds (任务分工表)."""

from __future__ import annotations

from generator.models import Deadline, PolicyRecord, Principle, Task
from generator.render.wording import IN_ANNEX


def annex_deadlines(record: PolicyRecord, item: Task | Principle) -> tuple[Deadline, ...]:
    """The deadlines that rows of the annex fix for a task beyond those of its own text.

    Args:
        record: The document.
        item: One of its provisions; a principle has no row.

    Returns:
        The deadlines in the order of the rows, each once; none that only repeats one of the text.
    """
    if not isinstance(item, Task):
        return ()
    told = {_term(deadline) for deadline in item.deadlines}
    found: list[Deadline] = []
    for row in record.annex_rows:
        for deadline in row.deadlines if row.task == item.id else ():
            if _term(deadline) not in told:
                told.add(_term(deadline))
                found.append(deadline)
    return tuple(found)


def deadlines_said(record: PolicyRecord, item: Task | Principle) -> tuple[str, ...]:
    """The deadlines of a provision as written, those that only the annex says marked as such."""
    own = item.deadlines if isinstance(item, Task) else ()
    annexed = (f"{IN_ANNEX}{deadline.raw}" for deadline in annex_deadlines(record, item))
    return (*(deadline.raw for deadline in own), *annexed)


def _term(deadline: Deadline) -> tuple[str, str]:
    """What two deadlines of one provision have in common if they say the same: 长期 and 完成时限长期 do."""
    fixed = deadline.date or deadline.period
    return deadline.type, fixed or ("" if deadline.type == "ongoing" else deadline.raw)
