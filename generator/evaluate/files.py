"""Gold alignments as they lie in files: one reading in a file of its own, scored together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.evaluate.alignment import GoldPair, read_documents, read_gold
from generator.models import Frozen
from generator.problems import PolicykbError, Problem
from generator.read.gold import read_gold_file

GOLD = (
    "tests/truth/alignment.yaml",
    "tests/truth/alignment_seventh.yaml",
    "tests/truth/alignment_eighth.yaml",
    "tests/truth/alignment_ninth.yaml",
    "tests/truth/alignment_tenth.yaml",
    "tests/truth/alignment_eleventh.yaml",
)
"""The files that are scored where none is named; paths from the folder of the knowledge base."""


class Gold(Frozen):
    """The pairs of one or several gold alignments, and the files of documents that are not in the knowledge base."""

    pairs: tuple[GoldPair, ...]
    documents: dict[str, Path]


def read_gold_files(paths: Sequence[Path]) -> Gold:
    """Read gold alignments that are to be scored together.

    Args:
        paths: The files.

    Returns:
        The pairs in the order of the files; id -> file of the further documents.

    Raises:
        PolicykbError: A file is unusable, judges a pair that one before it judged, or gives the id of a document of one
            before it to another file (gold_invalid).
    """
    pairs: list[GoldPair] = []
    documents: dict[str, Path] = {}
    for path in paths:
        content = read_gold_file(path, str(path))
        try:
            judged = read_gold(content)
            files = {policy: path.parent / file for policy, file in read_documents(content).items()}
        except (ValueError, KeyError, TypeError) as error:
            raise _invalid(path, f"{error}；格式见 {GOLD[0]}") from error
        before = {frozenset((pair.a, pair.b)) for pair in pairs}
        twice = next((pair for pair in judged if frozenset((pair.a, pair.b)) in before), None)
        if twice is not None:
            shown = f"{twice.a.policy} {twice.a.item} 与 {twice.b.policy} {twice.b.item}"
            raise _invalid(path, f"{shown} 在前面的文件中已判过；请只在一份文件中判定")
        for policy, file in files.items():
            if documents.setdefault(policy, file).resolve() != file.resolve():
                raise _invalid(path, f"文件编号 {policy} 在前面的文件中指向 {documents[policy]}；请改用别的编号")
        pairs += judged
    return Gold(pairs=tuple(pairs), documents=documents)


def _invalid(path: Path, message: str) -> PolicykbError:
    return PolicykbError(Problem(path=str(path), line=0, code="gold_invalid", message=message))
