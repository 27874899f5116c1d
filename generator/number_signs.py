"""Numbers that are one sign each, as older editors offer them for headings and items."""

from __future__ import annotations

SIGNS = "㈠-㈩⒈-⒛⑴-⒇①-⑳"
"""(一) to (十), 1. to 20., (1) to (20), and 1 to 20 in circles: ranges for a class of a regular expression."""
