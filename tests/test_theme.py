"""What MkDocs takes of the theme: the same files, and templates that are compiled already."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from generator.compiled_templates import CompiledTemplates
from generator.looks import dress
from generator.site_build import compiled_looks
from generator.theme import PAGE, lend_templates, use_compiled_theme
from tests.support import ROOT


@pytest.fixture
def config() -> MkDocsConfig:
    own = MkDocsConfig(config_file_path=str(ROOT / "mkdocs.yml"))
    with (ROOT / "mkdocs.yml").open("rb") as file:
        own.load_file(file)
    own.validate()
    return dress(own)


def _published(environment: Environment, config: MkDocsConfig) -> list[str]:
    files = Files([])
    files.add_files_from_theme(environment, config)
    return [file.src_uri for file in files]


def test_the_theme_publishes_the_same_files(config: MkDocsConfig) -> None:
    all_of_it = _published(config.theme.get_env(), config)
    lend_templates(config.theme)
    assert _published(config.theme.get_env(), config) == all_of_it
    assert any(name.endswith(".css") for name in all_of_it)


def test_what_was_compiled_is_not_compiled_again(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    use_compiled_theme(compiled_looks(ROOT))
    lend_templates(config.theme)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("compiled once more")

    monkeypatch.setattr(Environment, "compile", refuse)
    for name in (PAGE, "base.html", "404.html", "sitemap.xml", "partials/header.html"):
        assert config.theme.get_env().get_template(name).name == name


def test_templates_of_a_knowledge_base_of_its_own_are_its_own(config: MkDocsConfig, tmp_path: Path) -> None:
    use_compiled_theme(compiled_looks(ROOT))
    (tmp_path / PAGE).write_text("{{ 1 + 1 }} of its own", encoding="utf-8")
    theme = Theme(name="material", custom_dir=str(tmp_path))
    lend_templates(theme)
    assert theme.get_env().get_template(PAGE).render() == "2 of its own"


def test_another_source_is_compiled_anew() -> None:
    kept = CompiledTemplates()
    said = [
        Environment(loader=DictLoader({"a": text}), bytecode_cache=kept, autoescape=True).get_template("a").render()
        for text in ("one", "two", "two")
    ]
    assert said == ["one", "two", "two"]
    assert set(kept.held) == {"a"}
