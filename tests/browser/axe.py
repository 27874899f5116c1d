"""What axe-core finds on a page as it stands."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Only what is wrong: describing all that is right takes as long as finding what is not.
VIOLATIONS = {"resultTypes": ["violations"]}

ALL = VIOLATIONS | {"rules": {"target-size": {"enabled": True}}}
"""All rules that are on, and that links and buttons are large enough or apart enough to be hit (WCAG 2.2)."""

COLOURS = VIOLATIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What depends on the colours: in dark, structure and sizes are those that were checked in light."""


def violations(page: Page) -> list[str]:
    """A line for each element that breaks a rule: the first three of each rule; in dark only what colours change."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:200]} {summary}"
        for violation in Axe().run(page, options=COLOURS if dark else ALL).response["violations"]
        for node in violation["nodes"][:3]
        for summary in [" ".join(node.get("failureSummary", "").split())[:200]]
    ]
