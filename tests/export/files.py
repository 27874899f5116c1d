"""What the tests of exported files share: the site's address, and a Word file opened again."""

from __future__ import annotations

import io

import docx

SITE = "https://example.org/zc/"


def word_of(content: bytes) -> docx.document.Document:
    """The Word file that some bytes are."""
    return docx.Document(io.BytesIO(content))
