"""`policykb serve`: the site, built again whenever something changes."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.site_build import serve_site


@click.command(help="本机预览；政策文件、词表或页面有改动时自动重新生成。")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="监听的地址与端口。")
@click.pass_obj
def serve(root: Path, address: str) -> None:
    """Serve the site and rebuild it on change."""
    if not re.fullmatch(r"[^:\s]+:[0-9]{1,5}", address):
        raise click.BadParameter("应为“地址:端口”，如 127.0.0.1:8000", param_hint="--address")
    said = f"预览地址：http://{address}/ （按 Ctrl+C 结束）"
    serve_site(root, address, [root / "policies", root / "schema"], lambda: click.echo(said))
