"""Whatever a text holds, its page shows all of it as text: nothing of it becomes markup, nothing is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.compare import compare
from generator.models import PolicyRecord, SourceNotes
from generator.normalise import with_domains, with_places
from generator.render.environment import render_page
from generator.render.pages import policies
from generator.render.site import SiteInput
from tests.properties import PIECES, SKELETON, reading_of, record_of, some
from tests.render.every import every_page
from tests.support import real_vocabulary

HOSTILE = (
    *("<zq>", "</zq>", "<zq onload=zq()>", "<script>zq()</script>", "</script><zq>", "<!-- zq -->", "]]>", "<", ">"),
    *("&lt;zq&gt;", "&", "{{ zq }}", "{% zq %}", "{#", "`zq`", "**zq**", "[zq](javascript:zq)", "![zq](x)", "| zq |"),
    *("# zq", "\\", '"', "'", "=zq()", "@zq", "+zq", "\u202e", "\x0b", "<zq\n>"),
)

texts = st.tuples(
    st.lists(st.sampled_from((*HOSTILE, *PIECES)), max_size=12).map("".join),
    st.lists(st.sampled_from((*HOSTILE, *PIECES)), max_size=12).map("".join),
).map(lambda parts: SKELETON.format(*parts))


def page_of(record: PolicyRecord, text: str) -> html.HtmlElement:
    vocabulary = with_domains(with_places(real_vocabulary(), [(reading_of(text), SourceNotes())]), [record])
    site = SiteInput((record,), {record.id: text}, compare([record], vocabulary), vocabulary)
    page = next(page for page in every_page(policies, site) if page.path == f"policies/{record.id}.md")
    return html.document_fromstring(render_page(page, site).split("\n---\n", 1)[1])


def plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@some(15)
@given(texts)
def test_every_item_is_shown_and_nothing_in_it_acts(text: str) -> None:
    record = record_of(text)
    page = page_of(record, text)
    assert page.xpath("//zq") == []
    assert [node for node in page.xpath("//script") if "zq" in node.text_content()] == []
    assert page.xpath("//@onload | //@href[starts-with(., 'javascript:')] | //@src[. = 'x']") == []
    shown = plain(page.text_content())
    for item in (*record.principles, *record.tasks):
        assert plain(item.title) in shown
        for paragraph in item.text.split("\n"):
            assert plain(paragraph) in shown
    for section in record.sections:
        assert plain(section.title) in shown
