"""The MkDocs plugin: hands the pages and data files to MkDocs in memory and rebuilds when the corpus changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.problems import PolicykbError
from generator.progress import Progress, silent
from generator.render import Settings, Site

WATCHED = ("policies", "schema/vocabulary")
"""What the pages are made from, besides the program itself."""

THEME_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Files of the theme that only its own search needs, which the pages do without."""


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
    """

    content: Site | None = None
    progress: Progress = staticmethod(silent)
    written: int = 0
    preview: bool = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether MkDocs serves a preview, whose pages reload themselves by a script of MkDocs' own."""
        self.written = 0
        self.preview = command == "serve"

    def settings(self, config: MkDocsConfig) -> Settings:
        """The knowledge base's choices, from mkdocs.yml."""
        return Settings(
            publish_personal_data=self.config.publish_personal_data,
            site_name=config.site_name,
            site_url=config.site_url or "",
        )

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
        content = self.content or self._rendered(config)
        for made in (*content.pages, *content.files):
            if files.get_file_from_path(made.path) is not None:
                raise PluginError(f"site_src/{made.path}:0: path_taken: 此路径由程序生成；请将手写的文件改名")
            files.append(File.generated(config, made.path, content=made.content))
        return files

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates whether this is a preview, and leave out the files of the theme's own search."""
        for file in [file for file in files if file.src_uri.startswith(THEME_SEARCH)]:
            files.remove(file)
        env.globals["policykb_preview"] = self.preview
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the page for wrong addresses find its own site.

        A server sends it for addresses of any depth, so MkDocs writes addresses from the server's root into it.
        Without a site_url that root is only guessed: then the page gets addresses relative to the site's root,
        and `locate_site` makes it look for that root (see overrides/404.html).
        """
        if template_name == "404.html" and not config.site_url:
            context["base_url"] = "."
            context["locate_site"] = True  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Count the page; it stays as it is."""
        self.written += 1
        total = len(self.content.pages) if self.content else self.written
        self.progress("site", min(self.written, total), total)
        return output

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


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
