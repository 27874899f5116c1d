import json

import jinja2
import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError
from lxml import html

from generator.render import environment
from generator.render.environment import (
    escape_markdown,
    index_of,
    json_for_script,
    percent,
    relative_href,
    render_page,
)
from generator.render.site import Page
from tests.render import made

anything = st.text(
    alphabet=st.one_of(st.sampled_from("#*_`[](){}<>&!|~\\+-.:=\"'\n 1甲"), st.characters(exclude_categories=["Cs"]))
)


@given(anything)
@example("一、<script>x</script> {: #id onclick=1 }")
@example("# 标题 {#top}")
@example("[甲](javascript:x) ![乙](y) <http://a.b> &lt; **粗** `码`")
def test_text_in_a_heading_is_shown_as_it_is_and_nothing_more(text):
    kept = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    made_html = markdown.markdown(f"# 甲{escape_markdown(kept)}乙 {{#top}}", extensions=["attr_list", "tables", "toc"])
    found = html.fragment_fromstring(made_html, create_parent="div")
    heading = found[0]
    assert (len(found), heading.tag, list(heading)) == (1, "h1", [])
    assert dict(heading.attrib) == {"id": "top"}
    assert "".join(heading.text_content().split()) == "".join(f"甲{escaped_controls(kept)}乙".split())


def escaped_controls(text: str) -> str:
    return text.replace("\u2028", "").replace("\u2029", "").replace("\ufeff", "")


@given(
    st.recursive(anything | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(anything, inner))
)
def test_json_survives_a_script_element_and_cannot_leave_it(value):
    text = str(json_for_script(value))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index.md", "policies/a.md#t-2-1", "policies/a.html#t-2-1"),
        ("policies/a.md", "domains/finance.md", "../domains/finance.html"),
        ("policies/a.md", "policies/b.md#src-t-1", "b.html#src-t-1"),
        ("policies/a.md", "data/policies/a.yaml", "../data/policies/a.yaml"),
        ("policies/a.md", "search.md?q=甲&domain=b#top", "../search.html?q=甲&domain=b#top"),
        ("policies/a.md", "#t-1", "#t-1"),
        ("desk.md", "index.md", "index.html"),
    ],
)
def test_addresses_are_relative_to_the_page(page, target, expected):
    assert relative_href(page, target) == expected


def test_shares_are_percentages_and_the_unmeasured_is_a_dash():
    assert [percent(share) for share in (0.0, 0.004, 0.375, 1.0, None)] == ["0%", "0%", "38%", "100%", "—"]


@pytest.fixture
def templates(monkeypatch):
    held: dict[str, str] = {}
    own, _ = environment._environment_and_code.__wrapped__()
    own.loader = DictLoader(held)
    monkeypatch.setattr(environment, "_environment", lambda: own)
    return held


def test_front_matter_carries_a_hostile_title_safely(templates):
    templates["kind-of.html"] = "# {{ page.title | md }} {#top}\n{# said to nobody #}\n<p>{{ text }}</p>"
    title = '甲: "乙" <b>\n---\nhide: x\u2028'
    page = Page("a/b.md", title, "kind-of.html", {"text": "<i>{{ 7*7 }}</i>", "wide": True})
    text = render_page(page, made.site())
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    meta = yaml.safe_load(head)
    assert meta["title"] == title.replace("\u2028", "")
    assert (meta["kind"], meta["hide"]) == ("kind-of", ["navigation", "toc"])
    assert "{#top}" in body
    assert "said to nobody" not in body
    assert "<p>&lt;i&gt;{{ 7*7 }}&lt;/i&gt;</p>" in body


def test_a_page_without_wide_keeps_its_side_columns(templates):
    templates["a.html"] = "text"
    assert "hide" not in render_page(Page("a.md", "甲", "a.html"), made.site())


def test_a_template_may_not_ask_for_what_is_not_there(templates):
    templates["a.html"] = "{{ nothing }}"
    with pytest.raises(UndefinedError, match="nothing"):
        render_page(Page("a.md", "甲", "a.html"), made.site())


def test_the_index_is_built_once_for_a_site():
    one, other = made.site(), made.site()
    assert index_of(one) is index_of(one)
    assert index_of(one) is not index_of(other)


def test_the_hash_of_the_build_is_shown_where_the_caller_gives_it(templates):
    templates["a.html"] = ""
    given_hash = render_page(Page("a.md", "甲", "a.html"), made.site(source_hash="f" * 64))
    own = render_page(Page("a.md", "甲", "a.html"), made.site())
    assert yaml.safe_load(given_hash.split("---")[1])["source_hash"] == "f" * 12
    assert yaml.safe_load(own.split("---")[1])["source_hash"] == index_of(made.site()).source_hash


def test_a_page_on_a_part_names_only_what_is_true_of_itself(templates):
    templates["a.html"] = "{{ text }}"

    def head(about: str, corpus: str, text: str = "某条") -> dict[str, str]:
        page = Page("a.md", "甲", "a.html", {"text": text}, about=about)
        return yaml.safe_load(render_page(page, made.site(source_hash=corpus)).split("---")[1])

    assert head("e" * 64, "f" * 64)["text_hash"] == "e" * 12
    assert head("e" * 64, "f" * 64) == head("e" * 64, "a" * 64)
    assert head("", "f" * 64) == head("", "a" * 64)
    assert head("", "f" * 64)["page_hash"] != head("", "f" * 64, "另一条")["page_hash"]


def test_control_characters_never_reach_a_page(templates):
    templates["a.html"] = "<p>{{ text }}</p>"
    page = Page("a.md", "甲", "a.html", {"text": "甲\x00\x1b[31m乙\u2028丙\t丁"})
    assert "<p>甲[31m乙丙\t丁</p>" in render_page(page, made.site())


def test_what_another_process_compiled_is_not_compiled_again(monkeypatch):
    compiled = environment.compiled_templates()
    assert len(compiled) > 10
    environment._environment_and_code.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "_generate", lambda *_, **__: pytest.fail("compiled again"))
        environment.use_compiled(compiled)
        environment.compile_templates()
