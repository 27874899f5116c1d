"""Export: tables of passages as Word and Markdown files. Knows nothing of policies; touches no disk."""

from __future__ import annotations

from generator.export.document import Column, Document, Mark, Paragraph, Place, Row, Run, Source
from generator.export.markdown import as_markdown
from generator.export.word import as_word

__all__ = ["Column", "Document", "Mark", "Paragraph", "Place", "Row", "Run", "Source", "as_markdown", "as_word"]
