"""From pages and data files to the static site: MkDocs, strict and quiet, the same bytes every time."""

from __future__ import annotations

import datetime
import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator.looks import dress
from generator.mkdocs_plugin import PolicykbPlugin
from generator.models import PolicyRecord
from generator.problems import PolicykbError, Problem, reason_of
from generator.progress import Progress, silent
from generator.render import Settings, Site, Stream
from generator.setting_faults import address_problem, is_address, setting_problem
from generator.site_files import SiteFiles
from generator.template_faults import FAULTS, template_problem
from generator.theme import compiled_theme

CONFIG_NAME = "mkdocs.yml"


def load_settings(root: Path) -> Settings:
    """The knowledge base's settings, from mkdocs.yml.

    Args:
        root: The folder of the knowledge base.

    Returns:
        The settings.

    Raises:
        PolicykbError: mkdocs.yml is missing or wrong (config_missing, config_invalid).
    """
    config = _config(root)
    return _plugin(root, config).settings(config)


def compiled_looks(root: Path) -> dict[str, bytes]:
    """The templates of the knowledge base's theme compiled, for `generator.theme.use_compiled_theme`.

    Args:
        root: The folder of the knowledge base.

    Raises:
        PolicykbError: mkdocs.yml is missing or wrong (config_missing, config_invalid).
    """
    return compiled_theme(dress(_config(root)))


def build_html(
    root: Path,
    content: Site | Stream,
    folder: Path,
    epoch: int,
    progress: Progress = silent,
    site_files: SiteFiles | None = None,
) -> None:
    """Run MkDocs over pages that are already rendered.

    Args:
        root: The folder of the knowledge base (mkdocs.yml, site_src/).
        content: The pages and data files.
        folder: An empty folder for the site.
        epoch: The time that MkDocs writes wherever it writes one (seconds since 1970); without it the
            sitemap would differ from day to day.
        progress: Told about every page written.
        site_files: Takes over what is as it was in the last site; None writes every file.

    Raises:
        PolicykbError: MkDocs refused or warned (site_warning), one problem for each; a template of the knowledge
            base is wrong (template_invalid).
    """
    config = _config(root, site_dir=str(folder), strict=True)
    plugin = _plugin(root, config)
    held = site_files or SiteFiles()
    with held.apart(folder, used=_alone(config)) as place:
        config.site_dir = str(place)
        plugin.content, plugin.progress = content, progress
        if site_files is not None and _alone(config):
            plugin.site_files, plugin.folder = site_files, folder
        with _build_time(epoch), _mended_messages(), _told_templates(root, config):
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
                # MkDocs keeps a plugin for the next configuration; that one has pages of its own.
                plugin.content, plugin.progress, plugin.site_files, plugin.folder = None, silent, None, None


@contextmanager
def _mended_messages() -> Iterator[None]:
    """What MkDocs refuses or warns of as problems of ours."""
    with _collected_warnings() as warnings:
        try:
            yield
        except Abort as error:
            messages = warnings or [error.format_message()]
            raise PolicykbError(*(_site_problem(message) for message in messages)) from error
        except MkDocsException as error:
            raise PolicykbError(_site_problem(error.format_message())) from error


@contextmanager
def _told_templates(root: Path, config: MkDocsConfig) -> Iterator[None]:
    """What is wrong with templates of the knowledge base as problems of its owner's; other faults stay themselves."""
    try:
        yield
    except FAULTS as error:
        problem = template_problem(error, root, config.theme.custom_dir)
        if problem is None:
            raise
        raise PolicykbError(problem) from error


def serve_site(root: Path, address: str, watched: Iterable[Path], begins: Callable[[], None]) -> None:
    """Serve the site, rebuilt and reloaded whenever something changes, until interrupted.

    Args:
        root: The folder of the knowledge base.
        address: "host:port".
        watched: Files and folders besides site_src/ and mkdocs.yml whose change means a new build.
        begins: Called before the first build, once the configuration and the address are known to do.

    Raises:
        PolicykbError: mkdocs.yml is missing or wrong, or the first build failed.
    """
    # Loaded here because a build has no use for a server.
    from mkdocs.commands.serve import serve

    config = _config(root)
    _refuse_taken(address)
    begins()
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    paths = [str(path) for path in watched if path.exists()]
    try:
        with _told_templates(root, config):
            serve(config_file=str(root / CONFIG_NAME), dev_addr=address, watch=paths)
    except MkDocsException as error:
        raise PolicykbError(_site_problem(error.format_message())) from error


def _refuse_taken(address: str) -> None:
    """Refuse an address that cannot be served before the first build, not after it."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            pass
    except (OSError, OverflowError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "端口号应在 0 到 65535 之间"
        message = f"无法在 {address} 开启服务（{reason}）；请用 --address 换一个"
        raise PolicykbError(Problem(path=CONFIG_NAME, line=0, code="address_unusable", message=message)) from error


def newest_date(records: Iterable[PolicyRecord]) -> int:
    """The build time of a corpus: the newest date any record knows, so that it changes only with the corpus.

    Args:
        records: The records.

    Returns:
        Midnight UTC of that day in seconds since 1970; SOURCE_DATE_EPOCH where the environment sets it
        (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    if (given := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        return int(given)
    dates = [datetime.date(1980, 1, 1)]
    for record in records:
        dates.extend(day for day in (record.issued_on, record.published_on, record.source.retrieved_on) if day)
    return int(datetime.datetime.combine(max(dates), datetime.time(), datetime.UTC).timestamp())


def _config(root: Path, **overrides: object) -> MkDocsConfig:
    path = root / CONFIG_NAME
    if not path.is_file():
        message = "没有找到；请在知识库的目录中运行，或用 --root 指明它"
        raise PolicykbError(Problem(path=str(path), line=0, code="config_missing", message=message))
    with _collected_warnings() as warnings:
        try:
            config = load_config(str(path), **overrides)  # type: ignore[arg-type]
        except Abort as error:
            messages = warnings or [error.format_message()]
            raise PolicykbError(*(setting_problem(CONFIG_NAME, message) for message in messages)) from error
        except MkDocsException as error:
            raise PolicykbError(setting_problem(CONFIG_NAME, error.format_message())) from error
    if config.site_url and not is_address(config.site_url):
        raise PolicykbError(address_problem(CONFIG_NAME))
    return config


def _plugin(root: Path, config: MkDocsConfig) -> PolicykbPlugin:
    plugin = config.plugins.get("policykb")
    if not isinstance(plugin, PolicykbPlugin):
        message = "plugins 中没有 policykb；请加上它"
        raise PolicykbError(Problem(path=str(root / CONFIG_NAME), line=0, code="config_invalid", message=message))
    return plugin


def _alone(config: MkDocsConfig) -> bool:
    """Whether nothing else may write into finished files: what a file is taken over from would change with it."""
    return list(config.plugins) == ["policykb"] and not config.hooks


def _site_problem(message: str) -> Problem:
    # MkDocs sets its messages over several lines; ours stand on one.
    return Problem(path="site_src", line=0, code="site_warning", message=" ".join(message.split()))


@contextmanager
def _build_time(epoch: int) -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Collector(logging.Handler):
    def __init__(self, keep: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._keep = keep

    def emit(self, record: logging.LogRecord) -> None:
        self._keep(record.getMessage())


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    messages: list[str] = []
    logger = logging.getLogger("mkdocs")
    handler = _Collector(messages.append)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
