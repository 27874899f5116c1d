"""The command `policykb`. Faults are one line each on standard error, exit status 1; wrong usage is 2."""

from __future__ import annotations

import errno
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.collecting import fewer_collections
from generator.console import relative
from generator.problems import PolicykbError, Problem, reason_of
from generator.usage import speak_chinese

COMMANDS = (
    "add", "build", "check", "diff", "doctor", "evaluate", "export", "new", "parse", "records", "render", "schema",
    "serve", "validate", "vocabulary",
)  # fmt: skip
"""Each is in the module of `generator.commands` that has its name, and is loaded when it is asked for."""


class Commands(click.Group):
    """A group that turns PolicykbError, and what the disk refuses, into lines and exit status 1."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as click has it
        """Run from the command line, in Chinese from the first word."""
        speak_chinese()
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names; see COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"generator.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; of one that is unknown, those like it are told, which click knows when loaded."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as unknown:
            raise click.NoSuchCommand(unknown.command_name, possibilities=COMMANDS, ctx=ctx) from unknown

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; see the class."""
        try:
            # What is loaded and read stays until the end: looking through it took a fifth of a short command.
            with fewer_collections():
                return super().invoke(ctx)
        except PolicykbError as error:
            for problem in error.problems:
                click.echo(str(problem.model_copy(update={"path": relative(problem.path)})), err=True)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                # Whoever read our output has enough; click knows what to do.
                raise
            reason = reason_of(error)
            path = relative(str(error.filename or ctx.obj or Path()))
            message = f"读写失败（{reason}）；请检查文件是否还在、权限和剩余空间，再试一次"
            click.echo(str(Problem(path=path, line=0, code="disk_error", message=message)), err=True)
            ctx.exit(1)


def _held(_ctx: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    """The folder if there is one; click would call it Directory, as this module is loaded before `speak_chinese`."""
    if not folder.is_dir():
        raise click.BadParameter(f"目录 '{folder}' 不存在。")
    return folder


@click.group(
    cls=Commands,
    help="政策知识库：把政策文件读成结构化记录，逐条比较，生成静态站点。",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="policykb", help="显示版本后退出。")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    callback=_held,
    default=Path(),
    metavar="DIRECTORY",
    help="知识库所在目录（含 policies/、schema/、mkdocs.yml），默认为当前目录。",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Run the knowledge base from the command line."""
    ctx.obj = root


if __name__ == "__main__":
    main(prog_name="policykb")
