"""The Atom feed against the rules of RFC 4287, and what it holds."""

from __future__ import annotations

import datetime
import re

from lxml import etree

from generator.models import Comparison
from generator.render.data import feed
from generator.render.site import Settings, SiteInput
from generator.render.wording import REDACTED
from tests.render import made

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def read(site: SiteInput) -> etree._Element:
    (file,) = feed.files(site)
    assert file.path == "data/feed.xml"
    return etree.fromstring(file.content)


def check(root: etree._Element) -> None:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text or "") for text in ids)
    for node in (root, *root.iterfind(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert TIME.fullmatch(node.findtext(f"{ATOM}updated") or "")
        assert node.findtext(f"{ATOM}author/{ATOM}name")
        alternate = [(link.get("type"), link.get("hreflang")) for link in node.findall(f"{ATOM}link[@rel='alternate']")]
        assert len(alternate) == len(set(alternate)) == 1
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    assert max(root.xpath("//a:entry/a:updated/text()", namespaces={"a": ATOM[1:-1]}), default=None) in (
        None,
        root.findtext(f"{ATOM}updated"),
    )


def test_the_feed_is_valid_and_hostile_text_stays_text() -> None:
    root = read(made.site())
    check(root)
    titles = [node.findtext(f"{ATOM}title") for node in root.iterfind(f"{ATOM}entry")]
    assert titles[0] == "甲：甲市实施意见"
    assert "甲 一(一) 公开<b>" in titles
    assert root.xpath("//*[local-name()='script' or local-name()='b']") == []


def test_newest_documents_come_first_with_their_provisions() -> None:
    root = read(made.site())
    links = root.xpath("//a:entry/a:link/@href", namespaces={"a": ATOM[1:-1]})
    assert links == [
        "../policies/a-2018-1.html",
        "../policies/a-2018-1.html#t-1-1",
        "../policies/a-2018-1.html#t-1-2",
        "../policies/national-2016-76.html",
        "../policies/national-2016-76.html#t-1",
    ]
    times = [node.findtext(f"{ATOM}updated") for node in root.iterfind(f"{ATOM}entry")]
    assert times == ["2018-01-02T00:00:00+08:00"] * 3 + ["2016-12-22T00:00:00+08:00"] * 2


def test_only_the_three_newest_documents_come_with_their_provisions() -> None:
    many = tuple(
        made.local().model_copy(update={"id": f"made-{day}", "issued_on": datetime.date(2020, 1, day)})
        for day in range(1, 6)
    )
    sources = {record.id: made.SOURCE for record in many}
    root = read(made.site(records=many, sources=sources, comparison=Comparison(baseline=None)))
    links = root.xpath("//a:entry/a:link/@href", namespaces={"a": ATOM[1:-1]})
    assert {link.partition("#")[0] for link in links if "#" in link} == {
        f"../policies/made-{day}.html" for day in (5, 4, 3)
    }
    assert len([link for link in links if "#" not in link]) == 5


def test_the_day_of_publication_counts() -> None:
    record = made.national().model_copy(update={"published_on": datetime.date(2020, 5, 6)})
    root = read(made.site(records=(record, made.local())))
    first = root.find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}updated") == "2020-05-06T00:00:00+08:00"
    assert first.findtext(f"{ATOM}published") == "2016-12-22T00:00:00+08:00"


def test_what_was_collected_last_is_new_however_old_it_is() -> None:
    record = made.national()
    source = record.source.model_copy(update={"retrieved_on": datetime.date(2026, 11, 23)})
    root = read(made.site(records=(record.model_copy(update={"source": source}), made.local())))
    first = root.find(f"{ATOM}entry")
    assert first is not None
    assert (first.findtext(f"{ATOM}published"), first.findtext(f"{ATOM}updated")) == (
        "2016-12-22T00:00:00+08:00",
        "2026-11-23T00:00:00+08:00",
    )


def test_documents_without_a_date_are_left_out() -> None:
    undated = tuple(record.model_copy(update={"issued_on": None}) for record in (made.national(), made.local()))
    root = read(made.site(records=undated))
    check(root)
    assert root.findall(f"{ATOM}entry") == []


def test_ids_stay_when_the_site_moves_and_when_documents_come() -> None:
    def ids(site: SiteInput) -> set[str | None]:
        return {node.findtext(f"{ATOM}id") for node in read(site).iterfind(f"{ATOM}entry")}

    moved = ids(made.site(settings=Settings(site_url="https://example.org/x/")))
    assert moved == ids(made.site())
    assert ids(made.site(records=(made.local(),))) < moved


def test_an_address_of_the_site_is_the_base_of_all_links() -> None:
    root = read(made.site(settings=Settings(site_url="https://example.org/kb/")))
    assert root.get("{http://www.w3.org/XML/1998/namespace}base") == "https://example.org/kb/data/feed.xml"


def test_no_personal_data_and_nothing_xml_cannot_hold() -> None:
    record = made.local()
    task = record.tasks[0].model_copy(update={"text": "找张三丰\x00\x08\ufffe。"})
    site = made.site(records=(made.national(), record.model_copy(update={"tasks": (task,)})))
    (file,) = feed.files(site)
    text = file.content.decode()
    assert "张三丰" not in text
    assert f"找{REDACTED}。" in text


def test_the_real_corpus_makes_a_valid_feed() -> None:
    root = read(made.real_site())
    check(root)
    assert len(root.findall(f"{ATOM}entry")) > 20


def test_building_twice_gives_the_same_bytes() -> None:
    assert list(feed.files(made.real_site())) == list(feed.files(made.real_site()))
