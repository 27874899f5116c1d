"""What stands in the files of a vocabulary, before anybody asks whether it fits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.problems import PolicykbError, Problem
from generator.vocabulary_faults import misshapen, unreadable


@dataclass(frozen=True)
class VocabularyTexts:
    """The texts of vocabulary files; two are equal if they say the same, wherever they stand.

    Attributes:
        files: Name of each file, and its text or why it cannot be read.
        folder: Where they stand.
    """

    files: tuple[tuple[str, str | OSError | UnicodeDecodeError], ...]
    folder: Path = field(compare=False)

    def tables(self, keys: Mapping[str, Sequence[str]]) -> dict[str, object]:
        """The tables of all files.

        Args:
            keys: Which file may hold which tables.

        Returns:
            Table -> its content.

        Raises:
            PolicykbError: A file cannot be read, is no YAML, or holds other tables; one problem for each.
        """
        merged: dict[str, object] = {}
        problems: list[Problem] = []
        for name, text in self.files:
            path = self.folder / name
            if not isinstance(text, str):
                problems.append(unreadable(path, text))
                continue
            try:
                content = yaml.load(text, Loader=yaml.CSafeLoader)
            except yaml.YAMLError as error:
                problems.append(unreadable(path, error))
                continue
            if isinstance(content, dict) and not set(content) - set(keys[name]):
                merged.update(content)
            else:
                problems.append(misshapen(path, keys[name]))
        if problems:
            raise PolicykbError(*problems)
        return merged


def read_texts(folder: Path, names: Collection[str], needed: Collection[str]) -> VocabularyTexts:
    """Read the files of a vocabulary.

    Args:
        folder: Where they stand.
        names: Their names.
        needed: Those that must be there; others may lack.
    """
    present = [name for name in names if name in needed or (folder / name).exists()]
    return VocabularyTexts(tuple((name, _text(folder / name)) for name in present), folder)


def _text(path: Path) -> str | OSError | UnicodeDecodeError:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return error
