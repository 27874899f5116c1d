"""What a machine and a knowledge base need, each looked at by itself, with what to do where it is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from generator.pipeline import read_corpus
from generator.problems import PolicykbError, reason_of
from generator.read.corpus import POLICIES, policy_folders
from generator.shipped import shipped
from generator.site_build import CONFIG_NAME, load_settings
from generator.validate.vocabulary import vocabulary_problems
from generator.vocabulary_files import FILES, FOLDER, load_vocabulary
from generator.vocabulary_rest import OWN

OLDEST_PYTHON = (3, 11)

ROOM = 200 * 1024 * 1024
"""Free bytes that a build should find: the old site and the new one stand beside each other for a moment."""

_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DISTRIBUTION = "policykb"

State = Literal["ok", "missing", "optional"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        state: "missing" is something that a build needs, "optional" something that it does without.
        what: The thing.
        message: How it stands, and what to do next unless it is fine.
    """

    state: State
    what: str
    message: str


def examine(root: Path) -> Iterator[Finding]:
    """Look at everything.

    Args:
        root: The folder of the knowledge base.

    Yields:
        Findings in the order in which they are best mended.
    """
    yield check_python(sys.version_info[:3])
    yield from check_packages(_requirements(), _version)
    yield from check_constraints(root / "constraints.txt", _version)
    yield check_plugin()
    yield from check_folders(root)
    yield check_room(shutil.disk_usage(root).free)
    yield check_config(root)
    vocabulary = check_vocabulary(root)
    yield vocabulary
    yield check_documents(root, readable=vocabulary.state == "ok")
    yield check_git()
    if (root / "tests").is_dir():
        yield from check_test_tools()


def check_python(version: tuple[int, ...]) -> Finding:
    """The version of Python."""
    shown = ".".join(str(part) for part in version)
    if version[:2] < OLDEST_PYTHON:
        oldest = ".".join(str(part) for part in OLDEST_PYTHON)
        return Finding("missing", "Python", f"现为 {shown}，需要 {oldest} 以上；请安装新版 Python 后重建虚拟环境")
    return Finding("ok", "Python", shown)


def check_packages(requirements: Iterator[Requirement], version: Callable[[str], str | None]) -> Iterator[Finding]:
    """The packages that the program imports.

    Args:
        requirements: What the program says it needs.
        version: The installed version of a package, None if there is none.

    Yields:
        A finding for each package that is missing or does not fit, else one that all are there.
    """
    wanted = list(requirements)
    if not wanted:
        yield Finding("optional", "软件包", "程序从源代码运行，没有安装信息可查；需要时运行 pip install -e .")
        return
    faults = 0
    for requirement in wanted:
        held = version(requirement.name)
        if held is None:
            faults += 1
            yield Finding("missing", f"软件包 {requirement.name}", f"没有安装；请运行 pip install '{requirement}'")
        elif not requirement.specifier.contains(held, prereleases=True):
            faults += 1
            yield Finding("missing", f"软件包 {requirement.name}", f"现为 {held}；请运行 pip install '{requirement}'")
    if not faults:
        yield Finding("ok", "软件包", f"{len(wanted)} 个都在")


def check_constraints(file: Path, version: Callable[[str], str | None]) -> Iterator[Finding]:
    """Whether the packages are those that the tests run with.

    Args:
        file: constraints.txt; outside of the repository there is none, and nothing to say.
        version: The installed version of a package, None if there is none.

    Yields:
        One finding, if there is such a file.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    pinned = dict(line.split("==", 1) for line in lines if "==" in line)
    others = {name: held for name, wanted in pinned.items() if (held := version(name)) not in {None, wanted}}
    if others:
        told = "、".join(f"{name} {held}（测试过的是 {pinned[name]}）" for name, held in sorted(others.items()))
        yield Finding("optional", "constraints.txt", f"{told}；要一致，请运行 pip install -c constraints.txt -e .")
    else:
        yield Finding("ok", "constraints.txt", "版本一致")


def check_plugin() -> Finding:
    """Whether MkDocs finds the plugin."""
    if any(point.name == _DISTRIBUTION for point in metadata.entry_points(group="mkdocs.plugins")):
        return Finding("ok", "MkDocs 插件", "已登记")
    return Finding("missing", "MkDocs 插件", "MkDocs 找不到 policykb 插件；请用 pip 安装本程序（pip install policykb）")


def check_folders(root: Path) -> Iterator[Finding]:
    """Whether the program may write where it has to."""
    places = {"知识库目录": root, POLICIES: root / POLICIES, "临时文件夹": Path(tempfile.gettempdir())}
    places.update({f"{POLICIES}/{path.name}": path for path in _folders(root)})
    faults = 0
    for name, folder in places.items():
        if not folder.is_dir():
            continue
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            faults += 1
            reason = reason_of(error)
            yield Finding("missing", f"写入 {name}", f"{folder} 写不进去（{reason}）；请改权限，或换一个可写的位置")
    if not faults:
        yield Finding("ok", "写入权限", f"{len(places)} 处都可写")


def check_room(free: int) -> Finding:
    """The space left on the disk.

    Args:
        free: Bytes.
    """
    shown = f"剩余 {free / 1024 / 1024:,.0f} MB"
    if free < ROOM:
        return Finding("missing", "磁盘空间", f"{shown}，少于 {ROOM // 1024 // 1024} MB；请清理磁盘")
    return Finding("ok", "磁盘空间", shown)


def check_config(root: Path) -> Finding:
    """Whether mkdocs.yml can be used."""
    if not (root / CONFIG_NAME).is_file():
        message = f"没有找到 {root / CONFIG_NAME}；请到知识库目录里运行（或用 --root 指明），或用 policykb new 新建"
        return Finding("missing", CONFIG_NAME, message)
    try:
        settings = load_settings(root)
    except PolicykbError as error:
        return Finding("missing", CONFIG_NAME, _told(error))
    return Finding("ok", CONFIG_NAME, settings.site_name)


def check_vocabulary(root: Path) -> Finding:
    """Whether the vocabularies can be used."""
    try:
        vocabulary = load_vocabulary(root / FOLDER)
    except PolicykbError as error:
        return Finding("missing", "词表", _told(error))
    faults = [problem for problem in vocabulary_problems(vocabulary) if problem.severity == "error"]
    if faults:
        return Finding("missing", "词表", _told(PolicykbError(*faults)))
    counts = f"{len(vocabulary.domains)} 个领域，{len(vocabulary.places)} 个地区"
    return Finding("ok", "词表", counts + _kept_language(root / FOLDER))


def _kept_language(folder: Path) -> str:
    """What to know of words of the language that stand in the knowledge base: they stay what they were."""
    if folder.resolve() == (shipped("schema") / "vocabulary").resolve():
        return ""
    held = sorted(path.name for path in folder.glob("*.yaml") if path.name in FILES.keys() - OWN)
    if not held:
        return "；公文用语用程序的"
    return f"；公文用语有自己的 {'、'.join(held)}：不随程序更新，没有改过的可以删去，删后用程序的"


def check_documents(root: Path, *, readable: bool) -> Finding:
    """Whether there is anything to build from, and whether all of it can be used.

    Args:
        root: The folder of the knowledge base.
        readable: Whether the vocabularies can be used, without which no document can be read.
    """
    held = _folders(root)
    if not held:
        return Finding("missing", POLICIES, "还没有政策文件；请运行 policykb add 文件…")
    if not readable:
        return Finding("optional", POLICIES, f"{len(held)} 份；词表可用之后才能逐份查看")
    try:
        faults = list(read_corpus(root, tolerant=True, cached=True).problems.of_severity("error"))
    except PolicykbError as error:
        return Finding("missing", POLICIES, f"{len(held)} 份，不能生成：{_told(error)}")
    if faults:
        spoilt = len({problem.path for problem in faults})
        told = _told(PolicykbError(*faults))
        return Finding("missing", POLICIES, f"{len(held)} 份，其中 {spoilt} 份不能用，生成时会被略去：{told}")
    return Finding("ok", POLICIES, f"{len(held)} 份，都能读")


def check_git() -> Finding:
    """Git, which only keeps the history."""
    if shutil.which("git") is None:
        return Finding("optional", "git", "没有安装；不影响生成，只是不能保存历史和比较改动")
    return Finding("ok", "git", "已安装")


def check_test_tools() -> Iterator[Finding]:
    """What only the browser tests need."""
    advice = "只影响浏览器测试；Debian/Ubuntu 请运行 apt-get install chromium fontconfig fonts-noto-cjk"
    if any(shutil.which(name) for name in _BROWSERS):
        yield Finding("ok", "Chromium", "已安装")
    else:
        yield Finding("optional", "Chromium", f"没有安装；{advice}")
    fonts = shutil.which("fc-list")
    listed = subprocess.run([fonts, ":lang=zh"], capture_output=True, check=False).stdout if fonts else b""  # noqa: S603
    if listed.strip():
        yield Finding("ok", "中文字体", "已安装")
    else:
        yield Finding("optional", "中文字体", f"没有找到；{advice}")


def _requirements() -> Iterator[Requirement]:
    try:
        told = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return
    for line in told:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _folders(root: Path) -> list[Path]:
    try:
        return policy_folders(root)
    except PolicykbError:
        return []


def _told(error: PolicykbError) -> str:
    more = f"（另有 {len(error.problems) - 1} 处，请运行 policykb validate）" if len(error.problems) > 1 else ""
    return f"{error.problems[0]}{more}"


MARKS: Mapping[State, str] = {"ok": "好", "missing": "缺", "optional": "可选"}
"""State -> how it is shown."""
