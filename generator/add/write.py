"""Writing what was agreed to."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.add.proposal import Proposal
from generator.locks import locked_knowledge_base
from generator.problems import PolicykbError, Problem
from generator.read.corpus import POLICIES
from generator.store import NOTES, RECORD, dump_notes, dump_record, write_record
from generator.writer import write_policy_folder


def write_proposal(root: Path, proposal: Proposal) -> tuple[str, ...]:
    """Write a document's folder in one step, then the records that change with it.

    Args:
        root: The folder of the knowledge base.
        proposal: What was agreed to.

    Returns:
        The files written, relative to `root`.

    Raises:
        PolicykbError: The file has changed since it was read, another command writes, or the folder cannot be
            written; then nothing is written.
    """
    record = proposal.record
    try:
        content = proposal.file.read_bytes()
    except OSError as error:
        raise _changed(proposal.file) from error
    if hashlib.sha256(content).hexdigest() != record.source.sha256:
        raise _changed(proposal.file)
    files = {record.source.file: content, RECORD: dump_record(record).encode("utf-8")}
    notes = dump_notes(proposal.notes)
    if notes:
        files[NOTES] = notes.encode("utf-8")
    folder = root / POLICIES / record.id
    with locked_knowledge_base(root):
        write_policy_folder(folder, files, replaced=("source.*", RECORD))
        others = [other for other in proposal.joined.changed if write_record(root / POLICIES / other.id, other)]
    written = [f"{POLICIES}/{record.id}/{name}" for name in sorted(files)]
    return (*written, *(f"{POLICIES}/{other.id}/{RECORD}" for other in others))


def _changed(file: Path) -> PolicykbError:
    message = "文件在读取之后变了或不见了；没有写入，请重新运行"
    return PolicykbError(Problem(path=str(file), line=0, code="add_file_changed", message=message))
