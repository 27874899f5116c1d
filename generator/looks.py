"""The looks of a site: what the program brings for a knowledge base that does not bring its own.

Theme overrides, styles, scripts and navigation stand in site_src/ and mkdocs.yml of the repository. A wheel carries
them inside the package, so that a knowledge base elsewhere needs a mkdocs.yml of a few lines, and looks as the
installed program does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.yaml import yaml_load

from generator.shipped import shipped

THEME = "material"
"""The theme that the overrides belong to; a knowledge base with another one is left alone."""

_WHOLE = ("nav", "use_directory_urls", "exclude_docs", "validation")
"""What a knowledge base that says it has said entirely."""

_LISTED = ("markdown_extensions", "extra_css", "extra_javascript")
"""What a knowledge base adds to."""

_ASSETS = "assets"
_README = "images/"
"""Pictures of the README, which no page shows."""


def load_yaml(path: Path) -> dict[str, Any]:
    """A configuration of MkDocs as it stands in its file, with variables of the environment filled in.

    Args:
        path: mkdocs.yml.

    Returns:
        Its settings.

    Raises:
        OSError: It cannot be read.
        mkdocs.exceptions.ConfigurationError: It is no YAML.
    """
    with path.open("rb") as file:
        return yaml_load(file)


def completed(own: Mapping[str, Any]) -> dict[str, Any]:
    """A knowledge base's settings, with the program's where it says nothing.

    Args:
        own: mkdocs.yml as `load_yaml` gives it.

    Returns:
        All settings; those of a knowledge base with another theme as they are.
    """
    theme = _theme(own)
    if theme.get("name") != THEME:
        return dict(own)
    program = load_yaml(shipped("mkdocs.yml"))
    ours = {name: value for name, value in _theme(program).items() if name != "custom_dir"}
    settings = {**{name: program[name] for name in _WHOLE}, **own, "theme": {**ours, **theme}}
    for name in _LISTED:
        held = list(program[name])
        known = {_key(entry) for entry in own.get(name) or ()}
        settings[name] = [
            *(entry for entry in held if _key(entry) not in known),
            *(own.get(name) or ()),
        ]
    return settings


def dress(config: MkDocsConfig) -> MkDocsConfig:
    """Give a configuration the program's looks where it has none of its own.

    Args:
        config: The validated configuration.

    Returns:
        The same.

    Raises:
        mkdocs.exceptions.ConfigurationError: mkdocs.yml is no YAML.
    """
    path = Path(config.config_file_path)
    own = load_yaml(path)
    if _theme(own).get("name") != THEME:
        return config
    wanted = completed(own)
    if wanted != own:
        whole = MkDocsConfig(config_file_path=str(path))
        whole.load_dict({**wanted, "plugins": [], "hooks": [], "site_dir": config.site_dir})
        whole.validate()
        for name in (*_WHOLE, *_LISTED, "theme", "mdx_configs"):
            config[name] = whole[name]
    overrides = str(shipped("site_src") / "overrides")
    held = [Path(folder).resolve() for folder in config.theme.dirs]
    if Path(overrides).resolve() not in held:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, overrides)
    return config


def shipped_assets() -> Iterator[tuple[str, Path]]:
    """Styles, scripts and pictures of the program: where each stands in the site, and its file."""
    base = shipped("site_src")
    for path in sorted((base / _ASSETS).rglob("*")):
        if path.is_file() and not path.relative_to(base / _ASSETS).as_posix().startswith(_README):
            yield path.relative_to(base).as_posix(), path


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Add the program's styles, scripts and pictures that the knowledge base does not have itself."""
    if config.theme.name != THEME:
        return
    for name, _ in shipped_assets():
        if files.get_file_from_path(name) is None:
            files.append(File(name, str(shipped("site_src")), config.site_dir, config.use_directory_urls))


def _theme(settings: Mapping[str, Any]) -> dict[str, Any]:
    theme = settings.get("theme")
    return dict(theme) if isinstance(theme, dict) else {"name": theme}


def _key(entry: object) -> str:
    """What an entry of a list is about: the name of an extension, the path of a style or script."""
    if isinstance(entry, dict):
        return str(entry.get("path") or next(iter(entry), ""))
    return str(entry)
