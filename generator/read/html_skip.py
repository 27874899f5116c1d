"""What of a web page is no part of the document: scripts, hidden parts, navigation, site heads and feet."""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from generator.read.tables import has_metadata_key, is_metadata_key


def words(listed: str) -> frozenset[str]:
    """The words of a list that spaces separate."""
    return frozenset(listed.split())


NEVER_TEXT = words(
    "script style noscript template iframe frame frameset noframes object embed applet svg canvas video audio map"
    " button select input textarea datalist head link meta base title rp rt del math"
)
_LANDMARKS = frozenset({"nav", "header", "footer", "aside", "menu", "search"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"})
_HIDDEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE
)
_SITE_WORDS = words(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs footer foot header head topbar toolbar"
    " sidebar share shares sharing bdsharebuttonbox pagination pager copyright search searchbox links friendlink"
    " qrcode ewm dyj wza login banner related recommend hotnews"
)
_WORD = re.compile(r"[a-z]+")
_KEPT_SHARE = 0.4
"""A part that holds this share of the page's text is no frame around it, whatever it is called."""

_FEWEST_LINKS = 4
_LINK_SHARE = 0.75
_LISTS = frozenset({"ul", "ol", "dl", "div", "p", "table", "section"})
_CONTENT = frozenset({"article", "main"})


class _Measure(NamedTuple):
    """Of an element: characters, characters in links, links, and whether it has a sentence, metadata, main title."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    sentence: bool = False
    metadata: bool = False
    title: bool = False


class Skipper:
    """Tells which elements of one page to leave out; every element is measured once, beforehand."""

    def __init__(self, root: Tag) -> None:
        """Measure all elements below `root`."""
        self._measures: dict[int, _Measure] = {}
        self._content: set[int] = set()
        self._measure(root)
        self._chars = max(1, self._measures.get(id(root), _Measure()).chars)

    def skips(self, tag: Tag) -> bool:
        """Whether `tag` and all below it is no part of the document."""
        if tag.name in NEVER_TEXT or _is_hidden(tag):
            return True
        if id(tag) in self._content:
            return False
        measure = self._measures.get(id(tag), _Measure())
        if measure.metadata or measure.title or measure.chars >= _KEPT_SHARE * self._chars:
            return False
        if tag.name in _LANDMARKS or str(tag.get("role", "")).lower() in _ROLES:
            return True
        if tag.name in _LISTS and _is_link_list(measure):
            return True
        # A part that is merely called so may hold sentences of the document (class="head" of an article).
        return not measure.sentence and _is_called_frame(tag)

    def _measure(self, root: Tag) -> None:
        order: list[tuple[Tag, bool]] = []
        stack = [(root, False)]
        while stack:
            tag, inside = stack.pop()
            inside = inside or tag.name in _CONTENT
            order.append((tag, inside))
            stack += [(child, inside) for child in tag.contents if isinstance(child, Tag)]
        for tag, inside in reversed(order):
            if inside:
                self._content.add(id(tag))
            if tag.name not in NEVER_TEXT and not _is_hidden(tag):
                self._measures[id(tag)] = self._sum(tag)

    def _sum(self, tag: Tag) -> _Measure:
        chars = linked = links = 0
        sentence = metadata = False
        title = tag.name == "h1"
        own: list[str] = []
        for child in tag.contents:
            if isinstance(child, Tag):
                inner = self._measures.get(id(child), _Measure())
                chars += inner.chars
                linked += inner.linked
                links += inner.links
                sentence = sentence or inner.sentence
                metadata = metadata or inner.metadata
                title = title or inner.title
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                own.append(str(child))
        text = "".join(own).strip()
        chars += len(text)
        metadata = metadata or is_metadata_key(text) or has_metadata_key(text)
        if tag.name == "a" and tag.get("href"):
            return _Measure(chars, chars, links + 1, False, metadata, title)
        return _Measure(chars, linked, links, sentence or "。" in text, metadata, title)


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDDEN_STYLE.search(str(tag.get("style", ""))) is not None


def _is_link_list(measure: _Measure) -> bool:
    """Menus, lists of other documents: many links, hardly a word besides, no sentence."""
    many = measure.links >= _FEWEST_LINKS
    return many and not measure.sentence and measure.linked >= _LINK_SHARE * measure.chars


def _is_called_frame(tag: Tag) -> bool:
    """Whether class or id says that this is part of the site's frame ("nav-top", "footer")."""
    classes = tag.get("class") or []
    names = " ".join([*(classes if isinstance(classes, list) else [str(classes)]), str(tag.get("id", ""))])
    return any(word in _SITE_WORDS for word in _WORD.findall(names.lower()))
