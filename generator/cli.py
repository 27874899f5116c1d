"""The command `policykb`. Faults are one line each on standard error, exit status 1; wrong usage is 2."""

from __future__ import annotations

import errno
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from lxml.etree import SerialisationError

from generator import __version__
from generator.commands.add import add
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.diff import diff
from generator.commands.doctor import doctor
from generator.commands.evaluate import evaluate
from generator.commands.export import export
from generator.commands.new import new
from generator.commands.render import render
from generator.commands.vocabulary import vocabulary
from generator.console import relative
from generator.locks import locked_knowledge_base
from generator.pipeline import Corpus, read_corpus, read_file
from generator.problems import PolicykbError, Problem
from generator.schema import check_schemas, write_schemas
from generator.store import check_record, dump_record, write_record


class Commands(click.Group):
    """A group that turns PolicykbError, and what the disk refuses, into lines and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; see the class."""
        try:
            return super().invoke(ctx)
        except PolicykbError as error:
            for problem in error.problems:
                click.echo(str(problem.model_copy(update={"path": relative(problem.path)})), err=True)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                # Whoever read our output has enough; click knows what to do.
                raise
            reason = error.strerror or type(error).__name__
            _tell_disk_error(relative(str(error.filename or ctx.obj or Path())), reason)
            ctx.exit(1)
        except SerialisationError as error:
            # Spreadsheets are put together in the folder for temporary files, by a library that hides the reason.
            _tell_disk_error(tempfile.gettempdir(), str(error))
            # What it left open complains a second time when the process ends; it was said already.
            sys.unraisablehook = lambda _: None
            ctx.exit(1)


def _tell_disk_error(path: str, reason: str) -> None:
    message = f"读写失败（{reason}）；请检查文件是否还在、权限和剩余空间，再试一次"
    click.echo(str(Problem(path=path, line=0, code="disk_error", message=message)), err=True)


@click.group(
    cls=Commands,
    help="政策知识库：把政策文件读成结构化记录，逐条比较，生成静态站点。",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="policykb")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="知识库所在目录（含 policies/、schema/、mkdocs.yml），默认为当前目录。",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Run the knowledge base from the command line."""
    ctx.obj = root


@main.command(help="本机预览；政策文件、词表或页面有改动时自动重新生成。")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="监听的地址与端口。")
@click.pass_obj
def serve(root: Path, address: str) -> None:
    """Serve the site and rebuild it on change."""
    from generator.site_build import serve_site

    if not re.fullmatch(r"[^:\s]+:[0-9]{1,5}", address):
        raise click.BadParameter("应为“地址:端口”，如 127.0.0.1:8000", param_hint="--address")
    click.echo(f"预览地址：http://{address}/ （按 Ctrl+C 结束）")
    serve_site(root, address, [root / "policies", root / "schema"])


main.add_command(build)
main.add_command(add)
main.add_command(new)
main.add_command(doctor)
main.add_command(render)
main.add_command(evaluate)
main.add_command(vocabulary)
main.add_command(check)
main.add_command(export)
main.add_command(diff)


@main.command(help="把一份文件读成记录，写到标准输出；不写任何文件。")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
@click.pass_obj
def parse(root: Path, file: Path, form: str) -> None:
    """Print the record of one file."""
    record = read_file(root, file)
    if form == "yaml":
        click.echo(dump_record(record), nl=False)
    else:
        click.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))


@main.command(help="检查词表、全部政策文件、记录与结构定义；只报告，不写文件。")
@click.pass_obj
def validate(root: Path) -> None:
    """Report every problem and write nothing."""
    corpus = read_corpus(root, tolerant=True)
    # A knowledge base outside of the repository need not keep copies of the schemas.
    exported = check_schemas(root / "schema") if any((root / "schema").glob("*.schema.json")) else ()
    problems = [*corpus.problems, *_record_drift(root, corpus), *exported]
    for problem in problems:
        click.echo(str(problem), err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{len(corpus.records)} 份文件，{errors} 处错误，{len(problems) - errors} 处提示")
    if errors:
        sys.exit(1)


@main.command(help="重写各文件夹中的 record.yaml。")
@click.option("--check", is_flag=True, help="只检查 record.yaml 是否与源文件一致，不写。")
@click.pass_obj
def records(root: Path, check: bool) -> None:
    """Write or check every record.yaml."""
    if check:
        corpus = read_corpus(root)
        _raise_all(_record_drift(root, corpus))
        click.echo(f"{len(corpus.records)} 份记录与源文件一致")
        return
    with locked_knowledge_base(root):
        corpus = read_corpus(root)
        changed = [record.id for record in corpus.records if write_record(root / "policies" / record.id, record)]
    click.echo(f"{len(corpus.records)} 份记录，更新 {len(changed)} 份" + "".join(f"\n  {name}" for name in changed))


@main.command(help="由程序的数据模型写出 schema/*.schema.json。")
@click.option("--check", is_flag=True, help="只检查 schema/*.schema.json 是否与程序一致，不写。")
@click.pass_obj
def schema(root: Path, check: bool) -> None:
    """Write or check the exported schemas."""
    if check:
        _raise_all(check_schemas(root / "schema"))
        click.echo("结构定义与程序一致")
        return
    changed = write_schemas(root / "schema")
    click.echo(f"更新 {len(changed)} 个结构定义")


def _record_drift(root: Path, corpus: Corpus) -> list[Problem]:
    found = [check_record(root / "policies" / record.id, record) for record in corpus.records]
    return [problem for problem in found if problem is not None]


def _raise_all(problems: Sequence[Problem]) -> None:
    if problems:
        raise PolicykbError(*problems)
