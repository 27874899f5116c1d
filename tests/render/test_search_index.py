import json
import re

from hypothesis import given
from hypothesis import strategies as st

from generator.render.data.search_index import COUNTED, entries, files, fold, grams, shard_of
from tests.render.made import real_site, site


def loaded(made):
    """The index as a script would get it: calls of pkSearch with JSON arguments."""
    meta, postings, texts = {}, {}, {}
    for file in files(made):
        call = re.fullmatch(r"pkSearch\.(meta|grams|texts)\((.*)\);\n", file.content.decode(), re.S)
        assert call is not None, file.path
        arguments = json.loads(f"[{call[2]}]")
        if call[1] == "meta":
            meta = arguments[0]
        elif call[1] == "grams":
            postings[arguments[0]] = arguments[1]
        else:
            texts[arguments[0]] = arguments[1]
    return meta, postings, texts


def holders(gram, meta, postings):
    found, value = [], 0
    for step in postings[shard_of(gram, meta["shards"])].get(gram, []):
        value += step
        found.append((value // 2, bool(value % 2)))
    return found


def test_fold_makes_forms_of_one_wording_alike():
    assert fold("ＰＰＰ") == fold("ppp") == "ppp"
    assert fold("国发〔2016〕 76号") == fold("国发[2016]76号") == fold("国发（２０１６）76号") == "国发(2016)76号"
    assert fold("“清单”") == fold("「清单」") == '"清单"'
    assert fold("2018—2020") == fold("2018-2020")
    assert fold("宜兴\u00a0市\u3000\n") == "宜兴市"


@given(st.text(max_size=30))
def test_fold_is_done_character_by_character(text):
    assert fold(text) == "".join(map(fold, text))


def test_no_gram_spans_two_fields():
    assert grams(("信用", "公开")) == {"信", "用", "公", "开", "信用", "公开"}


def test_postings_are_what_a_plain_scan_finds():
    for made in (site(), real_site()):
        meta, postings, _ = loaded(made)
        found = entries(made)
        wanted = {gram for entry in found[:: max(1, len(found) // 12)] for gram in grams(entry.fields())}
        for gram in sorted(wanted):
            scanned = [
                (number, gram in fold(entry.title))
                for number, entry in enumerate(found)
                if any(gram in fold(field) for field in entry.fields())
            ]
            assert holders(gram, meta, postings) == scanned, gram


def test_everything_of_a_record_can_be_found_once():
    made = real_site()
    ids = {
        (record.id, item.id)
        for record in made.records
        for item in (*record.principles, *record.tasks, *(s for s in record.sections if s.item is None))
    }
    counted = [(entry.policy, entry.item) for entry in entries(made) if entry.kind in COUNTED]
    assert sorted(counted) == sorted(ids)


def test_texts_and_meta_belong_to_the_entries():
    made = site()
    meta, _, texts = loaded(made)
    found = entries(made)
    assert len(meta["entries"]) == len(found) == sum(map(len, texts.values()))
    for number, entry in enumerate(found):
        policy, item, kind, domains, _duties = meta["entries"][number]
        shown = texts[number // meta["chunk"]][number % meta["chunk"]]
        assert (meta["policies"][policy]["id"], item, meta["kinds"][kind][0]) == (entry.policy, entry.item, entry.kind)
        assert tuple(meta["domains"][domain][0] for domain in domains) == entry.domains
        assert shown[1:3] == [entry.title, entry.text]


def test_no_personal_data_in_the_index():
    for file in files(site()):
        assert "张三丰" not in file.content.decode()
