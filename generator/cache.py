"""The caches: what was parsed, normalised, compared or rendered before need not be done again.

Nothing else changes by them.

An entry counts only under the very key it was written with, which covers everything that the work depends on; one that
is missing, damaged or of another program is not used. The folder (.policykb/) can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import IO

from generator.models import PackedReading, PolicyRecord, ReadOutline, SourceText
from generator.models.held_record import PackedRecord, digest_of
from generator.models.packed import Piece, bytes_of
from generator.replacing import replaced_file
from generator.spill import Spill

VOCABULARY = ".policykb"
PARSED = ".policykb/parsed"
RECORDS = ".policykb/records"
COMPARED = ".policykb/compared"
RENDERED = ".policykb/rendered"
RUN_BY = ("Jinja2", "MarkupSafe", "PyYAML", "pydantic")
"""Packages whose version may show in what is rendered."""


def was_built(root: Path) -> bool:
    """Whether a build of this knowledge base has kept what it read, so that other commands may take and keep it too."""
    return (root / PARSED).is_dir()


class _Entries:
    """Files in a folder, each written in one step and of use to the same program only."""

    def __init__(self, folder: Path, base: str) -> None:
        """Nothing is read or written yet.

        Args:
            folder: Where the entries stand.
            base: Tells the program and its vocabularies from others (`hash_program`).
        """
        self._folder = folder.absolute()
        self._base = base

    def _hashed(self, *told: str) -> str:
        return hashlib.sha256("\n".join((self._base, *told)).encode()).hexdigest()

    def _spread(self, name: str) -> Path:
        """The file of one of very many entries, whose name is a hash."""
        return self._folder / name[:2] / name

    def _content(self, name: str) -> bytes:
        """What stands in the file of one of very many entries; as a path it would take twice as long to read.

        Raises:
            OSError: It cannot be read.
        """
        return read_file(f"{self._folder}{os.sep}{name[:2]}{os.sep}{name}")

    def _drop_others(self, names: Collection[str]) -> None:
        """Remove all of very many entries but those with these names."""
        for folder in sorted(self._folder.glob("*")):
            try:
                # As paths they would take much longer to look at.
                held = os.listdir(folder)  # noqa: PTH208
            except OSError:
                continue
            for name in held:
                if name not in names:
                    with contextlib.suppress(OSError):
                        folder.joinpath(name).unlink()


class VocabularyCache(_Entries):
    """The vocabularies as JSON, which is read in a twentieth of the time that their YAML takes."""

    def __init__(self, root: Path, base: str) -> None:
        """Open the cache of a knowledge base, `root`; see `_Entries`."""
        super().__init__(root / VOCABULARY, base)

    def get(self) -> bytes | None:
        """What was kept of the very same files, None if nothing."""
        try:
            return unsealed(read_file(self._path), self._hashed())
        except (OSError, ValueError):
            return None

    def put(self, content: bytes) -> None:
        """Keep vocabularies that were found sound, in one step; where nothing can be written, nothing is kept."""
        keep_file(self._path, sealed(self._hashed(), content))

    @property
    def _path(self) -> Path:
        return self._folder / "vocabulary.json"


class ParseCache(_Entries):
    """Parsed documents by policy id, each under a key."""

    def __init__(self, root: Path, base: str) -> None:
        """Open the cache of a knowledge base, `root`; see `_Entries`."""
        super().__init__(root / PARSED, base)

    def key(self, shown: str, files: Iterable[Path]) -> str:
        """The key of a document: the program, the vocabularies, its files and how its path is shown."""
        return self._hashed(shown, hash_files(files))

    def get(self, policy_id: str, key: str) -> tuple[SourceText, PackedReading] | None:
        """The document as parsed under this key, None if there is no sound entry."""
        try:
            source, outline, reading = unsealed(read_file(self._path(policy_id)), key).split(b"\n", 2)
            held = PackedReading(ReadOutline.model_validate_json(outline), reading)
            return SourceText.model_validate_json(source), held
        except (OSError, ValueError):
            return None

    def put(self, policy_id: str, key: str, source: SourceText, reading: PackedReading) -> None:
        """Keep a parsed document, in one step; where nothing can be written, nothing is kept."""
        parts = [part.model_dump_json().encode() for part in (source, reading.outline)]
        keep_file(self._path(policy_id), sealed(key, b"\n".join((*parts, reading.content))))

    def _path(self, policy_id: str) -> Path:
        return self._folder / f"{policy_id}.json"


class RecordCache(_Entries):
    """Records by policy id, each under a key, and what their files were like when they were written."""

    def __init__(self, root: Path, base: str) -> None:
        """Open the cache of a knowledge base, `root`; see `_Entries`."""
        super().__init__(root / RECORDS, base)
        self._spill = Spill(root.absolute() / VOCABULARY)

    def key(self, *rests_on: str) -> str:
        """The key of a record: the program, the vocabulary files and whatever else it rests on."""
        return self._hashed(*rests_on)

    def get(self, policy_id: str, key: str) -> PackedRecord | None:
        """The record made under this key, which was found sound, None if there is no such entry."""
        try:
            held = PackedRecord.from_bytes(unsealed(read_file(f"{self._folder}{os.sep}{policy_id}.json"), key))
        except (OSError, ValueError):
            return None
        return self.laid(held)

    def laid(self, record: PackedRecord) -> PackedRecord:
        """A record, all but what is said of every document laid down outside of memory."""
        return replace(record, content=self._spill.lay(bytes_of(record.content)))

    def put(self, policy_id: str, key: str, record: PackedRecord) -> None:
        """Keep a sound record, in one step; where nothing can be written, nothing is kept."""
        keep_file(self._folder / f"{policy_id}.json", sealed(key, record.to_bytes()))

    def is_written(self, record: PolicyRecord, file: Path) -> bool:
        """Whether a record's file is what was written for this very record."""
        try:
            return read_file(self._written(record.id)) == self._state(record, file).encode()
        except OSError:
            return False

    def note_written(self, record: PolicyRecord, file: Path) -> None:
        """Remember what a record's file is like now that it has been written."""
        keep_file(self._written(record.id), self._state(record, file).encode())

    def _written(self, policy_id: str) -> Path:
        return self._folder / f"{policy_id}.written"

    def _state(self, record: PolicyRecord, file: Path) -> str:
        return self.key(digest_of(record), hash_files([file]))


class ComparedCache(_Entries):
    """What was found between pairs of documents, each under a key (`generator.compare.kept`)."""

    def __init__(self, root: Path, base: str) -> None:
        """Open the cache of a knowledge base, `root`; see `_Entries`."""
        super().__init__(root / COMPARED, base)
        self._used: set[str] = set()
        self._spill = Spill(root.absolute() / VOCABULARY)

    def get(self, key: str) -> bytes | None:
        """What was kept under a key by this very program, None if nothing."""
        try:
            return self._content(self._name(key))
        except OSError:
            return None

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry, in one step; where nothing can be written, nothing is kept."""
        keep_file(self._spread(self._name(key)), content)

    def hold(self, key: str) -> None:
        """See `generator.compare.kept.PairCache`."""
        self._name(key)

    def lay(self, content: bytes) -> Piece:
        """See `generator.compare.kept.PairCache`: on the disk, in no entry, as nobody may take it away meanwhile."""
        return self._spill.lay(content)

    def drop_unused(self) -> None:
        """Remove every entry that was neither asked for nor kept nor held since the cache was opened."""
        self._drop_others(self._used)

    def _name(self, key: str) -> str:
        name = self._hashed(key)
        self._used.add(name)
        return name


class RenderedCache(_Entries):
    """Finished parts of the site by name (`generator.render.kept`)."""

    def __init__(self, root: Path, base: str) -> None:
        """Open the cache of a knowledge base, `root`; see `_Entries`."""
        super().__init__(root / RENDERED, base)

    def get(self, name: str) -> bytes | None:
        """What was kept under a name by this very program, None if nothing."""
        try:
            base, _, content = self._content(_hash_name(name)).partition(b"\n")
        except OSError:
            return None
        return content if base == self._base.encode() else None

    def put(self, name: str, content: bytes) -> None:
        """Keep an entry, in one step; where nothing can be written, nothing is kept."""
        self.put_all(name, (content,))

    def opened(self, name: str) -> IO[bytes] | None:
        """See `generator.render.kept.PartCache`."""
        try:
            file = self._spread(_hash_name(name)).open("rb")
        except OSError:
            return None
        if file.readline() == self._base.encode() + b"\n":
            return file
        file.close()
        return None

    def put_all(self, name: str, pieces: Iterable[bytes]) -> None:
        """See `generator.render.kept.PartCache`."""
        keep_pieces(self._spread(_hash_name(name)), chain((self._base.encode() + b"\n",), pieces))

    def apart(self) -> Callable[[bytes], Piece]:
        """See `generator.render.kept.PartCache`."""
        return Spill(self._folder.parent).lay

    def drop_others(self, names: Iterable[str]) -> None:
        """Remove every entry with another name."""
        self._drop_others(frozenset(map(_hash_name, names)))


def _hash_name(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def sealed(key: str, content: bytes) -> bytes:
    """An entry whose content is not looked into before somebody needs it: its key, and a hash of the rest."""
    return f"{key} {hashlib.sha256(content).hexdigest()}\n".encode() + content


def unsealed(entry: bytes, key: str) -> bytes:
    """What `sealed` sealed under a key.

    Raises:
        ValueError: It is damaged, or stands under another key.
    """
    _, _, content = entry.partition(b"\n")
    if entry != sealed(key, content):
        raise ValueError(key)
    return content


def hash_program(vocabulary: Iterable[Path] = ()) -> str:
    """What an entry of a cache holds for: this program, what runs it, and vocabularies.

    Args:
        vocabulary: The vocabulary files that the work depends on besides.

    Returns:
        Lower-case hexadecimal SHA-256.
    """
    return hashlib.sha256(f"{_hash_own()}\n{hash_files(vocabulary)}".encode()).hexdigest()


@functools.cache
def _hash_own() -> str:
    """The program as it runs; it is asked for by every stage and stays the same while it runs."""
    # Files that are not Python are templates and fonts' tables.
    program = (path for path in sorted(Path(__file__).parent.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    versions = "".join(f"{name} {version(name)}\n" for name in RUN_BY)
    return f"{sys.version}\n{versions}{hash_files(program)}"


def keep_file(path: Path, content: bytes) -> None:
    """Keep what can be made again, in one step; where nothing can be written, nothing is kept.

    Args:
        path: The file; its folder is made if need be.
        content: Its bytes.
    """
    keep_pieces(path, (content,))


def keep_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Keep what can be made again as `keep_file` does, its bytes in pieces that are never in memory all at once."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced_file(path, flushed=False) as file:
            file.writelines(pieces)


def read_file(path: Path | str) -> bytes:
    """The bytes of a file; of thousands in half the time that a path and a buffer take.

    Raises:
        OSError: It cannot be read.
    """
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - see above
        return file.readall()


def hash_files(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of files; one that cannot be read counts as such.

    Args:
        paths: The files, in an order that is always the same.

    Returns:
        Lower-case hexadecimal.
    """
    lines = []
    for path in paths:
        lines.append(f"{path.parent.name}/{path.name} {hash_file(path)}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def hash_file(path: Path | str) -> str:
    """SHA-256 of a file's bytes, lower-case hexadecimal; "-" of one that cannot be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except OSError:
        # Whoever needs it says what is wrong with it.
        return "-"
