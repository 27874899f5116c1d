"""The pages as a folder that other programs build: Markdown, theme overrides and settings, without our plugin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.exceptions import ConfigurationError

from generator.looks import THEME, completed, load_yaml, shipped_assets
from generator.problems import PolicykbError, Problem
from generator.render import Site
from generator.shipped import shipped
from generator.store import dump_yaml

CONFIG = "mkdocs.yml"
DOCS = "docs"
OVERRIDES = "overrides"

_OURS = "policykb"
_LOCAL = frozenset({"watch", "hooks", "dev_addr", "config_file_path"})
"""Settings that name files or ways of working of the knowledge base itself."""


def standalone_files(root: Path, content: Site) -> Iterator[tuple[str, bytes]]:
    """Everything that a site needs when MkDocs or a program like it builds it elsewhere.

    Args:
        root: The folder of the knowledge base.
        content: The rendered pages and data files.

    Yields:
        Relative paths and contents: mkdocs.yml, docs/ (pages, data files, styles and scripts, hand-written pages) and
        overrides/ (the theme's).

    Raises:
        PolicykbError: mkdocs.yml is unreadable, or holds what cannot be written down again (config_invalid).
    """
    try:
        own = load_yaml(root / CONFIG)
        settings = completed(own)
        text = dump_yaml(_settings(settings))
    except (ConfigurationError, TypeError) as error:
        message = f"写不成单独的设置（{' '.join(str(error).split())}）；请去掉其中的特殊标签"
        raise PolicykbError(Problem(path=CONFIG, line=0, code="config_invalid", message=message)) from error
    files: dict[str, bytes] = {CONFIG: text.encode()}
    theme = settings["theme"]
    custom = root / theme["custom_dir"] if isinstance(theme, dict) and theme.get("custom_dir") else None
    if isinstance(theme, dict) and theme.get("name") == THEME:
        files.update((f"{DOCS}/{name}", path.read_bytes()) for name, path in shipped_assets())
        files.update(_tree(shipped("site_src") / OVERRIDES, OVERRIDES))
    docs = root / str(own.get("docs_dir", DOCS))
    files.update(_tree(docs, DOCS, custom))
    if custom is not None:
        files.update(_tree(custom, OVERRIDES))
    files.update((f"{DOCS}/{made.path}", made.content) for made in (*content.pages, *content.files))
    yield from sorted(files.items())


def _settings(settings: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in settings.items() if name not in _LOCAL}
    plugins = settings.get("plugins") or []
    theme = settings.get("theme")
    if isinstance(theme, dict) and (theme.get("name") == THEME or theme.get("custom_dir")):
        kept["theme"] = {**theme, "custom_dir": OVERRIDES}
    return {
        **kept,
        "docs_dir": DOCS,
        "site_dir": "site",
        "plugins": [entry for entry in plugins if _name(entry) != _OURS],
    }


def _name(entry: object) -> str:
    return str(next(iter(entry), "")) if isinstance(entry, dict) else str(entry)


def _tree(folder: Path, place: str, without: Path | None = None) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not (without is not None and path.is_relative_to(without)):
            yield f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes()
