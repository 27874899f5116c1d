"""`policykb diff`: what changed between two states of the records, as Markdown for a merge request."""

from __future__ import annotations

import re
from pathlib import Path

import click
from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.changes import changes_between
from generator.models import PolicyRecord
from generator.pipeline import read_file, read_stock
from generator.plain_markdown import PUNCTUATION
from generator.problems import PolicykbError, Problem
from generator.read.corpus import POLICIES
from generator.store import RECORD, load_record

_BLANK = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]+")
_RECORDS = frozenset({".yaml", ".yml", ".json"})
_WORD_JOINER = "\u2060"


@click.command(
    help="比较两份文件，或两个文件夹中的全部记录，用 Markdown 列出新增、修改、删去的条款、单位和时限。"
    "文件写库中的编号、record.yaml，或 docx、txt 等公文（如修订稿）。"
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.pass_obj
def diff(root: Path, old: Path, new: Path) -> None:
    """Print what changed from OLD to NEW."""
    old, new = _held(root, old), _held(root, new)
    before, after = _records(root, old), _records(root, new)
    if old.is_file() and new.is_file():
        # Two files are two states of one document, whatever it was called.
        before = [before[0].model_copy(update={"id": after[0].id})]
    changes = changes_between(before, after)
    environment = Environment(
        loader=PackageLoader("generator.changes", "."),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown for a comment; every value goes through the filter `text`
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["text"] = inert
    click.echo(environment.get_template("report.md").render(changes=changes), nl=False)


def inert(value: str) -> str:
    """Text of a document as it may stand in a comment on GitHub or GitLab.

    Args:
        value: Any text.

    Returns:
        One line in which nothing is markup, a link, or the mention of a person or another merge request.
    """
    line = _BLANK.sub(" ", value).strip()
    return PUNCTUATION.sub(
        lambda found: f"&#{ord(found.group())};{_WORD_JOINER if found.group() in '@#!' else ''}", line
    )


def _held(root: Path, named: Path) -> Path:
    """The record of the document that is named by its folder, or by its id; anything else as it is."""
    folder = named if named.exists() or len(named.parts) > 1 else root / POLICIES / named
    return folder / RECORD if (folder / RECORD).is_file() else named


def _records(root: Path, path: Path) -> list[PolicyRecord]:
    if path.is_file():
        return [load_record(path) if path.suffix in _RECORDS else read_file(read_stock(root), path)]
    if not path.is_dir():
        message = "没有这个文件或文件夹；请写库中的编号，或指明 record.yaml、公文，或含有各份记录的文件夹"
        raise PolicykbError(Problem(path=str(path), line=0, code="path_missing", message=message))
    files = sorted(path.glob("*/record.yaml")) or sorted(path.glob("*.yaml"))
    return [load_record(file) for file in files]
