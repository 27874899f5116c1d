"""The page on citations: which documents are cited, and the drawing of what rests on what."""

from itertools import pairwise

import pytest

from generator.render.citation_graph import documents, wrapped
from generator.render.citation_layout import graph
from generator.render.wording import LEVELS
from tests.render.every import rendered, words
from tests.render.made import real_site, site


def test_cited_documents_are_one_whatever_their_brackets():
    by_title = {document.title: document for document in documents(site())}
    assert by_title["国家意见"].policy == "national-2016-76"
    assert [citing for citing, _ in by_title["国家意见"].cited_by] == ["a-2018-1"]
    assert by_title["某省意见"].policy is None
    assert by_title["某省意见"].place is None


def test_wanted_documents_leave_out_what_does_not_exist_yet():
    page = rendered(site(), "citations.md")
    assert words(page.xpath("//table[last()]")[-1].xpath("./tbody/tr/td[1]")) == ["某省意见"]


def test_an_interpretation_that_is_wanted_is_no_document_that_is_held():
    page = rendered(real_site(), "citations.md")
    held = {record.title for record in real_site().records}
    wanted = words(page.xpath("//table[last()]")[-1].xpath("./tbody/tr/td[1]"))
    assert "《宜兴市关于加强政务诚信建设的实施意见》的解读" in wanted
    assert not held & set(wanted)
    (node,) = page.xpath("//a[contains(@class, 'pk-node')][contains(string(title), '的解读')]")
    assert words(node.xpath("./text[@class='pk-node-place']")) == ["宜兴 · 解读 · 待收录"]


def boxes(drawing):
    for node in drawing.nodes:
        yield node, (node.x, node.y, node.x + drawing.node_width, node.y + drawing.node_height)


@pytest.mark.parametrize("made", [site(), real_site()], ids=["small", "real"])
def test_no_line_of_the_drawing_crosses_a_box(made):
    drawing = graph(made)
    assert drawing.edges
    for edge in drawing.edges:
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            assert x1 == x2 or y1 == y2
            for node, (left, top, right, bottom) in boxes(drawing):
                crosses = min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
                assert not crosses, (edge, node.title)


@pytest.mark.parametrize("made", [site(), real_site()], ids=["small", "real"])
def test_boxes_keep_apart_and_inside_the_drawing(made):
    drawing = graph(made)
    placed = [box for _, box in boxes(drawing)]
    for number, (left, top, right, bottom) in enumerate(placed):
        assert left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height
        for other in placed[number + 1 :]:
            assert other[0] >= right or other[2] <= left or other[1] >= bottom or other[3] <= top
    for edge in drawing.edges:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in edge.points)


def test_lines_end_at_the_documents_they_tie():
    drawing = graph(real_site())
    found = {node.key: box for node, box in boxes(drawing)}
    for edge in drawing.edges:
        for key, (x, y) in ((edge.source, edge.points[0]), (edge.target, edge.points[-1])):
            left, top, right, bottom = found[key]
            assert left < x < right
            assert y in (top, bottom)


def test_higher_levels_stand_higher():
    drawing = graph(real_site())
    heights = {node.policy: node.y for node in drawing.nodes if node.policy}
    order = [heights[record.id] for record in real_site().records if record.jurisdiction.level != "unknown"]
    assert order == sorted(order)


def test_a_document_of_an_unknown_issuer_stands_on_no_level():
    """It stood on the level of the document that cites it, as if it had been issued there."""
    drawing = graph(real_site())
    unknown = [node for node in drawing.nodes if node.place is None]
    assert len(unknown) > 1
    (lane,) = [lane for lane in drawing.lanes if lane.name == LEVELS["unknown"]]
    assert all(lane.y <= node.y < lane.y + lane.height for node in unknown)
    assert lane.y == max(other.y for other in drawing.lanes)


def test_long_titles_end_in_an_ellipsis():
    assert wrapped("一二三四五", 2, 3) == ("一二", "三四", "五")
    assert wrapped("一二三四五六七", 2, 3) == ("一二", "三四", "五…")


def test_no_line_of_the_drawing_ends_within_a_number():
    assert wrapped("规划纲要(2015—2020年)", 6, 3) == ("规划纲要(", "2015—2020年", ")")
    assert wrapped("行动纲要(2015-2020年)", 7, 2) == ("行动纲要(2015-", "2020年)"), "figures take half the room"
    assert all(
        not (above[-1].isdigit() and below[0].isdigit())
        for node in graph(real_site()).nodes
        for above, below in pairwise(node.lines)
    )
