"""What axe-core finds on a page as it stands."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Only what is wrong: describing all that is right takes as long as finding what is not.
VIOLATIONS = {"resultTypes": ["violations"]}

ALL = VIOLATIONS | {"rules": {"target-size": {"enabled": True}}}
"""All rules that are on, and that links and buttons are large enough or apart enough to be hit (WCAG 2.2)."""

COLOURS = VIOLATIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What depends on the colours: in dark, structure and sizes are those that were checked in light."""

ALIKE = 3
"""Of how many elements that look alike the contrast is measured: the first, the middle one and the last."""

CHOOSE = """(alike) => {
  const looks = new Map(), groups = new Map();
  const look = (element) => {
    if (!element) return "";
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const own = [
        element.localName, element.classList.value, style.color, style.backgroundColor, style.backgroundImage,
        style.opacity, style.filter, style.mixBlendMode, style.textShadow, style.position,
      ];
      looks.set(element, look(element.parentElement) + "\\n" + own.join("|"));
    }
    return looks.get(element);
  };
  for (const element of document.querySelectorAll("body, body *")) {
    element.removeAttribute("data-contrast");
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!text && !element.matches("input, select, textarea, button")) continue;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const key = [look(element), style.fontSize, style.fontWeight, element.disabled].join("|");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(element);
  }
  for (const group of groups.values()) {
    for (let at = 0; at < alike; at++) {
      group[Math.round(at * (group.length - 1) / (alike - 1))].setAttribute("data-contrast", "");
    }
  }
}"""
"""Marks a few of the elements with text that have the same colours, sizes and classes, and whose ancestors have.

Measuring the contrast of each of a thousand cells takes three quarters of the time of all rules together.
"""

MARKED = Axe(Axe().axe_script + '; axe.configure({rules: [{id: "color-contrast", selector: "[data-contrast]"}]});')


def broken(page: Page, *, every: bool = False) -> list[dict[str, Any]]:
    """The rules that are broken, as axe-core tells them; in dark only what colours change.

    Args:
        page: As it stands.
        every: Whether to measure the contrast of every element, alike or not.
    """
    if not every:
        page.evaluate(CHOOSE, ALIKE)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found: list[dict[str, Any]] = (
        (Axe() if every else MARKED).run(page, options=COLOURS if dark else ALL).response["violations"]
    )
    return found


def violations(page: Page) -> list[str]:
    """A line for each element that breaks a rule: the first three of each rule."""
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:200]} {summary}"
        for violation in broken(page)
        for node in violation["nodes"][:3]
        for summary in [" ".join(node.get("failureSummary", "").split())[:200]]
    ]
