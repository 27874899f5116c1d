"""The files of a new site: those that are as they were are taken over from the last one instead of written again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from generator.cache import hash_program, keep_file
from generator.frames import Frame
from generator.models.base import Frozen
from generator.replacing import staged_name
from generator.site_begun import Begun, begin, link, move_into, remove

FILE = ".policykb/site.json"


class Written(NamedTuple):
    """A file as it was left; as models tens of thousands of them would take four times the memory.

    Attributes:
        made_from: What tells its bytes from others.
        size: In bytes.
        time: When it was last changed, in nanoseconds.
        frame: Number of its frame, None for what has none.
    """

    made_from: str
    size: int
    time: int
    frame: int | None = None


class Manifest(Frozen):
    """What the last build wrote into one folder.

    Attributes:
        program: The program that did.
        target: The folder, within that of the knowledge base if it lies there: both may be moved or copied.
        frames: Folder and text of each frame.
        files: Path within the folder -> the file.
    """

    program: str = ""
    target: str = ""
    frames: tuple[Frame, ...] = ()
    files: dict[str, Written] = {}


class SiteFiles:
    """Fills the folder of a new site.

    A file is taken over by a second name for the same bytes (a hard link), so the last site stays whole, and what is
    on the disk already need not be written or waited for. It is taken only if it was made from the same and nobody has
    touched it since; where a file system knows no hard links, it is written again.

    Between `begun` and `apart` all files of the last site get their second names in the new folder, by a process of its
    own; what is not taken after all is removed.
    """

    def __init__(self, root: Path | None = None, target: Path | None = None) -> None:
        """Look at what the last build wrote.

        Args:
            root: The folder of the knowledge base, None to write every file and remember none.
            target: Where the last site stands and the new one will.
        """
        self._root, self._target = root, target
        self._now = Manifest(program=hash_program(), target=_told(target, root)) if target else Manifest()
        kept = self._read()
        same = (kept.program, kept.target) == (self._now.program, self._now.target)
        self._last = kept if same else self._now
        self._written: dict[str, Written] = {}
        self._frames: dict[Frame, int] = {}
        self._begun: Begun | None = None
        self._ahead: set[str] = set()

    @contextmanager
    def begun(self, folder: Path) -> Iterator[None]:
        """Fill the folder of the new site with what the last one has while the block runs, for `apart` to find.

        Args:
            folder: The folder; empty, and nobody's business before `apart`.
        """
        if self._target is not None and self._last.files:
            files = [(path, held.size, held.time) for path, held in self._last.files.items()]
            self._begun = begin(self._target, folder, files)
        try:
            yield
        finally:
            if self._begun is not None:
                self._begun.end()

    @contextmanager
    def apart(self, folder: Path, *, used: bool = True) -> Iterator[Path]:
        """Where MkDocs may write, which empties the folder it gets, and writes into files that are there.

        Args:
            folder: The folder of the new site; at the end of the block it holds what MkDocs wrote too.
            used: Whether what it was filled with may stand in the new site; otherwise it is emptied.

        Yields:
            Another folder beside it if it was filled before, else the folder itself.
        """
        left_out = None if self._begun is None else self._begun.wait(used=used)
        if left_out is None:
            yield folder
            return
        self._ahead = self._last.files.keys() - left_out
        other = Path(tempfile.mkdtemp(prefix=staged_name(self._target or folder), dir=folder.parent))
        try:
            yield other
            remove(folder, sorted(self._ahead))
            move_into(folder, other)
        finally:
            shutil.rmtree(other, ignore_errors=True)

    def frame_of(self, path: str, digest: str) -> Frame | None:
        """The frame of a page that was made from the same the last time, None if it was not.

        Args:
            path: Where the page stands in the site.
            digest: Tells the page's Markdown from others.
        """
        last = self._last.files.get(path)
        if last is None or last.frame is None or last.made_from.partition(" ")[0] != digest:
            return None
        return self._last.frames[last.frame]

    def taken(self, folder: Path, path: str, made_from: str) -> bool:
        """Take a file over from the last site, if it is there as it was written and made from the same.

        Args:
            folder: The folder to fill.
            path: The file within it.
            made_from: As told when it was written; of a page its digest, a blank, and what tells the frame's bytes.

        Returns:
            Whether it is there now.
        """
        last = self._last.files.get(path)
        if self._target is None or last is None or last.made_from != made_from:
            return False
        if path in self._ahead:
            self._ahead.remove(path)
        elif not link(self._target, folder, path, last.size, last.time):
            return False
        frame = None if last.frame is None else self._number(self._last.frames[last.frame])
        self._written[path] = last if frame == last.frame else last._replace(frame=frame)
        return True

    def write(
        self, folder: Path, path: str, made_from: str, content: Iterable[bytes], frame: Frame | None = None
    ) -> None:
        """Write a file anew.

        Args:
            folder: The folder to fill.
            path: The file within it.
            made_from: See `taken`.
            content: Its bytes in portions, which are never in memory all at once.
            frame: The frame it stands in, None if it has none.

        Raises:
            FileExistsError: It is there already; writing into it could reach into the last site.
            OSError: It cannot be written.
        """
        place = folder.joinpath(*PurePosixPath(path).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path in self._ahead:
            self._ahead.remove(path)
            place.unlink()
        with place.open("xb") as file:
            file.writelines(content)
        if self._root is not None:
            found = place.stat()
            number = None if frame is None else self._number(frame)
            self._written[path] = Written(made_from=made_from, size=found.st_size, time=found.st_mtime_ns, frame=number)

    def keep(self) -> None:
        """Remember what was written and taken over, in one step, once the new site stands."""
        if self._root is None:
            return
        now = self._now.model_copy(update={"frames": tuple(self._frames), "files": self._written})
        keep_file(self._root / FILE, TypeAdapter(Manifest).dump_json(now))

    def _number(self, frame: Frame) -> int:
        return self._frames.setdefault(frame, len(self._frames))

    def _read(self) -> Manifest:
        if self._root is None:
            return Manifest()
        try:
            return Manifest.model_validate_json((self._root / FILE).read_bytes())
        except (OSError, ValidationError):
            return Manifest()


def _told(target: Path, root: Path | None) -> str:
    place, base = target.absolute(), (root or target).absolute()
    return str(place.relative_to(base) if place.is_relative_to(base) else place)
