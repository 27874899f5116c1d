"""The MkDocs plugin: hands the pages and data files to MkDocs in memory and rebuilds when the corpus changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.frames import Frame, cut, filled, frame_path, ids_in, with_blocks, without_blocks
from generator.looks import add_assets, dress
from generator.problems import PolicykbError
from generator.progress import Progress, silent
from generator.read.corpus import POLICIES
from generator.render import DataFile, KeptFile, Settings, Site, Stream
from generator.site_files import SiteFiles
from generator.theme import lend_templates
from generator.vocabulary_files import FOLDER

WATCHED = (POLICIES, FOLDER)
"""What the pages are made from, besides the program itself."""

THEME_SCRIPTS = "assets/javascripts/"
"""Files of the theme that the pages do without: its script and its search."""


class PolicykbConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml.

    Attributes:
        publish_personal_data: Show and publish names, telephone, fax and e-mail found in the sources.
    """

    publish_personal_data = options.Type(bool, default=False)


class PolicykbPlugin(BasePlugin[PolicykbConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages and data files to the files of the site.

    Attributes:
        content: The rendered site, where the caller has it already; otherwise every build makes it anew.
        progress: Told about every page written.
        site_files: Takes over what is as it was in the last site; None writes every file.
        folder: Where data files and pages not listed under nav go; None puts them where MkDocs writes.
        preview: Whether MkDocs serves a preview.
        whole: Give every page whole to MkDocs, as it would be without frames; the outcome is the same, later.
    """

    content: Site | Stream | None = None
    progress: Progress = staticmethod(silent)
    site_files: SiteFiles | None = None
    folder: Path | None = None
    preview: bool = False
    whole: bool = False
    _written: int = 0
    _total: int = 0
    _leaves: Sequence[str] = ()
    _own: frozenset[str] = frozenset()
    _blocks: dict[str, tuple[str, ...]]
    _rest: Iterable[DataFile | KeptFile] = ()
    _files: Files | None = None
    _nav: Navigation | None = None
    _env: Environment | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether MkDocs serves a preview, whose pages reload themselves by a script of MkDocs' own."""
        self._written, self._blocks = 0, {}
        self.preview = command == "serve"

    def settings(self, config: MkDocsConfig) -> Settings:
        """The knowledge base's choices, from mkdocs.yml."""
        return Settings(
            publish_personal_data=self.config.publish_personal_data,
            site_name=config.site_name,
            site_url=config.site_url or "",
        )

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Give the knowledge base the program's looks where it has none of its own."""
        dressed = dress(config)
        lend_templates(dressed.theme)
        return dressed

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add every generated file.

        Args:
            files: The files of site_src.
            config: The configuration; its file stands in the root of the knowledge base.

        Returns:
            The same collection with the generated files in it.

        Raises:
            PluginError: The knowledge base is unusable, or a hand-written file stands where one is generated.
        """
        add_assets(files, config)
        content = self.content or self._rendered(config)
        if isinstance(content, Site):
            content = _as_stream(content, None if self.whole else _listed(config.nav))
        self._leaves, self._rest = content.leaves, content.rest
        self._total = len(content.pages) + len(content.leaves)
        # Other plugins may look into pages, so that they get them whole.
        alone = not self.whole and list(config.plugins) == ["policykb"]
        self._own = frozenset(page.path for page in content.pages if alone)
        for made in content.pages:
            _refuse_taken(files.src_uris, made.path)
            files.append(File.generated(config, made.path, content=made.content))
        for path in content.leaves:
            _refuse_taken(files.src_uris, path)
            files.append(_leaf(path, config))
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep what the frames of the leaves are made with."""
        self._files, self._nav = files, nav
        return nav

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take the blocks of HTML out of a page of ours; Markdown would read every tag in them and change none."""
        if page.file.src_uri in self._own:
            markdown, self._blocks[page.file.src_uri] = without_blocks(markdown)
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell MkDocs the ids in what was taken out, so that links to them are known to lead somewhere."""
        if blocks := self._blocks.get(page.file.src_uri):
            page.present_anchor_ids = (page.present_anchor_ids or set()) | ids_in(blocks)
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the data files, and the pages not listed under nav, each in the frame that its like share."""
        assert self._files is not None
        site = self.site_files or SiteFiles()
        folder, frames = self.folder or Path(config.site_dir), _Frames(lambda frame: self._framed(frame, config))
        known = self._files.src_uris
        for made in self._rest:
            leaf = known.get(made.path)
            if isinstance(leaf, _Leaf):
                _put_page(made, leaf.dest_uri, folder, frames, site)
                self._count()
                continue
            _refuse_taken(known, made.path)
            if not site.taken(folder, made.path, made.digest):
                site.write(folder, made.path, made.digest, made.portions)

    def _framed(self, frame: Frame, config: MkDocsConfig) -> str:
        """What MkDocs and the theme make of a frame (as mkdocs.commands.build does it for a page)."""
        assert self._env is not None
        assert self._nav is not None
        assert self._files is not None
        file = File.generated(config, frame_path(frame[0]), content=frame[1])
        page = Page(None, file, config)
        page.read_source(config)
        page.render(config, self._files)
        page.active = True
        context = get_context(self._nav, self._files, config, page)
        return self._env.get_template("main.html").render(context)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates whether this is a preview, and leave out the files of the theme's own search."""
        for file in [file for file in files if file.src_uri.startswith(THEME_SCRIPTS)]:
            files.remove(file)
        env.globals["policykb_preview"] = self.preview
        self._env = env
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the page for wrong addresses find its own site.

        A server sends it for addresses of any depth, so MkDocs writes addresses from the server's root into it.
        Without a site_url that root is only guessed: then the page gets addresses relative to the site's root,
        and `locate_site` makes it look for that root (see overrides/404.html).
        """
        if template_name == "sitemap.xml" and self._leaves:
            context["pages"] = [*context["pages"], *(_in_sitemap(path, config) for path in self._leaves)]
        if template_name == "404.html" and not config.site_url:
            context["base_url"] = "."
            context["locate_site"] = True  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Count the page, and put back what was taken out of it."""
        self._count()
        return with_blocks(output, self._blocks.pop(page.file.src_uri, ()))

    def _count(self) -> None:
        self._written += 1
        self.progress("site", min(self._written, self._total), self._total)

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Watch the corpus, so that a changed document shows at once."""
        for name in WATCHED:
            path = _root(config) / name
            if path.exists():
                server.watch(str(path))
        return server

    def _rendered(self, config: MkDocsConfig) -> Site:
        # Imported here because the pipeline imports the render stage, which outside tools use without MkDocs.
        from generator.pipeline import build_site_content

        try:
            return build_site_content(_root(config), self.settings(config))
        except PolicykbError as error:
            raise PluginError(str(error)) from error


class _Frames:
    """Frames as the theme makes them, each made once, with what tells their bytes from others."""

    def __init__(self, make: Callable[[Frame], str]) -> None:
        """Begin with none."""
        self._make = make
        self._made: dict[Frame, tuple[str, str]] = {}

    def of(self, frame: Frame) -> tuple[str, str]:
        """The frame's HTML, and its digest."""
        if frame not in self._made:
            html = self._make(frame)
            self._made[frame] = html, hashlib.sha256(html.encode("utf-8", errors="xmlcharrefreplace")).hexdigest()
        return self._made[frame]


def _put_page(made: DataFile | KeptFile, path: str, folder: Path, frames: _Frames, site: SiteFiles) -> None:
    """Take a page over that is as it was, or put it together."""
    digest = made.digest
    known = site.frame_of(path, digest)
    if known is not None and site.taken(folder, path, f"{digest} {frames.of(known)[1]}"):
        return
    page = cut(made.path, made.content)
    html, told = frames.of(page.key)
    content = filled(html, page).encode("utf-8", errors="xmlcharrefreplace")
    site.write(folder, path, f"{digest} {told}", (content,), page.key)


class _Leaf(File):
    """A page that others may link to and that is written after MkDocs is done."""

    def is_documentation_page(self) -> bool:
        """MkDocs neither reads nor lists it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to copy: the plugin writes it."""


def _leaf(path: str, config: MkDocsConfig) -> File:
    leaf, page = _Leaf.generated(config, path, content=b""), File.generated(config, path, content=b"")
    leaf.dest_uri, leaf.url = page.dest_uri, page.url
    return leaf


def _as_stream(site: Site, listed: frozenset[str] | None) -> Stream:
    """A site in memory as a stream: pages that are not listed are leaves, if that is known."""
    leaves = [page for page in site.pages if listed is not None and page.path not in listed]
    pages = tuple(page for page in site.pages if page not in leaves)
    return Stream(pages, tuple(page.path for page in leaves), iter((*leaves, *site.files)))


def _refuse_taken(files: Container[str], path: str) -> None:
    if path in files:
        raise PluginError(f"site_src/{path}:0: path_taken: 此路径由程序生成；请将手写的文件改名")


def _listed(nav: object) -> frozenset[str] | None:
    """The pages under nav, None where MkDocs makes nav of all there are."""
    if nav is None:
        return None
    if isinstance(nav, str):
        return frozenset((nav,))
    entries = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return frozenset().union(*(_listed(entry) or frozenset() for entry in entries))


def _in_sitemap(path: str, config: MkDocsConfig) -> File:
    file = File.generated(config, path, content="")
    Page(None, file, config)
    return file


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
