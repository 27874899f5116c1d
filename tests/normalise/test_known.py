"""Whatever a citation can mean among all documents, it means among those that answer to its title or number."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from generator.models import PolicyStub, ReadCitation, ReadMetadata, ReadOutline
from generator.models.reading import Reading
from generator.normalise.citations import resolve_citations
from generator.normalise.known import Known, outline_of

ISSUERS = ("国务院", "海云市人民政府", "")
CORES = ("加强诚信建设的意见", "深化改革的意见", "诚信")
NUMBERS = (None, "国发〔2016〕76号", "海政发[2020]3号")

titles = st.builds(
    lambda issuer, core, notice: (
        f"{issuer}关于印发{core}的通知" if notice else f"{issuer}关于{core}" if issuer else core
    ),
    st.sampled_from(ISSUERS),
    st.sampled_from(CORES),
    st.booleans(),
)
named = st.one_of(titles, titles.map(lambda title: f"《{title}》政策解读"))
statuses = st.sampled_from(("full", "digest", "interpretation"))
stubs = st.lists(
    st.tuples(named, st.sampled_from(NUMBERS), st.sampled_from(("a", "b", "c")), statuses),
    max_size=8,
).map(
    lambda made: [
        PolicyStub(id=f"p{at}", title=title, doc_number=number, jurisdiction=place, text_status=status)
        for at, (title, number, place, status) in enumerate(made)
    ]
)
relations = st.sampled_from(("basis", "related_interpretation"))
citations = st.lists(st.tuples(titles, st.sampled_from(NUMBERS), relations), max_size=4).map(
    lambda made: tuple(
        ReadCitation(
            title=f"《{title}》" if relation == "basis" else title, number=number, relation=relation, span=(0, 1)
        )
        for title, number, relation in made
    )
)


@given(stubs, citations)
def test_citations_are_resolved_the_same_among_the_documents_that_answer(
    held: list[PolicyStub], cited: tuple[ReadCitation, ...]
) -> None:
    outline = outline_of(Reading(metadata=ReadMetadata(), citations=cited))
    known = Known(held)
    for own, places in itertools.product(("p0", "p9"), (("a",), ("b", "c"), ())):
        answering = known.answering(own, outline.asks)
        assert resolve_citations(cited, answering, own, places) == resolve_citations(cited, held, own, places)


def test_an_outline_without_citations_asks_for_nothing() -> None:
    held = [PolicyStub(id="p", title="意见", jurisdiction="a", text_status="full")]
    assert outline_of(Reading(metadata=ReadMetadata())) == ReadOutline(metadata=ReadMetadata())
    assert Known(held).answering("q", ()) == ()
