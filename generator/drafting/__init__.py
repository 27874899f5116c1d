"""Drafting: check a draft against the documents held. Stands on the pipeline, writes nothing."""

from __future__ import annotations

from generator.drafting.check import check_draft
from generator.drafting.output import FORMATS, render_report
from generator.drafting.report import DraftReport

__all__ = ["FORMATS", "DraftReport", "check_draft", "render_report"]
