"""Compiled templates kept from one build to the next, where Python keeps what it compiles of the program itself.

What was compiled is run as it is. So it never stands in a knowledge base, which may come from anybody, but beside the
program (or under PYTHONPYCACHEPREFIX): who can write there can change the program's own code as well.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.cache import hash_program, keep_file, read_file, sealed, unsealed
from generator.render import compiled_templates, use_compiled
from generator.render.materials import cut_up, joined
from generator.theme import held_theme, use_compiled_theme

PAGES: Final = "pages"
THEME: Final = "theme"


class KeptTemplates:
    """The program's templates and the theme's; of each Jinja looks whether its source is still the same."""

    def __init__(self) -> None:
        """Let this process have what this very program has kept."""
        self._pages, self._theme = _read(PAGES), _read(THEME)
        use_compiled(self._pages)
        use_compiled_theme(self._theme)

    @property
    def complete(self) -> bool:
        """Whether there is so much that it is not worth having others compile the rest."""
        return bool(self._pages) and bool(self._theme)

    def keep(self) -> None:
        """Keep what this process has, if any of it is new and Python may keep what it compiles."""
        if sys.dont_write_bytecode:
            return
        for kind, before, now in ((PAGES, self._pages, compiled_templates()), (THEME, self._theme, held_theme())):
            if before != now:
                keep_file(_place(kind), sealed(hash_program(), _joined(now)))


def _read(kind: str) -> dict[str, bytes]:
    """The templates of a kind that were kept; none where there are no sound ones of this program."""
    try:
        names, *codes = cut_up(unsealed(read_file(_place(kind)), hash_program()))
    except (OSError, ValueError):
        return {}
    return dict(zip(json.loads(names), codes, strict=True))


def _joined(templates: Mapping[str, bytes]) -> bytes:
    return joined((json.dumps(list(templates)).encode(), *templates.values()))


def _place(kind: str) -> Path:
    # There is no module of this name, so that Python never takes it for one; nor does it count as part of the program.
    return Path(importlib.util.cache_from_source(str(Path(__file__).with_name(f"templates-of-{kind}.py"))))
