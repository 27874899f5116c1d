"""Whether a draft is a revision (修订稿) of a document held: what both say is then no copy, but what stays as it is."""

from __future__ import annotations

from generator.cited_titles import is_same_title
from generator.drafting.desk import Desk
from generator.drafting.report import Edition
from generator.drafting.shared import DIGITS, Overlap
from generator.models import PolicyRecord
from generator.render.wording import STATUSES

SAME_TITLE = 0.2
"""Share of the running text that a draft has in common at least with the edition before it, under the same title."""

SAME_TEXT = 0.5
"""The same under another title: offices of one place repeat each other's phrases, but not half of a document."""

FEWEST = 300
"""Characters in common below which the share says nothing: a draft of some lines is no revision of a whole plan."""

_EDITIONS = frozenset({"full", "draft"})
"""Interpretations, digests and templates are no editions of anything."""


def earlier_edition(desk: Desk, alike: Overlap) -> Edition | None:
    """The document held that the draft is a revision of.

    Args:
        desk: The draft and what it is compared with.
        alike: What of the draft's running text stands in these.

    Returns:
        Of the documents of the draft's own place the one it shares most with, if their titles are the same or most of
        the text is; None otherwise.
    """
    for share in alike.shares:
        record = desk.index.record(share.policy)
        if record.text_status not in _EDITIONS or record.jurisdiction.id != desk.draft.jurisdiction.id:
            continue
        if share.chars >= FEWEST and share.share >= (SAME_TITLE if _is_called_alike(desk, record) else SAME_TEXT):
            return Edition(
                policy=record.id,
                name=share.name,
                title=record.title,
                doc_number=record.doc_number,
                status=STATUSES[record.text_status],
                share=share.share,
                elsewhere=round(max(0.0, 1 - share.share - (alike.own or 0.0)), DIGITS),
                href=desk.href(f"policies/{record.id}.html"),
            )
    return None


def said_of(edition: Edition, file: str, *, asked: bool) -> str:
    """What a reader is told of it before all else.

    Args:
        edition: The document held.
        file: The draft, as the command was told of it.
        asked: Whether the user chose the documents to compare with, so that what stands in it is listed all the same.
    """
    number = f"（{edition.doc_number}）" if edition.doc_number else f"（{edition.status}）"
    kept = "" if asked else "；照旧的文字不算抄录，第三部分只列新写的"
    # a name with blanks is two words to a command line
    named = f'"{file}"' if any(map(str.isspace, file)) else file
    changes = f"逐条改了什么，用 policykb diff {edition.policy} {named}"
    return f"草稿像是库中《{edition.title}》{number}的修订稿：同一地区，大段文字逐字相同{kept}；{changes}"


def _is_called_alike(desk: Desk, record: PolicyRecord) -> bool:
    """Whether both have one title, apart from 修订草案 and the like in brackets at its end."""
    mark = desk.words("edition_mark")
    return is_same_title(mark.sub("", record.title), mark.sub("", desk.draft.title), desk.vocabulary)
