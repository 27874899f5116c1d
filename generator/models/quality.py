"""Scores of the program's reading against readings made by hand (quality_scores.yaml)."""

from __future__ import annotations

from generator.models.base import Frozen


class QualityScore(Frozen):
    """One measure of one document: how many there are by hand, how many were found, how many of these are right.

    `policy` is "" for a measure of the corpus as a whole (the alignment of its provisions).
    """

    policy: str
    measure: str
    expected: int
    found: int
    correct: int
