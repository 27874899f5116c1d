"""`policykb build`: the main job, from policies/ to the finished site."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

from generator.collecting import fewer_collections
from generator.console import relative, shown_progress
from generator.executors import AUTOMATIC, KINDS, opened, workers
from generator.locks import locked_knowledge_base
from generator.models.held_record import numbers_of
from generator.pipeline import Corpus, begin_site, compare_corpus, read_corpus, stream_corpus, write_records
from generator.problems import PolicykbError, Problem
from generator.progress import Progress
from generator.read.corpus import POLICIES, policy_folders
from generator.redaction import published
from generator.render import compiled_templates, use_compiled
from generator.stamp import BuildStamp
from generator.store import RECORD
from generator.writer import begun_folder, recover_folder, replaced_folder, write_zip


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
        if verbose:
            _explain(stamp.reasons())
        with shown_progress() as progress, fewer_collections():
            corpus, summary, epoch = _built(root, target, executor, progress, strict=strict, verbose=verbose)
        click.echo(summary)
        if packed:
            archive = target.with_name(f"{target.name}.zip")
            size = write_zip(target, archive, epoch)
            click.echo(f"压缩包 zip: {relative(str(archive))}（{size / 1_000_000:.1f} MB）")
        errors = tuple(corpus.problems.of_severity("error"))
        stamp.write(None if errors else summary)
        if errors:
            # The site of the sound documents stands and says on its quality page what is missing; the run is red.
            raise PolicykbError(*errors)


def _built(
    root: Path, target: Path, executor: str, progress: Progress, *, strict: bool, verbose: bool
) -> tuple[Corpus, str, int]:
    """The corpus, what is said at the end, and the time of the build."""
    from generator.site_build import build_html, load_settings, newest_date
    from generator.site_files import SiteFiles

    settings = load_settings(root)
    site_files, count = SiteFiles(root, target), len(policy_folders(root))
    with begun_folder(target) as begun, site_files.begun(begun):
        corpus, changed = _read(root, executor, progress, strict=strict)
        if verbose:
            _explain(f"已重写 {POLICIES}/{name}/{RECORD}" for name in changed)
        shown = published(corpus, personal_data=settings.publish_personal_data)
        # The pool is closed by now: a process with a pool's threads should not be forked.
        with begin_site(root, shown, settings, workers()) as ahead:
            with opened(executor, count) as pool:
                comparison = compare_corpus(shown, progress=progress, executor=pool, cached_in=root)
            epoch = newest_date(corpus.records)
            rendered = stream_corpus(root, shown, comparison, settings, workers(), progress, cached=True, ahead=ahead)
            with replaced_folder(target, begun=begun) as stage, rendered as content:
                build_html(root, content, stage, epoch, progress, site_files)
    site_files.keep()
    return corpus, _summary(corpus, target, len(content.pages) + len(content.leaves), len(changed)), epoch


def _read(root: Path, executor: str, progress: Progress, *, strict: bool) -> tuple[Corpus, list[str]]:
    """The corpus, and the ids of the documents whose records were written."""
    with opened(executor, len(policy_folders(root))) as pool:
        # A process that has nothing to do yet; only one of this machine can be trusted to run the same Python.
        templates = pool.submit(compiled_templates) if isinstance(pool, ProcessPoolExecutor) else None
        corpus = read_corpus(root, progress, tolerant=True, cached=True, executor=pool)
        _refuse_warnings(corpus.problems, strict)
        changed = write_records(root, corpus.records)
        if templates is not None:
            use_compiled(templates.result())
    return corpus, changed


def _explain(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _refuse_warnings(problems: Iterable[Problem], strict: bool) -> None:
    serious = [problem for problem in problems if problem.severity != "info"] if strict else ()
    if serious:
        raise PolicykbError(*serious)


def _summary(corpus: Corpus, target: Path, pages: int, changed: int) -> str:
    records = corpus.records
    numbers = tuple(map(numbers_of, records))
    body_units, annex_units = sum(held.units for held in numbers), sum(held.row_units for held in numbers)
    warnings = corpus.problems.counted("warning")
    rows = (
        ("政策文件 policies", f"{len(records)}（更新记录 {changed}）"),
        ("基本原则 principles", str(sum(held.principles for held in numbers))),
        ("任务 tasks", str(sum(held.tasks for held in numbers))),
        ("责任单位 units", f"{body_units}（另任务分工表 {annex_units}）"),
        ("警告 warnings", f"{warnings}（另提示 {len(corpus.problems) - warnings}）"),
        ("页面 pages", str(pages)),
    )
    index = target / "index.html"
    how = "或运行 policykb serve（有 Makefile 时 make serve）后访问 http://127.0.0.1:8000/"
    lines = [f"站点已生成 site: {relative(str(target))}", *(f"  {name}: {value}" for name, value in rows)]
    return "\n".join([*lines, f"打开方式 open: 双击 {relative(str(index))}；{how}"])
