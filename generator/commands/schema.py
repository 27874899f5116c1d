"""`policykb schema`: write or check the exported schemas."""

from __future__ import annotations

from pathlib import Path

import click

from generator.problems import PolicykbError
from generator.schema import check_schemas, write_schemas


@click.command(help="由程序的数据模型写出 schema/*.schema.json。")
@click.option("--check", is_flag=True, help="只检查 schema/*.schema.json 是否与程序一致，不写。")
@click.pass_obj
def schema(root: Path, check: bool) -> None:
    """Write or check the exported schemas."""
    if check:
        problems = check_schemas(root / "schema")
        if problems:
            raise PolicykbError(*problems)
        click.echo("结构定义与程序一致")
        return
    changed = write_schemas(root / "schema")
    click.echo(f"更新 {len(changed)} 个结构定义")
