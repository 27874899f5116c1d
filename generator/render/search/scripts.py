"""The pieces of the index as scripts: each calls a function of search-engine.js with JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from generator.render.site import DataFile

FOLDER: Final = "data/search"


def as_json(value: object) -> str:
    """JSON as short as can be, keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def script(name: str, function: str, *arguments: object) -> DataFile:
    """A file of the index that hands something over to a function of pkSearch."""
    shown = ",".join(map(as_json, arguments))
    # So that nothing in it can end a script or open a comment, wherever somebody puts it.
    for sign in "<\u2028\u2029":
        shown = shown.replace(sign, f"\\u{ord(sign):04x}")
    return DataFile(f"{FOLDER}/{name}", f"pkSearch.{function}({shown});\n".encode())


def last_argument(content: bytes) -> Any:  # noqa: ANN401 - what somebody handed over
    """What `script` handed over last, if it was a table."""
    return json.loads(content[content.index(b"{") : content.rindex(b")")])
