"""Whether ids are unique and links inside a record and between records lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from generator.models import PolicyRecord
from generator.models.held_record import others_in
from generator.problems import Problem

_ITEM_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def link_problems(record: PolicyRecord, known: Collection[str], path: str) -> Iterator[Problem]:
    """Check the links of one record to others.

    Args:
        record: The record.
        known: Ids of all policies.
        path: Its file as it is shown to people.

    Yields:
        Links to policies that do not exist.
    """
    if all(policy in known for policy in others_in(record)):
        return
    led = [(citation.policy, f"引用《{citation.title}》") for citation in record.citations]
    led += [(reference.policy, f"“{reference.raw}”") for reference in record.references]
    for policy, named in led:
        if policy is not None and policy not in known:
            message = f"{named}指向的文件“{policy}”不存在"
            yield Problem(path=path, line=0, code="link_broken", message=message)


def item_problems(record: PolicyRecord, path: str) -> Iterator[Problem]:
    """Check the ids of one record, and its links to itself.

    Args:
        record: The record.
        path: Its file as it is shown to people.

    Yields:
        Repeated or unfit ids, and links to items that do not exist.
    """

    def problem(code: str, message: str) -> Problem:
        return Problem(path=path, line=0, code=code, message=message)

    tables = (record.sections, record.principles, record.tasks, record.annex_rows)
    ids = [str(entry.id) for table in tables for entry in table]
    for name, number in sorted(Counter(ids).items()):
        if number > 1:
            yield problem("item_id_repeated", f"条目编号“{name}”出现{number}次")
        if not _ITEM_ID.fullmatch(name):
            yield problem("item_id_invalid", f"条目编号“{name}”不能用作网页锚点")
    items = {task.id for task in record.tasks}
    for section in record.sections:
        if section.item is not None and section.item not in items:
            yield problem("link_broken", f"标题 {section.id} 指向的任务“{section.item}”不存在")
    for row in record.annex_rows:
        if row.task is not None and row.task not in items:
            yield problem("link_broken", f"附表 {row.id} 指向的任务“{row.task}”不存在")
    own = {*ids}
    for reference in record.references:
        if reference.policy == record.id and reference.item is not None and reference.item not in own:
            yield problem("link_broken", f"“{reference.raw}”指向的条目“{reference.item}”不存在")
