"""What the options of several commands have in common."""

from __future__ import annotations

from pathlib import Path

STANDARD_OUTPUT = Path("-")
"""What people name instead of a file."""
