"""What the options of several commands have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

import click

STANDARD_OUTPUT = Path("-")
"""What people name instead of a file."""

_SAME_AS: Mapping[str, str] = MappingProxyType({"htm": "html", "markdown": "md", "txt": "md"})


def form_of(output: Path | None, form: str | None, forms: Collection[str], default: str) -> str:
    """The form in which a command writes: what was asked for, else what the file's name says.

    Args:
        output: The file, if one is named.
        form: The form asked for, if any.
        forms: Those that the command can write.
        default: The one where neither says anything.

    Raises:
        click.BadParameter: The name says another form: programs would take the file for what it is not.
    """
    suffix = output.suffix.lower().lstrip(".") if output is not None else ""
    said = suffix if suffix in forms else _SAME_AS.get(suffix, suffix)
    if form is not None or not suffix:
        return form or default
    if said not in forms:
        known = "、".join(f".{known}" for known in forms)
        message = f"写不出 .{suffix}；请把后缀改为 {known} 之一，或用 --format 指明格式"
        raise click.BadParameter(message, param_hint="--output")
    return said
