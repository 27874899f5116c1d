"""The Jinja environment: how a page becomes Markdown with front matter."""

from __future__ import annotations

import functools
import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from generator import __version__
from generator.compiled_templates import CompiledTemplates
from generator.models import Preamble, Principle, Section, Task
from generator.plain_markdown import PUNCTUATION
from generator.render.duties import open_tail
from generator.render.faster_templates import FasterEnvironment
from generator.render.index import Index
from generator.render.reuse_view import Marked, marked_text
from generator.render.watched import WatchedSite
from generator.render.wording import WORDING

if TYPE_CHECKING:
    from generator.render.site import Page, SiteInput

Held = TypeVar("Held")

PIECES = 20_000
"""Small pieces of pages that are kept for each folder (see `Fragments`)."""

_SHOWN = 12
"""Digits of a hash that are shown."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff]")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADING_ID = re.compile(r"\{#(?=[\w{])")
_BLANK = re.compile(r"\s+")


def render_page(page: Page, site: SiteInput) -> str:
    """Run a page's template.

    Args:
        page: The page; its context may hold `wide: True` to do without both side columns.
        site: What the templates' globals `site` and `index` stand for.

    Returns:
        Markdown with YAML front matter: title, kind (the template's stem), version, hide, and the state that the
        footer names: source_hash of the whole knowledge base, text_hash of the source of the one document that the
        page is about, or page_hash of what stands below.

    Raises:
        jinja2.UndefinedError: The template asks for something the page does not hand over.
    """
    body = _page_body(page, site)
    return _page_head(page, site, body) + body


def corpus_state(site: SiteInput) -> str:
    """What tells a state of the whole knowledge base from others, short enough for people to compare."""
    return (site.source_hash or index_of(site).source_hash)[:_SHOWN]


def _page_head(page: Page, site: SiteInput, body: str) -> str:
    meta: dict[str, object] = {
        "title": _CONTROL.sub("", page.title),
        "kind": posixpath.basename(page.template).partition(".")[0],
        "version": __version__,
    }
    if page.about is None:
        meta["source_hash"] = corpus_state(site)
    elif page.about:
        meta["text_hash"] = page.about[:_SHOWN]
    else:
        meta["page_hash"] = hashlib.sha256(body.encode()).hexdigest()[:_SHOWN]
    if page.context.get("wide"):
        meta["hide"] = ["navigation", "toc"]
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=True, width=10_000)
    return f"---\n{head}---\n\n"


def _page_body(page: Page, site: SiteInput) -> str:
    template = _environment().get_template(page.template)
    globals_of_page = {
        "site": site,
        "page": page,
        "index": index_of(site),
        "words": WORDING,
        "href": functools.partial(relative_href, page.path),
        "kept": _fragments(site).of(posixpath.dirname(page.path)),
    }
    return _CONTROL.sub("", template.render({**globals_of_page, **page.context}))


def render_data(template: str, path: str, site: SiteInput, context: Mapping[str, object]) -> str:
    """Run the template of a published file that is no page; what XML cannot hold is left out.

    Args:
        template: Its name.
        path: Docs-tree path of the file, for the links in it.
        site: What the templates' globals `site` and `index` stand for.
        context: What the template gets besides.

    Returns:
        The file's text.
    """
    globals_of_file = {
        "site": site,
        "index": index_of(site),
        "words": WORDING,
        "href": functools.partial(relative_href, path),
    }
    return _NOT_XML.sub("", _environment().get_template(template).render({**globals_of_file, **context}))


def relative_href(page_path: str, target: str) -> str:
    """The relative address of `target` (docs-tree path, fragment kept) as seen from a page.

    Args:
        page_path: Docs-tree path of the page that holds the link ("policies/x.md").
        target: Docs-tree path with optional ?query and #fragment, or "#fragment" for the page itself.

    Returns:
        An address that works under any sub-path and from file:// ("../domains/finance.html#t-2-1").
    """
    if target.startswith("#"):
        return target
    path, mark, rest = _split(target)
    return _relative(posixpath.dirname(page_path) or ".", path) + mark + rest


@functools.lru_cache(maxsize=20_000)
def _relative(start: str, path: str) -> str:
    shown = path.removesuffix(".md") + ".html" if path.endswith(".md") else path
    return posixpath.relpath(shown, start)


def _split(target: str) -> tuple[str, str, str]:
    cut = min((target.index(mark) for mark in "?#" if mark in target), default=len(target))
    return target[:cut], target[cut : cut + 1], target[cut + 1 :]


def escape_markdown(text: object) -> Markup:
    """Escape plain text so that neither Markdown nor HTML sees anything in it (for headings)."""
    line = _BLANK.sub(" ", _CONTROL.sub("", str(text))).strip()
    return Markup(PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", line))  # noqa: S704 - all of it escaped


def json_for_script(value: object) -> Markup:
    """JSON that is safe inside a script element: <, > and & are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can end the element


@pass_context
def paragraphs(context: Context, item: Task | Principle | Section | Preamble, policy: str) -> tuple[str, ...]:
    """The text of an item as shown, cut into its paragraphs (see `Index.paragraphs`)."""
    return cast(Index, context["index"]).paragraphs(policy, item)


@pass_context
def tail(context: Context, item: Task | Principle, policy: str) -> str:
    """What follows the units charged with a provision as written (等各相关部门), "" if their list is complete."""
    return open_tail(cast(Index, context["index"]).record(policy), item)


@pass_context
def marked(context: Context, item: Task | Principle | Section | Preamble, policy: str) -> Marked:
    """The text of a provision with what other documents have too and what it cites marked (see `marked_text`)."""
    return marked_text(cast(Index, context["index"]), policy, item)


def percent(share: float | None) -> str:
    """A share as people read it ("37%"); a dash where it is not measured."""
    return "—" if share is None else f"{share * 100:.0f}%"


class _HeadingIds(Extension):
    """Keeps Markdown's heading ids ({#id}) from being read as Jinja comments, which have a blank ({# … #})."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Write the opening of an id as an expression."""
        return _HEADING_ID.sub("{{ '{#' }}", source)


class _Same:
    """A key that is equal only for the very same site (its mappings cannot be hashed)."""

    def __init__(self, site: SiteInput) -> None:
        self.site = site

    def __hash__(self) -> int:
        return id(self.site)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.site is self.site


def per_site(function: Callable[[SiteInput], Held]) -> Callable[[SiteInput], Held]:
    """Let a function of a site be worked out once and kept while the same site, or the choice of it, is rendered.

    Of a site that is watched the function gets the whole: what it says may rest on everything.
    """

    @functools.lru_cache(maxsize=2)
    def held(key: _Same) -> Held:
        return function(key.site)

    def worked_out(site: SiteInput) -> Held:
        return held(_Same(site.everything() if isinstance(site, WatchedSite) else site))

    return functools.wraps(function)(worked_out)


def index_of(site: SiteInput) -> Index:
    """The index of a site, built once and kept while the same site is rendered."""
    return site.index if isinstance(site, WatchedSite) else _index_of(site)


@per_site
def _index_of(site: SiteInput) -> Index:
    return Index(site)


class Fragments:
    """Small pieces of pages that recur by the thousand: made once for all pages of a folder, whose links are alike."""

    def __init__(self, site: SiteInput) -> None:
        """Begin with none."""
        self._globals = {"index": index_of(site), "words": WORDING}
        self._kept_pieces = site.remembered if isinstance(site, WatchedSite) else functools.lru_cache(maxsize=PIECES)
        self._kept: dict[str, Callable[..., Markup]] = {}

    def of(self, folder: str) -> Callable[..., Markup]:
        """A function of a macro of fragments.html and its arguments, which gives what the macro makes of them."""
        if folder not in self._kept:
            href = functools.partial(relative_href, posixpath.join(folder, "x.md"))

            @functools.cache
            def module() -> TemplateModule:
                return _environment().get_template("fragments.html").make_module({**self._globals, "href": href})

            def made(macro: str, *arguments: str) -> Markup:
                return Markup(getattr(module(), macro)(*arguments))  # noqa: S704 - the macro escapes

            self._kept[folder] = self._kept_pieces(made)
        return self._kept[folder]


def _fragments(site: SiteInput) -> Fragments:
    return site.once(Fragments) if isinstance(site, WatchedSite) else _fragments_of(site)


@per_site
def _fragments_of(site: SiteInput) -> Fragments:
    return Fragments(site)


def compile_templates() -> None:
    """Compile every template in this process, so that those forked from it have them."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def compiled_templates() -> dict[str, bytes]:
    """Every template compiled, for the process that this one works for."""
    compile_templates()
    return _environment_and_code()[1].held


def use_compiled(templates: Mapping[str, bytes]) -> None:
    """Let this process have what another one of the same program compiled."""
    _environment_and_code()[1].held.update(templates)


def _environment() -> Environment:
    return _environment_and_code()[0]


@functools.cache
def _environment_and_code() -> tuple[Environment, CompiledTemplates]:
    code = CompiledTemplates()
    environment = FasterEnvironment(
        loader=PackageLoader("generator.render"),
        bytecode_cache=code,
        undefined=StrictUndefined,
        autoescape=True,
        extensions=[_HeadingIds],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters = {
        "md": escape_markdown,
        "tojson_script": json_for_script,
        "paragraphs": paragraphs,
        "open_tail": tail,
        "marked": marked,
        "percent": percent,
    }
    environment.filters.update(filters)
    return environment, code
