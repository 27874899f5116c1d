"""The base of all models and the span type."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

Span = tuple[int, int]
"""A half-open range [start, end) of code points into the source text of one document."""


class Frozen(BaseModel):
    """A model that cannot be changed after it was made and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def slice_of(text: str, spans: Iterable[Span]) -> str:
    """Join the passages that `spans` cut out of `text`, in the order given, with nothing between them."""
    return "".join(text[start:end] for start, end in spans)
