"""What `policykb diff` finds."""

from __future__ import annotations

from typing import Literal

from generator.models.base import Frozen


class ItemLine(Frozen):
    """A provision, principle or annex row as it is listed.

    Attributes:
        id: Its id, the anchor of its permalink.
        kind: What it is, in Chinese (基本原则, 任务, 保障措施, 任务分工表).
        number: Its number as written.
        title: Its title.
    """

    id: str
    kind: str
    number: str
    title: str


class FieldChange(Frozen):
    """One field that differs.

    Attributes:
        name: The field in Chinese (正文, 责任单位, 时限 …).
        removed: Values that only the old state has, in its order.
        added: Values that only the new state has, in its order.
    """

    name: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class ItemChange(Frozen):
    """A provision that both states have.

    Attributes:
        item: The provision in the new state.
        old_id: Its id in the old state, where that was another one.
        fields: What differs; empty where only the id does.
    """

    item: ItemLine
    old_id: str | None = None
    fields: tuple[FieldChange, ...] = ()


class PolicyChanges(Frozen):
    """One document.

    Attributes:
        id: The policy's id.
        title: Its title in the new state, or in the old one where it was removed.
        state: Whether the document is new, gone, or different.
        fields: Metadata that differ.
        added: Provisions that only the new state has; all of them for a new document.
        changed: Provisions that differ.
        removed: Provisions that only the old state has; all of them for a removed document.
    """

    id: str
    title: str
    state: Literal["added", "changed", "removed"]
    fields: tuple[FieldChange, ...] = ()
    added: tuple[ItemLine, ...] = ()
    changed: tuple[ItemChange, ...] = ()
    removed: tuple[ItemLine, ...] = ()


class Changes(Frozen):
    """Everything that differs, by policy id; empty where nothing does."""

    policies: tuple[PolicyChanges, ...] = ()
