"""From the files of a knowledge base to its finished site; loaded only where there is something to build."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generator.apart import done_apart, is_worth_it
from generator.collecting import let_large_blocks_go, settled
from generator.console import relative
from generator.executors import opened, workers
from generator.kept_templates import KeptTemplates
from generator.models import Comparison
from generator.models.held_record import numbers_of
from generator.pipeline import (
    Corpus,
    begin_site,
    compare_corpus,
    describe_corpus,
    read_corpus,
    stream_corpus,
    was_compared,
    write_records,
)
from generator.problems import PolicykbError, Problem
from generator.progress import Progress, silent
from generator.read.corpus import POLICIES, policy_folders
from generator.redaction import published
from generator.removing import Remove
from generator.render import compiled_templates, use_compiled
from generator.site_build import build_html, compiled_looks, load_settings, newest_date
from generator.site_files import SiteFiles
from generator.store import RECORD
from generator.theme import use_compiled_theme
from generator.writer import begun_folder, replaced_folder


@dataclass(frozen=True)
class Built:
    """What became of a build.

    Attributes:
        summary: What is said at its end.
        epoch: Its time, in seconds since 1970.
        errors: What is wrong with documents that were left out.
    """

    summary: str
    epoch: int
    errors: tuple[Problem, ...]


def build_site(
    root: Path,
    target: Path,
    executor: str,
    progress: Progress,
    remove: Remove,
    explain: Callable[[str], None],
    *,
    strict: bool,
) -> Built:
    """Parse what changed, compare, render, and put the new site in the place of the last one.

    Args:
        root: The folder of the knowledge base.
        target: The folder of the site.
        executor: Who parses and compares (`generator.executors`).
        progress: Told about the stages.
        remove: Removes the old site.
        explain: Told which records were written.
        strict: Whether a warning is as bad as an error.

    Returns:
        What became of it.

    Raises:
        PolicykbError: Something is unusable; the last site stays as it was.
    """
    let_large_blocks_go()
    settings, templates = load_settings(root), KeptTemplates()
    site_files = SiteFiles(root, target)
    with begun_folder(target, remove=remove) as begun, site_files.begun(begun):
        corpus, changed = _read(root, executor, progress, templates, strict=strict)
        for name in changed:
            explain(f"已重写 {POLICIES}/{name}/{RECORD}")
        shown = published(corpus, personal_data=settings.publish_personal_data)
        # The pool is closed by now: a process with a pool's threads should not be forked.
        with settled(), begin_site(root, shown, settings, workers()) as ahead:
            comparison = _compared(root, shown, executor, progress, len(changed))
            epoch = newest_date(corpus.records)
            rendered = stream_corpus(root, shown, comparison, settings, workers(), progress, cached=True, ahead=ahead)
            with replaced_folder(target, begun=begun) as stage, rendered as content:
                build_html(root, content, stage, epoch, progress, site_files)
    site_files.keep()
    templates.keep()
    summary = _summary(corpus, target, len(content.pages) + len(content.leaves), len(changed))
    return Built(summary, epoch, tuple(corpus.problems.of_severity("error")))


def _read(
    root: Path, executor: str, progress: Progress, held: KeptTemplates, *, strict: bool
) -> tuple[Corpus, list[str]]:
    """The corpus, and the ids of the documents whose records were written."""
    with opened(executor, len(policy_folders(root))) as pool:
        # Processes of this machine alone can be trusted to run the same Python, and write what they write here.
        near = pool if isinstance(pool, ProcessPoolExecutor) else None
        lacking = near if not held.complete else None
        ahead = (lacking.submit(compiled_templates), lacking.submit(compiled_looks, root)) if lacking else None
        corpus = read_corpus(root, progress, tolerant=True, cached=True, executor=pool)
        _refuse_warnings(corpus.problems, strict)
        changed = write_records(root, corpus.records, near)
        if ahead is not None:
            templates, looks = ahead
            use_compiled(templates.result())
            use_compiled_theme(looks.result())
    return corpus, changed


def _compared(root: Path, shown: Corpus, executor: str, progress: Progress, changed: int) -> Comparison:
    """What comparing the documents finds; of thousands that were never compared, other processes do the work.

    One learns from documents and describes them, for which it unpacks hundreds; the next compares them, and looks up
    what they share, for which it needs most memory of all.
    """

    def described(progress: Progress) -> None:
        with opened(executor, count) as pool:
            describe_corpus(shown, progress, pool, root)

    def compared(progress: Progress) -> Comparison:
        with opened(executor, count) as pool:
            return compare_corpus(shown, progress=progress, executor=pool, cached_in=root)

    count = len(shown.records)
    left = changed if was_compared(root) else count
    if is_worth_it(count, left, executor) and done_apart(described, progress) and done_apart(compared, progress):
        return compared(silent)
    return compared(progress)


def _refuse_warnings(problems: Iterable[Problem], strict: bool) -> None:
    serious = [problem for problem in problems if problem.severity != "info"] if strict else ()
    if serious:
        errors = sum(problem.severity == "error" for problem in serious)
        counted = f"{errors} 处错误、{len(serious) - errors} 处警告"
        message = (
            f"加了 --strict：有 {counted}（见上），什么也没有生成，原有站点不变；逐处改正，或不加 --strict 重新生成"
        )
        said = Problem(path=POLICIES, line=0, code="strict_refused", message=message)
        raise PolicykbError(*serious, said)


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
