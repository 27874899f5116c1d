"""Texts that are no policy documents: a news page, a novel, a table of figures."""

from __future__ import annotations

from generator.models import Reading, SourceNotes
from generator.problems import Problem


def foreign_problem(reading: Reading, notes: SourceNotes, path: str) -> Problem | None:
    """Say so if nothing in a text shows that it is a policy document.

    One sign is enough: an item, a task table, a document number, or a kind of document that its title or
    source.yaml names. A person who knows better writes `document_type` into source.yaml.

    Args:
        reading: What the parser found.
        notes: What source.yaml says.
        path: The file as it is shown to people.

    Returns:
        The problem `not_a_policy`, or None.
    """
    metadata = reading.metadata
    signs = (
        reading.tasks, reading.principles, reading.annex_rows,
        metadata.doc_number, metadata.document_type, notes.document_type, notes.doc_number,
    )  # fmt: skip
    if any(signs):
        return None
    message = (
        "看不出是政策文件：没有分条的内容、任务分工表和发文字号，标题也不是公文文种；"
        "如确是政策文件，请在同一文件夹的 source.yaml 写明 document_type"
    )
    return Problem(path=path, line=1, code="not_a_policy", message=message)
