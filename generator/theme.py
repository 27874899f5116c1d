"""The theme's templates: compiled before MkDocs asks for them, and listed without its ten thousand icons."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from contextlib import suppress

from jinja2 import Environment, FileSystemLoader, TemplateError, meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from generator.compiled_templates import CompiledTemplates

PAGE = "main.html"
"""The template of every page."""


def compiled_theme(config: MkDocsConfig) -> dict[str, bytes]:
    """The templates of every page and of the theme's own files compiled, for the process that this one works for.

    Args:
        config: The configuration, its looks complete (see `generator.looks`).

    Returns:
        What `use_compiled_theme` takes. Templates whose names are put together while a page is made are not in it.
    """
    environment = _environment(config.theme)
    assert environment.loader is not None
    waiting, seen = [PAGE, *sorted(config.theme.static_templates)], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        # A theme may have a template or not; of one that is wrong MkDocs tells when it is asked for.
        with suppress(TemplateError):
            environment.get_template(name)
            source, _, _ = environment.loader.get_source(environment, name)
            waiting += [other for other in meta.find_referenced_templates(environment.parse(source)) if other]
    return _compiled().held


def held_theme() -> Mapping[str, bytes]:
    """The theme's templates as far as this process has them compiled."""
    return _compiled().held


def use_compiled_theme(templates: Mapping[str, bytes]) -> None:
    """Let this process have what another one of the same program compiled."""
    _compiled().held.update(templates)


def lend_templates(theme: Theme) -> None:
    """Let MkDocs take what is compiled, and list only files of the theme that it may publish.

    MkDocs has no other way to say so than to give the theme's Jinja environment itself.
    """
    theme.get_env = functools.partial(_environment, theme)  # type: ignore[method-assign]


def _environment(theme: Theme) -> Environment:
    environment = Theme.get_env(theme)
    environment.loader, environment.bytecode_cache = _Listed(theme.dirs), _compiled()
    return environment


@functools.cache
def _compiled() -> CompiledTemplates:
    return CompiledTemplates()


class _Listed(FileSystemLoader):
    """Lists no files in folders whose names begin with a dot, none of which MkDocs publishes."""

    def list_templates(self) -> list[str]:
        """See Jinja."""
        found: set[str] = set()
        for base in self.searchpath:
            for folder, inner, names in os.walk(base, followlinks=self.followlinks):
                inner[:] = [name for name in inner if not name.startswith(".")]
                within = os.path.relpath(folder, base).replace(os.sep, "/")
                found.update(names if within == "." else (f"{within}/{name}" for name in names))
        return sorted(found)
