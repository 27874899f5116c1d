"""The steps of the container file, taken from it and run in a folder: what is copied suffices to build the site.

Not run here: the images it starts from and the container itself; nginx with the same configuration is run by
tests/browser/test_nginx.py.
"""

from __future__ import annotations

import fnmatch
import re
import shutil
from pathlib import Path

from tests.deploy.pipelines import environment, make_origin, make_python, run
from tests.support import ROOT

FILE = ROOT / "generator/deploy/Containerfile"
IGNORED = ROOT / ".dockerignore"
POLICY, CITED = "yixing-2020-70", "national-2016-76"

Instruction = tuple[str, str]


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, without comments."""
    found: list[list[Instruction]] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        match = re.match(r"([A-Z]+)\s+(.*)", line)
        if match is None:
            continue
        if match.group(1) == "FROM":
            found.append([])
        if found:
            found[-1].append((match.group(1), match.group(2)))
    return found


def context(origin: Path, target: Path) -> Path:
    """What is sent to the build: the repository without what is ignored."""
    patterns = [line for line in IGNORED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

    def ignored(folder: str, names: list[str]) -> set[str]:
        here = Path(folder).relative_to(origin)
        return {
            name
            for name in names
            if any(fnmatch.fnmatch((here / name).as_posix(), pattern.removeprefix("**/")) for pattern in patterns)
            or any(pattern.startswith("**/") and fnmatch.fnmatch(name, pattern[3:]) for pattern in patterns)
        }

    shutil.copytree(origin, target, ignore=ignored)
    return target


def copy(sent: Path, work: Path, words: str) -> None:
    """COPY of files and folders of the context into the working folder."""
    *sources, destination = words.split()
    for source in sources:
        place = sent if source == "." else sent / source
        target = work / destination
        if place.is_dir():
            shutil.copytree(place, target, dirs_exist_ok=True)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(place, target)


def test_the_steps_build_the_site(tmp_path: Path) -> None:
    sent = context(make_origin(tmp_path / "origin", [POLICY, CITED]), tmp_path / "context")
    assert not (sent / ".git").exists()
    assert (sent / "generator/deploy/nginx.conf").is_file(), "the second stage copies it from what is sent"
    work, served = tmp_path / "kb", tmp_path / "served"
    work.mkdir()
    programs = make_python(tmp_path / "python")
    variables = environment(programs, tmp_path, {"POLICYKB_SITE_URL": "", "PYTHONUTF8": "1"})
    ran = 0
    for name, words in stages()[0]:
        if name == "COPY":
            copy(sent, work, words)
        elif name == "RUN":
            run("set -e\n" + words.replace("/srv/policykb/site", str(served)), work, variables)
            ran += 1
        else:
            assert name in {"FROM", "WORKDIR", "ARG", "ENV"}, f"{name} is not run by this test"
    assert ran == 2
    assert (served / f"policies/{POLICY}.html").is_file()
    assert (served / "data/search/meta.js").is_file()


def test_the_second_stage_holds_the_site_and_its_configuration() -> None:
    last = stages()[-1]
    copies = [words.split() for name, words in last if name == "COPY"]
    assert ["--from=build", "/srv/policykb/site", "/srv/policykb/site"] in copies
    configuration = next(words for words in copies if words[-1].endswith(".conf"))
    assert (ROOT / configuration[0]).is_file()
    ports = [words for name, words in last if name == "EXPOSE"]
    text = (ROOT / configuration[0]).read_text(encoding="utf-8")
    assert all(f"listen {port};" in text for port in ports) and ports
    assert "root /srv/policykb/site;" in text
    assert not any(name == "RUN" for name, _ in last)
