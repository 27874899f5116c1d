"""Members of a list that a clause opens (有下列情形之一的：……): they belong to the clause, and so do their domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.models import Domains, Heading, SourceText, Task
from generator.vocabulary import Vocabulary


def members_of(
    tasks: Sequence[Task], headings: Sequence[Heading], source: SourceText, vocabulary: Vocabulary
) -> Mapping[str, str]:
    """Find the items that are conditions, acts or contents which the sentence above them lists.

    Measures and duties (采取下列措施, 履行下列职责) are provisions of their own and none of these, nor is what charges
    somebody, whatever announces it.

    Args:
        tasks: The provisions of one document.
        headings: Its headings; those that open a task group name it.
        source: The document.
        vocabulary: How such a sentence ends (`lists_members`).

    Returns:
        Id of an item -> id of the provision that it belongs to.
    """
    labels = {heading.item: heading.label for heading in headings if heading.item is not None}
    groups = {(*task.path, labels[task.id]): task for task in tasks if task.kind == "task_group" and task.id in labels}
    found: dict[str, str] = {}
    for task in tasks:
        # a member that only opens a list of its own (违反承诺的：) is a heading, and no provision
        ways = (task.path[:length] for length in range(len(task.path), 0, -1))
        group = next((groups[way] for way in ways if way in groups), None)
        if group is None or task.units:
            continue
        if _opens_list(group, task, source, vocabulary):
            found[task.id] = group.id
        elif group.id in found:
            found[task.id] = found[group.id]
    return found


def _opens_list(group: Task, member: Task, source: SourceText, vocabulary: Vocabulary) -> bool:
    """Whether the last passage of a group before an item of it announces conditions and the like."""
    before = [span for span in group.spans if span[1] <= member.title_span[0]]
    said = source.text[slice(*before[-1])] if before else ""
    return any(pattern.search(said) for pattern in vocabulary.patterns("heading_words", "lists_members"))


def with_domains_of_clauses(tasks: Sequence[Task], members: Mapping[str, str]) -> tuple[Task, ...]:
    """Give each member the domain of the provision that it belongs to; what its own words tell, it touches.

    Args:
        tasks: The provisions with their domains.
        members: See `members_of`.

    Returns:
        The provisions in their order.
    """
    by_id = {task.id: task for task in tasks}
    return tuple(_member(task, by_id[members[task.id]]) if task.id in members else task for task in tasks)


def _member(task: Task, clause: Task) -> Task:
    primary = clause.domains.primary
    if primary is None:
        return task
    own = task.domains
    touched = [domain for domain in (own.primary, *own.secondary) if domain is not None and domain.id != primary.id]
    basis = f"{primary.name}：所属条款“{clause.title}”"
    return task.model_copy(
        update={"domains": Domains(primary=primary, secondary=tuple(touched), basis=(basis, *own.basis))}
    )
