"""Office packages (zip) with the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Final

FIXED_TIME: Final = datetime(2000, 1, 1)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, in their order, with every time stamp at FIXED_TIME.

    Args:
        parts: Name -> content.

    Returns:
        The bytes of the package.
    """
    stamp = f"{FIXED_TIME.isoformat()}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if name == "docProps/core.xml":
                # Libraries write the clock here while saving, whatever the properties say.
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            else:
                part = content
            entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, part)
    return out.getvalue()
