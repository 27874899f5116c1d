"""The stamp of a finished build: whether building again would give the same site."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.cache import hash_files
from generator.store import RECORD

FILE = ".policykb/built.json"
SETTINGS = ("POLICYKB_SITE_URL", "SOURCE_DATE_EPOCH")
"""Variables of the environment that a site depends on."""


class BuildStamp:
    """What a build into one folder is made from, as it stood before the build began."""

    def __init__(self, root: Path, target: Path, *, strict: bool) -> None:
        """Look at everything the site is made from; nothing is written.

        Args:
            root: The folder of the knowledge base.
            target: The folder of the site.
            strict: Whether warnings fail; a build that let them pass says nothing about one that does not.
        """
        self._root, self._target = root, target
        settings = [f"{name}={os.environ.get(name, '')}" for name in SETTINGS]
        parts = (str(target.absolute()), str(strict), *settings, hash_files(self._inputs()))
        self._made_from = hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def summary(self) -> str | None:
        """What the last finished build said, if it was made from the same and nobody touched what it wrote."""
        try:
            kept = json.loads((self._root / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(kept, dict) or not isinstance(said := kept.pop("summary", None), str):
            return None
        return said if kept == self._content() else None

    def write(self, summary: str) -> None:
        """Keep the stamp in one step; where nothing can be written, the next build is a whole one.

        Args:
            summary: What the build says at its end, to be said again where nothing has changed.
        """
        path = self._root / FILE
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({**self._content(), "summary": summary}, file, ensure_ascii=False)
            Path(name).replace(path)
        except OSError:
            return

    def _content(self) -> dict[str, str]:
        records = hash_files(sorted((self._root / "policies").glob(f"*/{RECORD}")))
        return {"made_from": self._made_from, "records": records, "site": self._seen()}

    def _seen(self) -> str:
        """A hash over names, sizes and times of the site's files: reading them all would take too long."""
        lines = []
        for path in _files(self._target):
            state = path.stat()
            lines.append(f"{path.relative_to(self._target).as_posix()} {state.st_size} {state.st_mtime_ns}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else "-"

    def _inputs(self) -> Iterator[Path]:
        yield from (path for path in _files(Path(__file__).parent) if path.suffix != ".pyc")
        yield from (path for path in _files(self._root / "policies") if path.name != RECORD)
        yield from _files(self._root / "schema")
        yield from _files(self._root / "site_src")
        yield self._root / "mkdocs.yml"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
