"""The stamp of a build: whether building again would give the same site, and if not, why."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from generator.cache import PARSED, hash_file, hash_files, keep_file
from generator.models.base import Frozen
from generator.read.corpus import POLICIES
from generator.shipped import shipped
from generator.store import RECORD

FILE = ".policykb/built.json"
SETTINGS = ("POLICYKB_SITE_URL", "SOURCE_DATE_EPOCH")
"""Variables of the environment that a site depends on."""

_LISTED = 20
"""Documents named one by one when something is said of them; of more only the number is told."""


class Stamp(Frozen):
    """What a build was made from and what it left, as hashes; only contents count, never the time of a source.

    Attributes:
        summary: What the build said at its end, None if it left a document out: then it has to be repeated.
        program: The program itself.
        settings: The site's folder, --strict and the environment.
        looks: Files of site_src/ and mkdocs.yml.
        vocabulary: Files of schema/.
        documents: Policy id -> file name -> hash, without the record.
        records: All records.
        site: Names, sizes and times of the site's files: reading them all would take too long. A file whose time
            was changed costs one more build, no more.
    """

    summary: str | None = None
    program: str
    settings: str
    looks: dict[str, str]
    vocabulary: dict[str, str]
    documents: dict[str, dict[str, str]]
    records: str = ""
    site: str = ""


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
        parts = (str(target.absolute()), str(strict), *settings)
        folders = sorted(path for path in (root / POLICIES).glob("*") if path.is_dir())
        self._now = Stamp(
            program=hash_files(path for path in _program(root) if path.suffix != ".pyc"),
            settings=hashlib.sha256("\n".join(parts).encode()).hexdigest(),
            looks={
                **{f"site_src/{name}": value for name, value in _hashes(root / "site_src").items()},
                "mkdocs.yml": hash_files([root / "mkdocs.yml"]),
            },
            vocabulary=_hashes(root / "schema"),
            documents={path.name: _hashes(path, but=RECORD) for path in folders},
        )
        self._kept = self._read()

    def summary(self) -> str | None:
        """What the last finished build said, if it was made from the same and nobody touched what it wrote."""
        kept, now = self._kept, self._now
        if kept is None or kept.model_copy(update={"summary": None, "records": "", "site": ""}) != now:
            # Without a look at the thousands of files that the build wrote.
            return None
        return kept.summary if kept == self._with_outcome(kept.summary) else None

    def reasons(self) -> Iterator[str]:
        """Why this build is not left out: what is parsed anew and why, what else changed since the last one."""
        kept, now = self._kept, self._now
        if kept is None:
            yield "没有上次生成的记录：全部文件重新处理，未变的文件取自缓存（如有）"
            return
        if kept.program != now.program:
            yield "程序有改动：全部文件重新解析"
        for name in _changed(kept.vocabulary, now.vocabulary):
            done = "全部文件重新解析" if name.startswith("vocabulary/") else "站点重新生成"
            yield f"schema/{name} 有改动：{done}"
        yield from self._documents(kept)
        left = self._with_outcome(kept.summary)
        if kept.records != left.records:
            yield "有 record.yaml 不是上次写的：重写"
        for name in _changed(kept.looks, now.looks):
            yield f"{name} 有改动：站点重新生成"
        if kept.settings != now.settings:
            yield "站点重新生成：输出目录、--strict 或环境变量（POLICYKB_SITE_URL、SOURCE_DATE_EPOCH）与上次不同"
        elif kept.site != left.site:
            yield "站点重新生成：输出目录不在了，或其中的文件被动过"
        if kept.summary is None:
            yield "上次生成有文件出错，没有收进站点：再试一次"

    def write(self, summary: str | None) -> None:
        """Keep the stamp in one step; where nothing can be written, the next build is a whole one.

        Args:
            summary: What the build says at its end, to be said again where nothing has changed; None if it left
                a document out.
        """
        keep_file(self._root / FILE, self._with_outcome(summary).model_dump_json().encode())

    def _documents(self, kept: Stamp) -> Iterator[str]:
        parsed = self._root / PARSED
        lines = []
        for policy_id in sorted(kept.documents.keys() | self._now.documents.keys()):
            old, new = kept.documents.get(policy_id), self._now.documents.get(policy_id)
            if new is None:
                lines.append(f"{POLICIES}/{policy_id} 已不在：从站点撤下")
            elif old is None:
                lines.append(f"{POLICIES}/{policy_id} 是新的：解析")
            elif names := _changed(old, new):
                again = any(name != "corrections.yaml" for name in names)
                how = "重新解析" if again else "重新套用更正"
                lines.append(f"{POLICIES}/{policy_id} 的 {', '.join(names)} 有改动：{how}")
            elif not (parsed / f"{policy_id}.json").is_file():
                lines.append(f"{POLICIES}/{policy_id} 没有缓存：解析")
        yield from lines[:_LISTED]
        if len(lines) > _LISTED:
            yield f"……另有 {len(lines) - _LISTED} 份"

    def _with_outcome(self, summary: str | None) -> Stamp:
        folders = sorted((self._root / POLICIES).glob("*"))
        lines = "\n".join(f"{folder.name} {hash_file(f'{folder}{os.sep}{RECORD}')}" for folder in folders)
        records = hashlib.sha256(lines.encode()).hexdigest()
        return self._now.model_copy(update={"summary": summary, "records": records, "site": self._seen()})

    def _seen(self) -> str:
        base = f"{self._target}{os.sep}"
        lines = sorted(
            f"{entry.path.removeprefix(base)} {entry.stat().st_size} {entry.stat().st_mtime_ns}"
            for entry in _entries(self._target)
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else "-"

    def _read(self) -> Stamp | None:
        try:
            return Stamp.model_validate_json((self._root / FILE).read_bytes())
        except (OSError, ValidationError):
            return None


def _program(root: Path) -> Iterator[Path]:
    """The files of the program, and what it ships for what a knowledge base lacks, where that is not its own."""
    yield from _files(Path(__file__).parent)
    for name in ("schema", "site_src"):
        folder = shipped(name)
        if folder.parent not in (root.absolute(), Path(__file__).parent / "shipped"):
            yield from _files(folder)


def _files(folder: Path) -> list[Path]:
    return [Path(path) for path in sorted(entry.path for entry in _entries(folder))]


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """The files in a folder and its folders, much sooner than as paths; none if it is not there."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            elif entry.is_file():
                yield entry


def _hashes(folder: Path, but: str = "") -> dict[str, str]:
    """Each file in a folder by its path within it, but for one, with the hash of its bytes."""
    base = len(str(folder)) + 1
    paths = sorted(path for entry in _entries(folder) if (path := entry.path)[base:] != but)
    return {Path(path[base:]).as_posix(): hash_file(path) for path in paths}


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
