"""Which folders and files a knowledge base is made from."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from generator.cache import read_file
from generator.problems import PolicykbError, Problem
from generator.read import DOCUMENTS

POLICIES = "policies"

_RESERVED = frozenset({"index"})
"""Names that pages of the site have already."""

_LONGEST_ID = 80
"""Characters; two ids and what is around them must fit into one file name."""

_POLICY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def policy_folders(root: Path) -> list[Path]:
    """All policy folders of a knowledge base, by name.

    Args:
        root: The folder of the knowledge base.

    Returns:
        The folders of policies/, at least one; hidden ones left out.

    Raises:
        PolicykbError: There is none (corpus_empty, or source_stray for each document that lies there without one).
    """
    folder = root / POLICIES
    entries = folder.iterdir() if folder.is_dir() else ()
    found = sorted(path for path in entries if path.is_dir() and not path.name.startswith("."))
    if not found and (stray := stray_files(root)):
        raise PolicykbError(*stray)
    if not found:
        message = "没有政策文件；请运行 policykb add 文件…，或自己建立 policies/<编号>/source.txt"
        raise PolicykbError(Problem(path=POLICIES, line=0, code="corpus_empty", message=message))
    return found


def stray_files(root: Path) -> tuple[Problem, ...]:
    """Documents that were dropped into policies/ itself: nobody reads them there. A README.md may lie there.

    Args:
        root: The folder of the knowledge base.

    Returns:
        An error for each, by name.
    """
    folder = root / POLICIES
    entries = sorted(folder.iterdir()) if folder.is_dir() else ()
    message = (
        "文件直接放在 policies/ 下，没有收入；请移出后用 policykb add 收入，或放进 policies/<编号>/ 并改名为 source"
    )
    return tuple(
        Problem(path=f"{POLICIES}/{path.name}", line=0, code="source_stray", message=f"{message}{path.suffix.lower()}")
        for path in entries
        if path.suffix.lower() in DOCUMENTS and not path.name.startswith((".", "~$")) and path.is_file()
    )


def taken_ids(root: Path) -> frozenset[str]:
    """The names in policies/ that a new document cannot have, whatever they are."""
    folder = root / POLICIES
    return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()


def check_policy_id(policy_id: str, shown: str) -> None:
    """Refuse a folder name that cannot be an id (it becomes an address and a file name everywhere).

    Args:
        policy_id: The folder's name.
        shown: The folder as it is shown to people.

    Raises:
        PolicykbError: It is not made of lower-case letters, digits and single hyphens (policy_id).
    """
    if policy_id in _RESERVED or len(policy_id) > _LONGEST_ID:
        message = f"“{policy_id[:40]}”不能用作文件编号（与目录页同名，或超过{_LONGEST_ID}个字符）；请改名"
        raise PolicykbError(Problem(path=shown, line=0, code="policy_id", message=message))
    if not _POLICY_ID.fullmatch(policy_id):
        message = "文件夹名就是文件编号，只能用小写字母、数字和连字符（如 yixing-2020-70）；请改名"
        raise PolicykbError(Problem(path=shown, line=0, code="policy_id", message=message))


def source_hash(root: Path, version: str, others: Iterable[str]) -> str:
    """Hash what a build is made from: every policy's hand-written files, and other files that count.

    Args:
        root: The folder of the knowledge base.
        version: The program's version.
        others: Further files, relative to `root` (the vocabularies).

    Returns:
        SHA-256, lower-case hexadecimal, over lines "name hash-of-bytes" in the order of the names.
    """
    paths: dict[str, Path | str] = {name: root / name for name in others}
    for folder in policy_folders(root):
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):  # noqa: PTH208 - thousands
                if name.startswith("source.") or name == "corrections.yaml":
                    paths[f"{POLICIES}/{folder.name}/{name}"] = f"{folder}{os.sep}{name}"
    lines = [f"version {version}"]
    for name, path in sorted(paths.items()):
        # A document that cannot be read is left out, and so is one that vanishes meanwhile.
        with contextlib.suppress(OSError):
            lines.append(f"{name} {hashlib.sha256(read_file(path)).hexdigest()}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
