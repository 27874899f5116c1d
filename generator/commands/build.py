"""`policykb build`: the main job, from policies/ to the finished site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.collecting import settled
from generator.console import relative, shown_progress
from generator.executors import AUTOMATIC, KINDS
from generator.locks import locked_knowledge_base
from generator.problems import PolicykbError
from generator.removing import removing
from generator.stamp import BuildStamp
from generator.writer import recover_folder, write_zip


@click.command(
    help="解析、比较并生成站点；未全部成功之前，原有站点保持不变。"
    "坏了一份文件，其余照常生成，质量报告上写明，退出状态为 1；加 --strict 则有一处错误或警告就什么也不生成。"
)
@click.option("--strict", is_flag=True, help="有一处错误或警告就不生成，原有站点不变。")
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 site。")
@click.option(
    "--executor",
    default=AUTOMATIC,
    show_default=True,
    metavar="…",
    help=f"由谁解析和比较：{KINDS}。结果相同；auto 在文件较多时用多个进程。",
)
@click.option("--zip", "packed", is_flag=True, help="另打成一个压缩包，放在输出目录旁；解压后双击 index.html 即可用。")
@click.option("-v", "--verbose", is_flag=True, help="说明重新做了什么、为什么（写到标准错误）。")
@click.pass_obj
def build(root: Path, strict: bool, site_dir: Path | None, executor: str, packed: bool, verbose: bool) -> None:
    """Build the site."""
    target = site_dir or root / "site"
    with locked_knowledge_base(root):
        recover_folder(target)
        stamp = BuildStamp(root, target, strict=strict)
        said = None if packed else stamp.summary()
        if said is not None:
            click.echo(f"没有变化，站点保持原样。\n{said}")
            return
        explain = partial(click.echo, err=True) if verbose else _keep_quiet
        for reason in stamp.reasons() if verbose else ():
            explain(reason)
        # The old site is removed while the new one is looked at for the stamp.
        with removing() as remove:
            with shown_progress() as progress:
                # Loaded here because where nothing has changed it would take most of the time.
                from generator.whole_build import build_site

                with settled():
                    built = build_site(root, target, executor, progress, remove, explain, strict=strict)
            click.echo(built.summary)
            archive = target.with_name(f"{target.name}.zip")
            if packed:
                size = write_zip(target, archive, built.epoch)
                click.echo(f"压缩包 zip: {relative(str(archive))}（{size / 1_000_000:.1f} MB）")
            elif archive.is_file():
                click.echo(f"压缩包 zip: {relative(str(archive))} 是以前打的，没有更新；加 --zip 重打")
            stamp.write(None if built.errors else built.summary)
        if built.errors:
            # The site of the sound documents stands and says on its quality page what is missing; the run is red.
            raise PolicykbError(*built.errors)


def _keep_quiet(line: str) -> None:
    """Say nothing of what was done."""
