from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, get_files

from generator.mkdocs_plugin import PolicykbPlugin
from generator.render import DataFile, Settings, Site

CONTENT = Site(
    pages=(DataFile("index.md", b"# \xe7\x94\xb2 {#top}\n"), DataFile("policies/a.md", b"# a\n")),
    files=(DataFile("data/tasks.csv", b"\xef\xbb\xbfa,b\r\n"),),
)


def config_in(folder: Path, options: str = "") -> MkDocsConfig:
    (folder / "site_src").mkdir()
    (folder / "mkdocs.yml").write_text(
        f"site_name: 甲库\ndocs_dir: site_src\nplugins:\n  - policykb:\n      {options or '{}'}\n", encoding="utf-8"
    )
    return load_config(str(folder / "mkdocs.yml"))


def plugin_of(config: MkDocsConfig) -> PolicykbPlugin:
    plugin = config.plugins["policykb"]
    assert isinstance(plugin, PolicykbPlugin)
    # MkDocs keeps a plugin that knows of startup from one configuration to the next.
    plugin.content = None
    return plugin


def test_pages_and_files_reach_mkdocs_without_touching_the_disk(tmp_path):
    config = config_in(tmp_path)
    plugin = plugin_of(config)
    plugin.content = CONTENT
    files = config.plugins.on_files(Files([]), config=config)
    assert [file.src_uri for file in files] == ["index.md", "policies/a.md"]
    assert [file.content_bytes for file in files] == [made.content for made in CONTENT.pages]
    assert list((tmp_path / "site_src").iterdir()) == []


def test_pages_outside_nav_are_linked_to_and_listed_though_mkdocs_does_not_read_them(tmp_path):
    config = config_in(tmp_path)
    config.nav = [{"首页": "index.md"}]
    plugin = plugin_of(config)
    plugin.content = CONTENT
    files = config.plugins.on_files(Files([]), config=config)
    leaf = files.get_file_from_path("policies/a.md")
    assert leaf is not None
    assert not leaf.is_documentation_page()
    context = plugin.on_template_context({"pages": []}, template_name="sitemap.xml", config=config)
    assert [file.src_uri for file in context["pages"]] == ["policies/a.md"]


def test_a_hand_written_page_is_not_overwritten_in_silence(tmp_path):
    config = config_in(tmp_path)
    (tmp_path / "site_src" / "index.md").write_text("# mine\n", encoding="utf-8")
    plugin = plugin_of(config)
    plugin.content = CONTENT
    with pytest.raises(PluginError, match=r"site_src/index\.md:0: path_taken: "):
        plugin.on_files(get_files(config), config=config)


def test_an_unusable_knowledge_base_is_an_error_in_one_line_each(tmp_path):
    config = config_in(tmp_path)
    with pytest.raises(PluginError) as caught:
        plugin_of(config).on_files(Files([]), config=config)
    assert all(line.count(": ") >= 2 for line in str(caught.value).splitlines())
    assert "schema/vocabulary" in str(caught.value)


@pytest.mark.parametrize(("option", "published"), [("", False), ("publish_personal_data: true", True)])
def test_settings_come_from_the_plugins_options(tmp_path, option, published):
    config = config_in(tmp_path, option)
    expected = Settings(publish_personal_data=published, site_name="甲库", site_url="")
    assert plugin_of(config).settings(config) == expected


@pytest.mark.parametrize(("command", "preview"), [("build", False), ("serve", True)])
def test_templates_know_a_preview(tmp_path, command, preview):
    config = config_in(tmp_path)
    plugin = plugin_of(config)
    plugin.on_startup(command=command, dirty=False)
    environment = plugin.on_env(Environment(autoescape=True), config=config, files=Files([]))
    assert environment.globals["policykb_preview"] is preview


@pytest.mark.parametrize(("site_url", "base"), [("", "."), ("https://kb.example.invalid/sub/", "/sub/")])
def test_the_page_for_wrong_addresses_looks_for_its_site_only_without_an_address(tmp_path, site_url, base):
    config = config_in(tmp_path)
    config.site_url = site_url
    context = plugin_of(config).on_template_context({"base_url": base}, template_name="404.html", config=config)
    assert (context["base_url"], context.get("locate_site", False)) == (base, not site_url)
    other = plugin_of(config).on_template_context({"base_url": "/"}, template_name="sitemap.xml", config=config)
    assert other == {"base_url": "/"}
