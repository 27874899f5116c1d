"""`policykb vocabulary suggest`: what it prints can be pasted, and then nothing is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.pipeline import read_corpus
from generator.places import places_by_id
from generator.suggest import agency_entries, defined_names, suggest_agencies, suggest_places
from generator.suggest.agencies import AgencySuggestion
from generator.suggest.definitions import Definition
from generator.vocabulary import Place
from generator.vocabulary_files import load_vocabulary
from tests.support import ROOT, copy_knowledge_base, policykb, real_corpus, tree

PLAN = ROOT / "tests/fixtures/haiyun-2021-18.txt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_knowledge_base(tmp_path / "root", ["national-2016-76", "yixing-2020-70"])
    (root / "policies/haiyun-2021-18").mkdir()
    (root / "policies/haiyun-2021-18/source.txt").write_bytes(PLAN.read_bytes())
    return root


def _add(root: Path, id_: str, text: str) -> None:
    folder = root / "policies" / id_
    folder.mkdir()
    (folder / "source.txt").write_text(text, encoding="utf-8")


def _suggest(root: Path, *arguments: str) -> str:
    finished = policykb("vocabulary", "suggest", *arguments, cwd=root)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_what_is_printed_can_be_pasted(root: Path) -> None:
    before = tree(root)
    for only, name in (("places", "jurisdictions.yaml"), ("agencies", "agencies.yaml")):
        printed = _suggest(root, "--only", only)
        assert tree(root) == before
        with (root / "schema/vocabulary" / name).open("a", encoding="utf-8") as file:
            file.write(printed)
        before = tree(root)
    vocabulary = load_vocabulary(root / "schema/vocabulary")
    assert places_by_id(vocabulary)["haiyun"].signs[1].text == "海政办发"
    finance = next(agency for agency in vocabulary.agencies if agency.id == "haiyun-finance")
    assert (finance.name, finance.function) == ("海云市财政局", "finance")
    for agency in vocabulary.agencies:
        for alias in agency.aliases:
            assert all(alias.text in example for example in alias.examples)
    record = next(record for record in read_corpus(root).records if record.id == "haiyun-2021-18")
    left = [w.message.split("“")[1].split("”")[0] for w in record.warnings if w.code == "unit_unknown"]
    assert left == ["市分类办"]
    assert not [w for w in record.warnings if w.code == "jurisdiction_unregistered"]


def test_agencies_of_nowhere_are_not_offered_but_their_documents_named(root: Path) -> None:
    """An entry without a place would keep the whole vocabulary from being read."""
    text = "政务诚信建设实施方案\n\n一、主要任务\n\n（一）政府采购。公开信息。（责任单位：市财政局）\n"
    _add(root, "nowhere-1", text)
    printed = _suggest(root, "--only", "agencies")
    assert "unknown" not in printed
    assert printed.splitlines()[-1].startswith("# 1 份文件看不出地区，其中的单位没有列出：nowhere-1；")


def test_a_place_without_its_province_says_that_its_parent_is_to_be_filled_in(root: Path) -> None:
    printed = _suggest(root, "--only", "places")
    (place,) = yaml.safe_load("places:\n" + printed)["places"]
    assert (place["level"], place["parent"]) == ("prefecture", "national")
    lines = printed.splitlines()
    at = lines.index("    parent: national")
    assert lines[at - 1].strip().startswith("# 只知道在全国之内：请把 parent 改为所属省、自治区的编号")


def test_a_parent_is_to_be_filled_in_only_where_places_stand_between() -> None:
    known = load_vocabulary(ROOT / "schema/vocabulary")
    above = Place(id="haiyun", name="海云市", short="海云", level="prefecture", parent="national", derived=True)
    below = Place(id="lingze", name="灵泽县", short="灵泽", level="county", parent="haiyun", derived=True)
    province = Place(id="yunling", name="云岭省", short="云岭", level="province", parent="national", derived=True)
    held = known.model_copy(update={"places": (*known.places, below, above, province)})
    assert {found.place.id: found.between for found in suggest_places((), held)} == {
        "haiyun": True,
        "yunling": False,
        "lingze": False,
    }


def test_what_nobody_can_tell_stands_there_as_a_comment(root: Path) -> None:
    printed = _suggest(root, "--only", "agencies")
    assert "  # - id: haiyun-shifenleiban\n" in printed
    assert "haiyun-shifenleiban" not in {entry["id"] for entry in yaml.safe_load("agencies:\n" + printed)["agencies"]}


def test_a_name_defined_in_passing_is_offered_with_what_it_stands_for(root: Path) -> None:
    corpus = read_corpus(root)
    found = suggest_agencies(corpus.records, corpus.sources, corpus.vocabulary)
    office = next(entry for entry in found if entry.aliases[0][0] == "市分类办")
    assert office.name == "市生活垃圾分类工作领导小组办公室"
    record = next(record for record in corpus.records if record.id == "haiyun-2021-18")
    assert [(entry.short, entry.line) for entry in defined_names(record, corpus.sources[record.id])] == [
        ("市分类办", 30)
    ]


def test_a_damaged_name_is_a_suggestion_and_nothing_more(root: Path) -> None:
    source = root / "policies/yixing-2020-70/source.txt"
    source.write_bytes(source.read_bytes().replace("市场监管局".encode(), "市场监晋局".encode()))
    corpus = read_corpus(root)
    record = next(record for record in corpus.records if record.id == "yixing-2020-70")
    units = [unit for task in record.tasks for unit in task.units if "监晋" in unit.raw]
    assert units
    assert all(unit.agency is None for unit in units)
    found = suggest_agencies(corpus.records, corpus.sources, corpus.vocabulary)
    damaged = next(entry for entry in found if "监晋" in entry.name)
    assert damaged.near[0].agency == "yixing-market-regulation"
    assert "——如系同一单位，请改为它的别名" in agency_entries([damaged])


def test_a_corpus_that_is_registered_needs_nothing() -> None:
    corpus = real_corpus()
    assert suggest_agencies(corpus.records, corpus.sources, corpus.vocabulary) == ()
    assert suggest_places(corpus.records, corpus.vocabulary) == ()


def test_hostile_names_stay_yaml() -> None:
    name = "局\": {x: \u2028!!python/object '\\\n- 办"
    entry = AgencySuggestion(
        id="x-1", name=name, jurisdiction="x", aliases=((name, name),), function="finance", where=(name,)
    )
    loaded = yaml.safe_load("agencies:" + agency_entries([entry]))
    assert loaded["agencies"][0]["name"] == name
    assert loaded["agencies"][0]["aliases"] == [{"text": name, "examples": [name]}]


def test_a_short_name_of_a_registered_agency_is_offered_as_an_alias(root: Path) -> None:
    source = root / "policies/yixing-2020-70/source.txt"
    text = source.read_text(encoding="utf-8")
    source.write_text(text + "\n宜兴市审计局（以下简称审局）。\n", encoding="utf-8")
    corpus = read_corpus(root)
    found = suggest_agencies(corpus.records, corpus.sources, corpus.vocabulary)
    short = next(entry for entry in found if entry.aliases[0][0] == "审局")
    assert short.agency == "yixing-audit"
    assert "yixing-audit 的简称" in agency_entries([short])
    assert Definition.model_fields.keys() == {"name", "short", "line", "span"}


def test_an_example_from_a_table_is_one_cell(root: Path) -> None:
    """The cell beside it may name the person in charge."""
    (root / "policies/haiyun-2021-18/source.txt").write_text(
        "青川市数字政府建设方案\n\n青政发〔2023〕15号\n\n一、建设平台\n建成平台。\n\n附件\n\n任务分工表\n\n"
        "序号\t工作任务\t牵头单位\t责任领导\n1\t建设平台\t市大数据局\t欧阳某某\n",
        encoding="utf-8",
    )
    printed = _suggest(root, "--only", "agencies")
    assert 'examples: ["市大数据局"]' in printed
    assert "欧阳某某" not in printed


def test_of_a_listed_place_level_and_parent_are_said_to_be_known(root: Path) -> None:
    text = "常州市停车实施方案\n\n一、主要任务\n\n（一）加密站点。新增站点。\n\n常州市人民政府\n2022年3月5日\n"
    _add(root, "changzhou-1", text)
    printed = _suggest(root, "--only", "places")
    lines = printed.splitlines()
    at = lines.index("  - id: changzhou")
    assert "级别和上级按行政区划名录" in lines[at - 1] and "    parent: jiangsu" in lines[at:]
    assert "级别按名称推定" in lines[lines.index("  - id: haiyun") - 1]
