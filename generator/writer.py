"""The final writer: a folder is built beside its place and takes it in one step, or not at all."""

from __future__ import annotations

import ctypes
import datetime
import errno
import fcntl
import fnmatch
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from generator.flushing import flush, flush_tree
from generator.locks import locked_file
from generator.problems import PolicykbError, Problem, reason_of
from generator.removing import Remove, remove_folder
from generator.replacing import replaced_file, staged_name, umask

MARKER = "data/index.json"
"""A folder that holds this file is one of ours and may be replaced; any other is left alone."""

_UNIX = 3
_ZIP_BEGINS = 315_532_800
"""1980-01-01, the first day an archive can name (APPNOTE 4.4.6)."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Linux: RENAME_EXCHANGE; macOS: RENAME_SWAP, the same number."""


@contextmanager
def begun_folder(target: Path, marker: str = MARKER, remove: Remove = remove_folder) -> Iterator[Path]:
    """Give a new empty folder that may become `target` (`replaced_folder`), and keep others from replacing it.

    Leftovers of a killed run are cleared away.

    Args:
        target: The folder to replace; it may be missing, empty, or made by an earlier run.
        marker: A file that every run writes: a folder that holds it was made by an earlier one.
        remove: Removes what is left of the new folder, or of the old one, at the end of the block.

    Yields:
        A folder beside `target`, on the same file system.

    Raises:
        PolicykbError: Another run holds the lock (build_running), or `target` holds something else (target_foreign), or
            cannot be written (target_unwritable).
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link at the target itself
    _refuse_foreign(target, marker)
    with ExitStack() as held:
        with _refusals_told(target, named=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(_lock(target))
            _recover(target)
            stage = held.enter_context(_new_beside(target, remove))
        yield stage


@contextmanager
def replaced_folder(target: Path, marker: str = MARKER, begun: Path | None = None) -> Iterator[Path]:
    """Give a new folder that becomes `target` when the block ends without an exception.

    Until then, and if anything fails or the process is killed, what stood at `target` stays whole. The new folder's
    files are on the disk before they are seen.

    Args:
        target: See `begun_folder`; so for the marker.
        marker: See there.
        begun: What that gave; None begins here.

    Yields:
        The new folder.

    Raises:
        PolicykbError: See `begun_folder`.
    """
    if begun is None:
        with begun_folder(target, marker) as stage, replaced_folder(target, marker, stage):
            yield stage
        return
    target = Path(os.path.abspath(target))  # noqa: PTH100 - as above
    with _refusals_told(target, named=True):
        yield begun
        _put_in_place(begun, target)


def recover_folder(target: Path) -> None:
    """Clear away what a killed run left beside a folder, and bring the last good one back if it stands aside.

    Only systems that cannot exchange two folders in one step put it aside for a moment (see `_swap`).

    Args:
        target: The folder that replaced_folder replaces.

    Raises:
        PolicykbError: Another run is replacing it (build_running).
        OSError: The folder cannot be moved.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - as above
    if _old(target).is_dir() or any(target.parent.glob(f"{staged_name(target)}*")):
        with _lock(target):
            _recover(target)


def write_policy_folder(folder: Path, files: Mapping[str, bytes], replaced: Sequence[str]) -> None:
    """Put a policy's folder in place in one step: people and builds see the old one, the new one, or none.

    Args:
        folder: policies/<id>; it may exist already.
        files: Names and contents.
        replaced: Patterns of names that are left behind with the old folder; its other files move along.

    Raises:
        PolicykbError: Another run is adding (add_running), the folder is a link or a file (target_foreign), or
            it cannot be written (target_unwritable).
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link at the folder itself
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        message = "这里已有同名文件或链接，不会覆盖；请换一个编号（--id）"
        raise PolicykbError(Problem(path=str(folder), line=0, code="target_foreign", message=message))
    with _refusals_told(folder, named=True):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _folder_lock(folder.parent), _staged(folder) as stage:
            _copy_others(folder, stage, replaced)
            write_tree(stage, files.items())


def write_output(target: Path, content: bytes) -> None:
    """Write one file for a person in one step: the old one stays until the new one is whole.

    Args:
        target: The file; its folder is made if need be. A link is written through, as other programs do.
        content: Its bytes.

    Raises:
        PolicykbError: It cannot be written (target_unwritable).
    """
    target = target.resolve()
    with _refusals_told(target, advice="请检查路径、权限和剩余空间"):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            # A device or a pipe (/dev/stdout) has no place to exchange.
            target.write_bytes(content)
            return
        with replaced_file(target) as file:
            file.write(content)


def new_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Fill a folder that is missing or empty: with all of the files, or with none.

    Args:
        target: The folder.
        files: Relative paths with "/" between the parts, and contents.

    Raises:
        PolicykbError: There is something at `target` already (target_foreign), or it cannot be written
            (target_unwritable).
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        message = "这里已有文件；请换一个新的或空的文件夹"
        raise PolicykbError(Problem(path=str(target), line=0, code="target_foreign", message=message))
    moved: list[Path] = []
    with _refusals_told(target):
        target.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".new-", dir=target))
        try:
            write_tree(stage, files.items())
            flush_tree(stage)
            for path in sorted(stage.iterdir()):
                moved.append(path.rename(target / path.name))
        except OSError:
            for path in moved:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            raise
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files into a folder.

    Args:
        folder: An existing folder.
        files: Relative paths with "/" between the parts, and contents.

    Returns:
        How many files were written.

    Raises:
        ValueError: A path is absolute or leads out of the folder.
    """
    count = 0
    for name, content in files:
        relative = PurePosixPath(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise ValueError(f"path leads out of the folder: {name}")
        path = folder.joinpath(*relative.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    return count


def write_zip(folder: Path, target: Path, epoch: int) -> int:
    """Pack a folder, the same bytes for the same files; an older archive stays until the new one is whole.

    Args:
        folder: The folder; its name is the archive's only top folder.
        target: The archive.
        epoch: The time written for every file, in seconds since 1970, UTC; archives know none before 1980.

    Returns:
        The archive's size in bytes.

    Raises:
        PolicykbError: `target` is a folder or a link (target_foreign), or cannot be written (target_unwritable).
    """
    if target.is_symlink() or target.is_dir():
        message = "这里已有同名的文件夹或链接，不会覆盖；请将它移走"
        raise PolicykbError(Problem(path=str(target), line=0, code="target_foreign", message=message))
    day = datetime.datetime.fromtimestamp(max(epoch, _ZIP_BEGINS), datetime.UTC)
    moment = (day.year, day.month, day.day, day.hour, day.minute, day.second)
    with _refusals_told(target):
        for leftover in target.parent.glob(f"{staged_name(target)}*"):
            leftover.unlink()
        with replaced_file(target) as file:
            _pack(folder, file, moment)
    return target.stat().st_size


def _pack(folder: Path, file: IO[bytes], moment: tuple[int, int, int, int, int, int]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", moment)
            entry.create_system = _UNIX
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


@contextmanager
def _refusals_told(target: Path, *, named: bool = False, advice: str = "请检查权限和剩余空间") -> Iterator[None]:
    """Tell what the disk refuses in the block as a problem (target_unwritable), `named` with the file it is about."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename or target}：" if named else ""
        message = f"写不进去（{where}{reason_of(error)}）；{advice}"
        raise PolicykbError(Problem(path=str(target), line=0, code="target_unwritable", message=message)) from error


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place once the block has filled it and the disk holds it."""
    with _new_beside(target) as stage:
        yield stage
        _put_in_place(stage, target)


@contextmanager
def _new_beside(target: Path, remove: Remove = remove_folder) -> Iterator[Path]:
    """A new folder beside `target`; it is removed, or what is there after an exchange."""
    stage = Path(tempfile.mkdtemp(prefix=staged_name(target), dir=target.parent))
    try:
        stage.chmod(0o777 & ~umask())
        yield stage
    finally:
        remove(stage)


def _put_in_place(stage: Path, target: Path) -> None:
    flush_tree(stage)
    _swap(stage, target)


def _refuse_foreign(target: Path, marker: str) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        message = "这里已有同名文件或链接，不会覆盖；请换一个输出目录"
    elif target.is_dir() and any(target.iterdir()) and not (target / marker).is_file():
        message = "这个目录不是本程序生成的，不会覆盖；请换一个空目录，或先自行清空"
    else:
        return
    raise PolicykbError(Problem(path=str(target), line=0, code="target_foreign", message=message))


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    lock = target.parent / f".{target.name}.lock"
    with locked_file(lock, target, "另一次生成正在写这个目录；请等它结束后再试"):
        yield


def _recover(target: Path) -> None:
    old = _old(target)
    if old.is_dir() and not target.exists():
        old.rename(target)
    elif old.is_dir():
        shutil.rmtree(old)
    for leftover in target.parent.glob(f"{staged_name(target)}*"):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    """A lock on a folder itself, which leaves no file behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        message = "另一次添加正在进行；请等它结束后再试"
        raise PolicykbError(Problem(path=str(folder), line=0, code="add_running", message=message)) from error
    finally:
        os.close(handle)


def _copy_others(folder: Path, stage: Path, replaced: Sequence[str]) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in replaced):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, stage / path.name, symlinks=True)
        else:
            shutil.copy2(path, stage / path.name, follow_symlinks=False)


def _swap(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
    elif not _exchange(stage, target):
        old = _old(target)
        target.rename(old)
        stage.rename(target)
        shutil.rmtree(old)
    flush(target.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step (Linux renameat2, macOS renamex_np); False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(first), os.fsencode(second))
    if (rename := getattr(library, "renameat2", None)) is not None:
        failed = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif (rename := getattr(library, "renamex_np", None)) is not None:
        failed = rename(*names, _RENAME_EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(second))


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}.old"
