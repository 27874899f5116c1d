"""Pages that stand in the same frame: the theme is asked for the frame once, whatever fills it is put in afterwards.

Of a page of ours MkDocs needs very little: Markdown headings and where the blocks of HTML stand between them. Running
Markdown and the theme's template over megabytes of HTML that neither changes is what made large sites slow. So each
page is cut into its frame (front matter and Markdown, with signs for title, state, address and blocks) and its filling;
pages with the same frame share one rendering of it.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

import yaml
from markupsafe import escape

from generator.yaml_text import yaml_text

STATES = ("text_hash", "page_hash")
"""What the front matter of a page on a part says of its own state (see `generator.render.site.Page.about`)."""

NAME = "PkFrameName"
"""Stands for the page's file name without its ending, wherever MkDocs and the theme write it."""

TITLE = "PkFrameTitle"
HEADING = "PkFrameHeading"
STATE = "PkFrameState"
"""Stands for the hash that the footer of a page names, if it is the page's own."""

_BLOCK = "PkFrameBlock"

_HEAD = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_OPENING = re.compile(
    r"^<(article|aside|details|div|dl|figure|form|header|nav|ol|p|script|section|table|ul)(?=[\s>])", re.MULTILINE
)
_HEADING = re.compile(r"^# (.*?)( \{#[^}\n]*\})?$", re.MULTILINE)
_PLACE = re.compile(f"<div>{_BLOCK}([0-9]+)E</div>")
_SIGN = re.compile(f"{TITLE}|{HEADING}|{STATE}|{NAME}|{_PLACE.pattern}")
_ID = re.compile(r'\sid="([^"]*)"')


Frame = tuple[str, str]
"""Folder and Markdown of a frame; pages that share both share what the theme makes of them."""


@dataclass(frozen=True)
class Cut:
    """A page cut in two.

    Attributes:
        folder: Folder of the page in the docs tree, "" for the top.
        name: File name without its ending.
        frame: Markdown with front matter in which signs stand for name, title, state, first heading and blocks.
        title: The title as plain text.
        heading: The first heading's Markdown, which holds nothing but escaped text; "" if there is none.
        blocks: The blocks of HTML, as they are.
        state: The hash of the front matter that is the page's own (one of STATES), "" if there is none.
    """

    folder: str
    name: str
    frame: str
    title: str
    heading: str
    blocks: tuple[str, ...]
    state: str = ""

    @property
    def key(self) -> Frame:
        """Pages with the same key have the same frame."""
        return self.folder, self.frame


def cut(path: str, content: bytes) -> Cut:
    """Cut a generated page into its frame and what fills it.

    Args:
        path: Where it stands in the docs tree ("policies/x.md").
        content: Markdown with front matter, blocks of HTML beginning and ending with a line (see `filled`).

    Returns:
        The two parts.
    """
    text = content.decode()
    meta: dict[str, object] = {}
    if (head := _HEAD.match(text)) is not None:
        meta = _head(head[1])
        text = text[head.end() :]
    title = str(meta.get("title", ""))
    state = next((name for name in STATES if name in meta), "")
    body, blocks = without_blocks(text)
    heading = ""
    if (first := _HEADING.search(body)) is not None:
        heading = first[1]
        body = f"{body[: first.start()]}# {HEADING}{first[2] or ''}{body[first.end() :]}"
    if meta:
        signs = {"title": TITLE, **({state: STATE} if state else {})}
        body = f"---\n{yaml_text({**dict(sorted(meta.items())), **signs})}---\n{body}"
    folder, _, name = path.removesuffix(".md").rpartition("/")
    return Cut(folder, name, body, title, heading, blocks, str(meta.get(state, "")))


def frame_path(folder: str) -> str:
    """Where a frame of pages in a folder stands in the docs tree: beside them, so that its links are the same."""
    return posixpath.join(folder, f"{NAME}.md")


def filled(frame: str, page: Cut) -> str:
    """The finished page.

    Args:
        frame: What the theme made of the frame.
        page: What fills it.

    Returns:
        HTML; the same as if MkDocs had got the page itself.
    """
    return "".join(_pieces(frame, page))


def _pieces(frame: str, page: Cut) -> Iterable[str]:
    title, state = str(escape(page.title)), str(escape(page.state))
    texts = {TITLE: title, HEADING: page.heading, STATE: state, NAME: page.name}
    for number, piece in enumerate(_split(frame)):
        if number % 2 == 0:
            yield piece
        elif piece in texts:
            yield texts[piece]
        else:
            yield page.blocks[int(piece)]


@functools.lru_cache(maxsize=64)
def _split(frame: str) -> tuple[str, ...]:
    """Text and signs in turns; the sign of a block is its number."""
    pieces: list[str] = []
    end = 0
    for sign in _SIGN.finditer(frame):
        pieces += (frame[end : sign.start()], sign[1] or sign[0])
        end = sign.end()
    return (*pieces, frame[end:])


def _head(text: str) -> dict[str, object]:
    loaded = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded if isinstance(loaded, dict) else {}


def without_blocks(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the blocks of HTML out of a page.

    Args:
        text: Markdown without front matter.

    Returns:
        The Markdown with a small block in the place of each large one, and the large ones.
    """
    kept: list[str] = []
    blocks: list[str] = []
    end = 0
    while (found := _OPENING.search(text, end)) is not None:
        stop = _block_end(text, found.start(), found[1])
        if stop is None:
            break
        kept += (text[end : found.start()], f"<div>{_BLOCK}{len(blocks)}E</div>")
        blocks.append(text[found.start() : stop])
        end = stop
    return "".join((*kept, text[end:])), tuple(blocks)


def with_blocks(html: str, blocks: tuple[str, ...]) -> str:
    """Put back what `without_blocks` took out, after Markdown and the theme ran."""
    return _PLACE.sub(lambda place: blocks[int(place[1])], html)


def ids_in(blocks: Iterable[str]) -> frozenset[str]:
    """The ids in blocks of HTML, which links may lead to."""
    return frozenset(found for block in blocks for found in _ID.findall(block))


def _block_end(text: str, start: int, tag: str) -> int | None:
    """Where the element that opens at `start` is closed; None where that is not at the end of a line."""
    depth = 0
    for step in _tags(tag).finditer(text, start):
        depth += -1 if step[1] else 1
        if depth == 0:
            end = step.end()
            return end if text[end : end + 1] in ("\n", "") else None
    return None


@functools.lru_cache(maxsize=64)
def _tags(tag: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){tag}(?:\s[^>]*)?>")
