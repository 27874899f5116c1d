"""`policykb new`: begin a knowledge base of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from generator.starter import EXAMPLE, starter_files
from generator.writer import new_folder


@click.command(help="在一个新的或空的文件夹里建立自己的知识库（任何主题）：例文、词表、站点设置、CI 文件。")
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Begin a knowledge base."""
    files = starter_files()
    new_folder(folder, files)
    click.echo(
        f"已建立 {folder}：{len(files)} 个文件，例文 policies/{EXAMPLE}/\n"
        f"接下来：\n"
        f"  1. cd {folder} && policykb build，双击打开 site/index.html\n"
        f"  2. policykb add 文件…，收入自己的文件\n"
        f"  3. 在 mkdocs.yml 改站名，在 schema/vocabulary/domains.yaml 写自己的领域（说明见 README.md）"
    )
