"""`policykb validate`: report every problem and write nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.records import record_drift
from generator.pipeline import read_corpus
from generator.schema import check_schemas
from generator.validate.examples import example_problems


@click.command(help="检查词表、全部政策文件、记录与结构定义；只报告，不写文件。")
@click.pass_obj
def validate(root: Path) -> None:
    """Report every problem and write nothing."""
    corpus = read_corpus(root, tolerant=True)
    # A knowledge base outside of the repository need not keep copies of the schemas.
    exported = check_schemas(root / "schema") if any((root / "schema").glob("*.schema.json")) else ()
    problems = [*corpus.problems, *example_problems(root), *record_drift(root, corpus), *exported]
    # Errors last, where whoever looks at the end of a long log meets them.
    for problem in sorted(problems, key=lambda problem: problem.severity == "error"):
        click.echo(str(problem), err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    where = "（都在最后）" if errors and errors < len(problems) else ""
    click.echo(f"{len(corpus.records)} 份文件，{errors} 处错误{where}，{len(problems) - errors} 处提示")
    if errors:
        sys.exit(1)
