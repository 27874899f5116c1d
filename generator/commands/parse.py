"""`policykb parse`: the record of one file, shown and not written."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.pipeline import read_file, read_stock
from generator.store import dump_record


@click.command(help="把一份文件读成记录，写到标准输出；不写任何文件。")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
@click.pass_obj
def parse(root: Path, file: Path, form: str) -> None:
    """Print the record of one file."""
    record = read_file(read_stock(root), file)
    if form == "yaml":
        click.echo(dump_record(record), nl=False)
    else:
        click.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))
