"""Numbers that are one sign each, as older editors offer them for headings and items."""

from __future__ import annotations

SPELLED = "㈠-㈩⒈-⒛⑴-⒇"
"""(一) to (十), 1. to 20., (1) to (20): ranges for a class of a regular expression."""

SIGNS = f"{SPELLED}①-⑳"
"""The same, and 1 to 20 in circles, which nothing else is written for."""
