"""The base of all models and the span type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
"""A half-open range [start, end) of code points into the source text of one document."""

Weight = Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)]
"""What a word speaks for or against something; sums of very many of them stay within bounds."""


class Frozen(BaseModel):
    """A model that cannot be changed after it was made and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def slice_of(text: str, spans: Iterable[Span]) -> str:
    """Join the passages that `spans` cut out of `text`, in the order given, with nothing between them."""
    return "".join(text[start:end] for start, end in spans)
