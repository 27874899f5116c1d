"""Responsibilities that a heading gives to all that stands below it (标题后的责任括号)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import Heading, Task


def charged_by_headings(tasks: Sequence[Task], headings: Sequence[Heading]) -> tuple[Task, ...]:
    """Say of every provision whose units and time limits it takes from a heading above it.

    A bracket （责任部门：…完成时限…） behind a heading that has items of its own charges them with all of it; what an
    item says itself goes before. Only the nearest heading with such a bracket counts. Units that running text behind
    a heading charges (由甲牵头建立…) do what that sentence says, and no more.

    Args:
        tasks: The provisions of one document.
        headings: Its headings; those that open a task group name it.

    Returns:
        The provisions in their order, those without units or time limits of their own with the id of the group that
        has them.
    """
    labels = {heading.item: heading.label for heading in headings if heading.item is not None}
    groups = {(*task.path, labels[task.id]): task for task in tasks if task.kind == "task_group" and task.id in labels}
    return tuple(_charged(task, [groups[path] for path in _ways(task) if path in groups]) for task in tasks)


def _ways(task: Task) -> list[tuple[str, ...]]:
    """The paths of the headings above a provision, the nearest first."""
    return [task.path[:length] for length in range(len(task.path), 0, -1)]


def _charged(task: Task, above: Sequence[Task]) -> Task:
    units = next((group.id for group in above if group.clause_units), None) if not task.units else None
    deadlines = next((group.id for group in above if group.clause_deadlines), None) if not task.deadlines else None
    if units is None and deadlines is None:
        return task
    return task.model_copy(update={"units_from": units, "deadlines_from": deadlines})
