"""What a provision says of who and when, with what the annex of its document adds (任务分工表)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.models import Deadline, PolicyRecord, Principle, Task, Unit
from generator.render.wording import FROM_HEADING, IN_ANNEX


def units_above(record: PolicyRecord, item: Task | Principle) -> tuple[Unit, ...]:
    """The units that the bracket behind a heading above charges with a provision that names none itself."""
    above = _group(record, item.units_from) if isinstance(item, Task) else None
    return above.clause_units if above is not None else ()


def open_tail(record: PolicyRecord, item: Task | Principle) -> str:
    """What follows the units of a provision as written (等各相关部门), or those of the heading that charges it.

    Empty where the list of units is complete.
    """
    task = item if isinstance(item, Task) and item.units else None
    if task is None and isinstance(item, Task):
        task = _group(record, item.units_from)
    if task is None or not task.open_list:
        return ""
    return "、".join(tail.raw for tail in task.open_tails) or "等"


def deadlines_above(record: PolicyRecord, item: Task | Principle) -> tuple[Deadline, ...]:
    """The time limits that the bracket behind a heading above sets a provision that has none itself."""
    above = _group(record, item.deadlines_from) if isinstance(item, Task) else None
    return above.clause_deadlines if above is not None else ()


def _group(record: PolicyRecord, item_id: str | None) -> Task | None:
    return next((task for task in record.tasks if task.id == item_id), None) if item_id is not None else None


def annex_deadlines(record: PolicyRecord, item: Task | Principle) -> tuple[Deadline, ...]:
    """The deadlines that rows of the annex fix for a task beyond those of its own text.

    Args:
        record: The document.
        item: One of its provisions; a principle has no row.

    Returns:
        The deadlines in the order of the rows, each once; none that only repeats one of the text or of a heading above.
    """
    if not isinstance(item, Task):
        return ()
    told = {_term(deadline) for deadline in (*item.deadlines, *deadlines_above(record, item))}
    found: list[Deadline] = []
    for row in record.annex_rows:
        for deadline in row.deadlines if row.task == item.id else ():
            if _term(deadline) not in told:
                told.add(_term(deadline))
                found.append(deadline)
    return tuple(found)


def units_said(record: PolicyRecord, item: Task | Principle) -> tuple[Unit, ...]:
    """The units of a provision: its own, else those that a heading above charges with it."""
    own = item.units if isinstance(item, Task) else ()
    return own or units_above(record, item)


def limits_said(record: PolicyRecord, item: Task | Principle) -> tuple[tuple[str, str], ...]:
    """The time limits of a provision: where each stands if not in the provision itself, and its words."""
    return tuple((where, deadline.raw) for where, deadlines in _limits(record, item) for deadline in deadlines)


def years_of(deadlines: Iterable[Deadline]) -> tuple[str, ...]:
    """The years in which time limits end, as far as they tell one, in order."""
    return tuple(sorted({deadline.date[:4] for deadline in deadlines if deadline.date}))


def years_said(record: PolicyRecord, item: Task | Principle) -> tuple[str, ...]:
    """The years in which the time limits of a provision end, those of a heading above and of the annex included."""
    return years_of(deadline for _, deadlines in _limits(record, item) for deadline in deadlines)


def _limits(record: PolicyRecord, item: Task | Principle) -> tuple[tuple[str, tuple[Deadline, ...]], ...]:
    own = item.deadlines if isinstance(item, Task) else ()
    return (("", own), (FROM_HEADING, deadlines_above(record, item)), (IN_ANNEX, annex_deadlines(record, item)))


def deadlines_said(record: PolicyRecord, item: Task | Principle) -> tuple[str, ...]:
    """The deadlines of a provision as written, those that only a heading above or the annex says marked as such."""
    return tuple(f"{where}{raw}" for where, raw in limits_said(record, item))


def _term(deadline: Deadline) -> tuple[str, str]:
    """What two deadlines of one provision have in common if they say the same: 长期 and 完成时限长期 do."""
    fixed = deadline.date or deadline.period
    return deadline.type, fixed or ("" if deadline.type == "ongoing" else deadline.raw)
