import json
import re
from collections import defaultdict
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.data import search_texts
from generator.render.data.search_index import entries, files, shard_of
from generator.render.search import codec
from generator.render.search.codec import DIGITS, clusters, gaps, members, numbers
from generator.render.search.entries import COUNTED, counted_in
from generator.render.search.folding import fold
from generator.render.search.places import BODY
from generator.render.search.postings import CAP, GAP, UNIT, lay_out, postings
from generator.render.search.registry import class_names, other_names, registered_units, suggestions
from generator.render.search.summary import found_of
from tests.render.made import real_site, site


def loaded(made):
    """The index as a script would get it: calls of pkSearch with JSON arguments, by name of the function."""
    found = defaultdict(dict)
    for file in files(made):
        call = re.fullmatch(
            r"pkSearch\.(meta|facets|grams|names|texts|suggest)\((.*)\);\n", file.content.decode(), re.S
        )
        assert call is not None, file.path
        arguments = json.loads(f"[{call[2]}]")
        if len(arguments) == 1:
            found[call[1]] = arguments[0]
        else:
            found[call[1]][arguments[0]] = arguments[1]
    return found


def read_numbers(text):
    """Numbers as codec.py's docstrings say they are written, read by another road than the script's."""
    found, digits = [], []
    for char in text:
        digits.append(DIGITS.index(char))
        if digits[-1] < 32:
            found.append(sum(digit * 60**power for power, digit in enumerate(digits)))
            digits = []
    assert not digits
    return found


def read_gaps(text):
    total, found = 0, []
    for step in read_numbers(text):
        total += step
        found.append(total)
    return found


def read_members(text):
    if text[0] == "-":
        return read_gaps(text[1:])
    bits = "".join(f"{DIGITS.index(char):06b}"[::-1] for char in text[1:])
    return [at for at, bit in enumerate(bits) if bit == "1"]


def read_clusters(text):
    """As codec.clusters says: a gap from the last member, then flags in digits of five that go on but for the last."""
    found, digits, last = [], iter(text), 0
    for digit in digits:
        own = [DIGITS.index(digit)]
        while own[-1] >= 32:
            own.append(DIGITS.index(next(digits)))
        first = last + sum(value * 60**power for power, value in enumerate(own))
        flags = [DIGITS.index(next(digits))]
        while flags[-1] >= 32:
            flags.append(DIGITS.index(next(digits)))
        told = "".join(f"{flag % 32:05b}"[::-1] for flag in flags)
        found += [first, *(first + 1 + at for at, flag in enumerate(told) if flag == "1")]
        last = found[-1]
    return found


def cover(string, frequent):
    """The listed strings that cover a string that is not frequent, with their offsets (see postings.py)."""
    pieces, at = [], 0
    while at < len(string):
        ends = (end for end in range(at + 2, len(string) + 1) if string[at:end] not in frequent)
        end = next(ends, None)
        if end is None:
            start = next(s for s in range(len(string) - 2, -1, -1) if string[s:] not in frequent)
            return [*pieces, (start, string[start:])]
        pieces.append((at, string[at:end]))
        at = end
    return pieces


def places_of(string, lists):
    begins = [
        {place - offset for place in lists.places.get(piece, ())}
        for offset, piece in cover(string, frozenset(lists.frequent))
    ]
    return sorted(set.intersection(*begins))


def test_fold_makes_forms_of_one_wording_alike():
    assert fold("ＰＰＰ") == fold("ppp") == "ppp"
    assert fold("国发〔2016〕 76号") == fold("国发[2016]76号") == fold("国发（２０１６）76号") == "国发(2016)76号"
    assert fold("“清单”") == fold("「清单」") == '"清单"'
    assert fold("2018—2020") == fold("2018-2020")
    assert fold("宜兴\u00a0市\u3000\n") == "宜兴市"
    assert fold("誠信建設、後臺") == fold("诚信建设、后台") == "诚信建设、后台"


@given(st.text(max_size=30))
def test_fold_is_done_character_by_character(text):
    assert fold(text) == "".join(map(fold, text))
    assert GAP not in fold(text)


@given(st.lists(st.integers(0, 2**31)), st.sets(st.integers(0, 400)))
def test_numbers_are_read_as_they_were_written(values, chosen):
    assert read_numbers(numbers(values)) == values
    ascending = sorted(chosen)
    assert read_gaps(gaps(ascending)) == ascending
    assert read_members(members(ascending, 401)) == ascending
    assert len(members(ascending, 401)) <= 68
    assert read_clusters(clusters(ascending)) == codec.read_clusters(clusters(ascending)) == ascending
    assert codec.read_gaps(gaps(values := sorted(values))) == values


@given(
    st.lists(st.lists(st.text("信用失", max_size=40), min_size=1, max_size=3), min_size=1, max_size=6),
    st.integers(1, 4),
    st.text("信用失", min_size=1, max_size=30),
)
def test_every_string_is_found_where_it_stands_and_nowhere_else(made, limit, string):
    layout = lay_out(made)
    lists = postings(layout, limit)
    drawn = layout.text.replace(GAP, " ").split()
    for wanted in {string, *(part[at : at + 5] for part in drawn for at in range(0, len(part), 3))}:
        scanned = [at for at in range(len(layout.text)) if layout.text.startswith(wanted, at)]
        holders = [number for number, fields in enumerate(made) if any(wanted in field for field in fields)]
        if len(wanted) == 1 or wanted in lists.frequent:
            assert list(lists.holders.get(wanted, ([], []))[0]) == holders
        else:
            assert places_of(wanted, lists) == scanned
    assert all(len(places) <= limit or len(gram) == CAP for gram, places in lists.places.items())


def test_entries_begin_at_units_and_titles_stand_before_the_body():
    layout = lay_out([("标题", "正文", "单位"), ("题" * 100, "文")])
    assert all(start % UNIT == 0 for start in layout.starts)
    assert layout.text.startswith("标题") and layout.text.startswith("正文\0单位", BODY)
    assert layout.text[layout.starts[1] :].startswith("题" * 100 + "\0文")


@pytest.mark.parametrize("made", [site(), real_site()], ids=["made", "real"])
def test_shards_hold_what_a_plain_scan_finds(made):
    index = loaded(made)
    found = entries(made)
    folded = [[fold(field) for field in entry.fields()] for entry in found]
    meta = index["meta"]
    slot = dict(zip(meta["policies"], read_numbers(meta["slot"]), strict=True))
    assert meta["policies"] == [record.id for record in made.records]
    assert max(slot.values()) < meta["slots"]
    # Where each entry begins, and its number: both counted from the document's slot.
    starts, entry_numbers = [], []
    for number, (entry, units) in enumerate(zip(found, read_numbers(meta["lengths"]), strict=True)):
        if number == 0 or entry.policy != found[number - 1].policy:
            start, own = slot[entry.policy] * 4096, slot[entry.policy] * 64
        starts.append(start)
        entry_numbers.append(own)
        start, own = start + units * UNIT, own + 1
    at_start = dict(zip(starts, range(len(starts)), strict=True))
    drawn = {field[at : at + 2] for fields in folded[::5] for field in fields for at in range(0, len(field) - 1, 7)}
    for pair in sorted(drawn | {pair[0] for pair in drawn}):
        value = index["grams"][shard_of(pair, meta["shards"]["grams"])][pair]
        scanned = [number for number, fields in enumerate(folded) if any(pair in field for field in fields)]
        titled = [number for number in scanned if pair in folded[number][0]]
        if isinstance(value, list):
            expected = [sorted(entry_numbers[at] for at in holders) for holders in (scanned, titled)]
            assert [read_clusters(part) for part in value] == expected
        else:
            held = {at_start[max(start for start in starts if start <= place)] for place in read_gaps(value)}
            assert sorted(held) == scanned, pair


def test_everything_of_a_record_can_be_found_once():
    made = real_site()
    ids = {
        (record.id, item.id)
        for record in made.records
        for item in (*record.principles, *record.tasks, *(s for s in record.sections if s.item is None))
    }
    counted = [(entry.policy, entry.item) for entry in entries(made) if entry.kind in COUNTED]
    assert sorted(counted) == sorted(ids)
    assert sum(map(counted_in, made.records)) == len(counted)


def test_what_clauses_and_annexes_say_is_searched():
    found = {(entry.policy, entry.item): entry for entry in entries(real_site())}
    task = found["panjin-2017-25", "t-2-2"]
    assert "2017年12月末" not in task.text and ("（附表）", "2017年12月末") in task.deadlines
    assert "2017年12月末" in task.fields()
    assert any("牵头单位：" in field for field in task.fields())
    row = found["panjin-2017-25", "a-8"]
    assert {"牵头单位", "配合单位", "市财政局", "2017年12月末"} <= set(row.fields())


def test_a_cell_is_told_once():
    rows = [entry for entry in entries(real_site()) if entry.kind == "annex_row"]
    assert any("民心网" in row.text for row in rows)
    for row in rows:
        for line in row.text.split("\n"):
            assert row.text.count(line) == 1, (row.item, line)


def test_texts_and_meta_belong_to_the_entries():
    made = real_site()
    index = loaded(made)
    meta, found = index["meta"], entries(made)
    sizes = read_numbers(meta["chunks"])
    assert sum(sizes) == meta["entries"] == len(found)
    texts = [file for record in made.records for file in search_texts.part_files(made, record.id)]
    pieces = [json.loads(f"[{file.content.decode().removeprefix('pkSearch.texts(')[:-3]}]") for file in texts]
    assert [file.path for file in texts] == [f"data/search/t-{name}.js" for name, _ in pieces]
    assert [len(entries) for _, (_, entries) in pieces] == sizes
    shown = [(head, None, entry) for _, (head, entries) in pieces for entry in entries]
    for entry, (head, _, (item, kind, number, title, text, path, domains, units, tail, limits, duty)) in zip(
        found, shown, strict=True
    ):
        assert (head[0], item, meta["kinds"][kind][0]) == (entry.policy, entry.item, entry.kind)
        assert (number, title, text, tuple(path)) == (entry.number, entry.title, entry.text, entry.path)
        assert tuple(domains) == entry.domains
        assert set(domains) <= {domain for domain, _ in meta["domains"]}
        assert [unit[1] for unit in units] == [unit.raw for unit in entry.units]
        assert limits == [f"{where}{raw}" for where, raw in entry.deadlines]
        assert tuple(duty) == entry.duty
        assert tail == ("等（未列全）" if entry.open_list else "（随上级）" if entry.above else "")
    uncounted = [at for at, entry in enumerate(found) if entry.kind not in COUNTED]
    assert read_gaps(meta["uncounted"]) == uncounted


def test_facets_list_the_entries():
    made = real_site()
    facets, found = loaded(made)["facets"], entries(made)
    assert {kind: read_members(held) for kind, held in facets["kind"]} == {
        kind: [at for at, entry in enumerate(found) if entry.kind == kind] for kind in COUNTED
    }
    assert read_members(facets["deadline"]) == [at for at, entry in enumerate(found) if entry.has_deadline]
    assert 0 < len(read_members(facets["deadline"])) < len(found)
    for domain, held in facets["main"]:
        assert read_members(held) == [at for at, entry in enumerate(found) if entry.domains[:1] == (domain,)]
    # 盘锦's fourteen rows end in 2017 (lines 84 to 99), and with them fourteen of its provisions.
    ends = {year: [found[at] for at in read_members(held)] for year, held in facets["years"]}
    assert list(ends) == loaded(made)["meta"]["years"] == ["2017", "2018", "2019", "2020"]
    assert len([entry for entry in ends["2017"] if entry.policy == "panjin-2017-25" and entry.kind in COUNTED]) == 14
    # 江阴 一 sets the first of its three aims for 2018 (line 39), and nothing else in any document ends then.
    assert [(entry.policy, entry.number) for entry in ends["2018"]] == [("jiangyin-2018-draft", "一")]
    for function, role, held in facets["duty"]:
        those = [
            at
            for at, entry in enumerate(found)
            if any(((u.function.id if u.function else ""), u.role) == (function, role) for u in entry.units)
        ]
        assert read_members(held) == those


def test_the_registry_gives_the_other_names_of_a_unit():
    made = real_site()
    found = list(map(found_of, entries(made)))
    table = other_names(registered_units(made, found), len(found))
    names, count, forms, held, functions = table["招管办"]
    assert names == ["宜兴市招投标管理办公室"] and count == 1 and functions == ["bidding-regulation"]
    assert "招投标管理办公室" in forms
    assert {entries(made)[at].policy for at in read_members(held)} == {"yixing-2020-70"}
    assert table["招投标管理办公室"][0] == names
    assert "各相关部门" not in table


def test_a_unit_is_found_by_its_name_with_the_kind_of_its_place():
    made = real_site()
    found = list(map(found_of, entries(made)))
    table = other_names(registered_units(made, found), len(found))
    # 宜兴 writes 发展改革委 and 市场监管局, 盘锦 writes 市发改委.
    assert table["市发展改革委"][:2] == [["宜兴市发展和改革委员会"], 1]
    assert table["市市场监管局"][3] == table["市市场监督管理局"][3] == table["市场监管局"][3]
    assert "盘锦市发展和改革委员会" in table["市发展和改革委员会"][0]
    assert "市市发改委" not in table
    assert not any("市发展改革委" in entry[2] for entry in table.values()), "nobody has written it"


def test_places_are_told_with_those_above_them():
    made = real_site()
    meta = loaded(made)["meta"]
    names = [*(name for _, name, *_ in meta["regions"]), *(name for _, name, _ in meta["uppers"])]
    above = {name: names[at] if at >= 0 else None for name, at in zip(names, meta["above"], strict=True)}
    assert above["盘锦市"] == "辽宁省"
    assert above["宜兴市"] == "无锡市" and above["无锡市"] == "江苏省"
    assert above["吉林省"] is None and above["江苏省"] is None, "the country stands above none"


def test_a_name_that_no_document_writes_tells_the_kind_of_unit():
    made = real_site()
    found = list(map(found_of, entries(made)))
    written = {unit.raw for entry in found for unit in entry.units}
    kinds = class_names(made, found)
    assert "市财政局" in written and kinds["市财政局"] == ["finance"]
    registered = other_names(registered_units(made, found), len(found))
    others = [name for name in kinds if name not in written and name not in registered]
    assert others
    table = loaded(made)["names"]
    assert all(table[shard_of(name, len(table))][name][4] == kinds[name] for name in others)


def test_suggestions_name_units_domains_and_documents():
    made = real_site()
    proposed = suggestions(made, list(map(found_of, entries(made))))
    assert ["招管办", 2, ["宜兴市招投标管理办公室"]] in proposed["units"]
    assert ["yixing-2020-70", "宜政办发〔2020〕70号", "宜兴市关于加强政务诚信建设的实施意见"] in proposed["documents"]
    assert all(count > 0 for _, _, count in proposed["domains"])


def test_no_personal_data_in_the_index():
    of_documents = (search_texts.part_files(site(), record.id) for record in site().records)
    for file in chain(files(site()), *of_documents):
        assert "张三丰" not in file.content.decode()
