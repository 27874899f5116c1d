"""`policykb doctor`: what is missing on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.doctor import MARKS, examine


@click.command(help="检查这台机器和知识库缺什么，逐项说明怎么办；有必需的东西不在时退出状态为 1。")
@click.pass_obj
def doctor(root: Path) -> None:
    """Tell what is missing, and what to do."""
    findings = list(examine(root))
    for finding in findings:
        click.echo(f"[{MARKS[finding.state]}] {finding.what}：{finding.message}")
    missing = sum(finding.state == "missing" for finding in findings)
    if missing:
        click.echo(f"缺 {missing} 项，见上面标“缺”的各行")
        sys.exit(1)
    click.echo("可以生成")
