"""What axe-core finds on a page as it stands."""

from __future__ import annotations

import functools
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOUR_RULES = ("color-contrast", "link-in-text-block")

# Only what is wrong: describing all that is right takes as long as finding what is not.
VIOLATIONS = {"resultTypes": ["violations"]}

COLOURS = VIOLATIONS | {"runOnly": {"type": "rule", "values": list(COLOUR_RULES)}}
"""What depends on the colours: in dark, structure and sizes are those that were checked in light."""

ALL = VIOLATIONS | {"rules": {"target-size": {"enabled": True}}}
"""All rules that are on, and that links and buttons are large enough or apart enough to be hit (WCAG 2.2)."""

STRUCTURE = VIOLATIONS | {"rules": {"target-size": {"enabled": True}} | {id: {"enabled": False} for id in COLOUR_RULES}}

ALIKE = 3
"""Of how many elements that look alike the colours are measured: the first, the middle one and the last."""

CHOOSE = """(alike) => {
  const drawn = new Map(), groups = new Map();
  const behind = (element) => {
    if (!element) return "";
    if (!drawn.has(element)) {
      const style = getComputedStyle(element);
      const paint = [
        style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode, style.position,
      ].join("|");
      const own = paint === "rgba(0, 0, 0, 0)|none|1|none|normal|static" ? "" : ";" + paint;
      const moved = !["static", "relative"].includes(style.position);
      drawn.set(element, behind(element.parentElement) + own + (moved ? element.classList.value : ""));
    }
    return drawn.get(element);
  };
  const letters = (style) => [
    style.color, style.textShadow, style.fontSize, style.fontWeight, style.fontStyle, style.textDecorationLine,
    style.borderBottomStyle,
  ];
  for (const element of document.querySelectorAll("body, body *")) {
    element.removeAttribute("data-contrast");
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const link = element.matches("a[href]");
    if (!text && !link && !element.matches("input, select, textarea, button")) continue;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const around = link ? [text, style.display, ...letters(getComputedStyle(element.parentElement))] : [text];
    const key = [behind(element), ...letters(style), element.disabled, ...around].join("|");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(element);
  }
  for (const group of groups.values()) {
    for (let at = 0; at < alike; at++) {
      group[Math.round(at * (group.length - 1) / (alike - 1))].setAttribute("data-contrast", "");
    }
  }
}"""
"""Marks a few of the elements with text that have the same letters before the same colours.

Measuring the contrast of each of a thousand cells takes three quarters of the time of all rules together.
"""

THIN = """() => {
  const needed = new Set();
  for (const marked of document.querySelectorAll("[data-contrast], :focus")) {
    for (let one = marked; one && !needed.has(one); one = one.parentElement) needed.add(one);
  }
  const emptied = [];
  const visit = (element) => {
    for (const child of element.children) {
      if (needed.has(child)) visit(child);
      else if (child.firstChild && !getComputedStyle(child).display.startsWith("inline")) {
        const held = document.createDocumentFragment();
        held.append(...child.childNodes);
        emptied.push([child, held]);
      }
    }
  };
  visit(document.body);
  window.putBack = () => { for (const [element, held] of emptied) element.append(held); };
}"""
"""Takes out of the page what holds nothing that is marked, until it is put back: axe-core looks at every element first.

Elements stay where they are and lose what they hold only, so that those beside them are counted and coloured as before;
what stands in a line with text stays whole, as a link is told from the text around it.
"""


NEAR = """() => {
  const selector = "a[href], area, button, input, select, textarea, summary, [contenteditable], [tabindex][role]";
  const targets = [];
  for (const one of document.querySelectorAll(selector)) {
    one.removeAttribute("data-near");
    if (one.matches("[role=region]")) continue;
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const box = one.getBoundingClientRect();
    const small = box.width < 24 || box.height < 24;
    targets.push({one, box, small, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2});
  }
  targets.sort((a, b) => a.box.top - b.box.top);
  const tallest = Math.max(...targets.map(({box}) => box.height));
  const apart = ({one, box, small, x, y}, other) => {
    const beside = Math.max(other.box.left - x, 0, x - other.box.right);
    const below = Math.max(other.box.top - y, 0, y - other.box.bottom);
    if (small) return Math.hypot(beside, below) > 12 && (!other.small || Math.hypot(x - other.x, y - other.y) > 24);
    return beside >= box.width / 2 || below >= box.height / 2;
  };
  targets.forEach((target, at) => {
    const {top, bottom} = target.box;
    let first = at, last = at;
    while (first > 0 && targets[first - 1].box.top > top - tallest - 24) first--;
    while (last + 1 < targets.length && targets[last + 1].box.top < bottom + 24) last++;
    for (let other = first; other <= last; other++) {
      if (other === at || apart(target, targets[other])) continue;
      target.one.setAttribute("data-near", "");
      break;
    }
  });
}"""
"""Marks the links and buttons that are too small or covered if what stands near them is counted (WCAG 2.2, 2.5.8).

Links in a sentence are among them, and what a frame cuts off: axe-core knows better. Where nothing is marked, it need
not ask for the place of every element, which takes half the time of all rules that are not about colours.
"""


@functools.cache
def script() -> str:
    """axe-core, which measures the colours and sizes of what is marked."""
    settings = """; axe.configure({
        rules: [
            {id: "color-contrast", selector: "[data-contrast]"},
            {id: "link-in-text-block", selector: "a[href][data-contrast]"},
            {id: "target-size", selector: "[data-near]"},
        ],
    }); axe.ofMarked = true;"""
    return Axe().axe_script + settings


DARK = """() => {
  const named = document.body.dataset.mdColorScheme;
  return named ? named === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
}"""


def _run(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("async (o) => (await axe.run(document, o)).violations", options)
    return found


def broken(page: Page, *, every: bool = False) -> list[dict[str, Any]]:
    """The rules that are broken, as axe-core tells them; in dark only what colours change.

    Args:
        page: As it stands.
        every: Whether to measure every element, alike or not.
    """
    if every:
        page.evaluate(Axe().axe_script)
        return _run(page, ALL)
    if not page.evaluate("Boolean(window.axe?.ofMarked)"):
        page.evaluate(script())
    found = []
    if not page.evaluate(DARK):
        page.evaluate(NEAR)
        found = _run(page, STRUCTURE)
    page.evaluate(CHOOSE, ALIKE)
    page.evaluate(THIN)
    found += _run(page, COLOURS)
    page.evaluate("putBack()")
    return found


def violations(page: Page) -> list[str]:
    """A line for each element that breaks a rule: the first three of each rule."""
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:200]} {summary}"
        for violation in broken(page)
        for node in violation["nodes"][:3]
        for summary in [" ".join(node.get("failureSummary", "").split())[:200]]
    ]
