"""`policykb render`: the pages as a folder that MkDocs and programs like it build as it stands."""

from __future__ import annotations

from pathlib import Path

import click

from generator.console import shown_progress
from generator.pipeline import compare_corpus, read_corpus, render_corpus
from generator.redaction import published
from generator.standalone import CONFIG, DOCS, standalone_files
from generator.writer import MARKER, replaced_folder, write_tree


@click.command(
    help="只生成页面（Markdown）、数据文件和设置，不生成站点；"
    "在那个目录里运行 mkdocs build、properdocs build 或 zensical build 即成站点。"
)
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="输出目录。")
@click.pass_obj
def render(root: Path, folder: Path) -> None:
    """Write pages, data files and settings without building the site."""
    from generator.site_build import load_settings

    settings = load_settings(root)
    with shown_progress() as progress:
        corpus = published(read_corpus(root, progress), personal_data=settings.publish_personal_data)
        content = render_corpus(root, corpus, compare_corpus(corpus, progress=progress), settings, progress)
    with replaced_folder(folder, f"{DOCS}/{MARKER}") as stage:
        write_tree(stage, standalone_files(root, content))
    click.echo(
        f"已写入 {folder}：{len(content.pages)} 个页面，{len(content.files)} 个数据文件，另有 {CONFIG}、样式和模板\n"
        f"生成站点：cd {folder} && mkdocs build"
    )
