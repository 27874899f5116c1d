"""Where the files stand that come with the program: in a wheel inside of it, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """Where something that comes with the program stands, in a wheel or in a checkout.

    Args:
        name: "site_src", "schema" or "mkdocs.yml".

    Returns:
        The folder or file.
    """
    package = Path(__file__).parent
    packed = package / "shipped"
    return (packed if packed.is_dir() else package.parent) / name
