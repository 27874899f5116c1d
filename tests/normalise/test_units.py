from __future__ import annotations

import pytest

from generator.models import PolicyRecord, ReadUnit, SourceText, Unit
from generator.normalise.units import AgencyRegistry, name_units
from generator.vocabulary import Agency, Alias, Vocabulary
from tests.normalise.readings import POLICIES, vocabulary


def _named(raw: str, place: str, kind: str = "named", known: Vocabulary | None = None) -> tuple[Unit, list[str]]:
    text = SourceText(path="policies/t/source.txt", text=f"\n(责任单位:{raw})", sha256="0" * 64, encoding="utf-8")
    start = text.text.index(raw)
    read = ReadUnit(raw=raw, role="lead", role_label="责任单位", kind=kind, span=(start, start + len(raw)))  # type: ignore[arg-type]
    named = name_units([read], AgencyRegistry(known or vocabulary(), place), text)
    return named.units[0], [warning.code for warning in named.warnings]


@pytest.mark.parametrize(
    ("raw", "place", "agency"),
    [
        ("财政局", "yixing", "宜兴市财政局"),
        ("市财政局", "yixing", "宜兴市财政局"),
        ("宜兴市财政局", "yixing", "宜兴市财政局"),
        ("财政局", "jiangyin", "江阴市财政局"),
        ("市市场监管局", "yixing", "宜兴市市场监督管理局"),
        ("市纪委（监委）", "yixing", "宜兴市纪委监委"),
        ("市国资委（金融办）", "panjin", "盘锦市国资委(金融办)"),
        ("宣传部（文明办）", "jiangyin", "中共江阴市委宣传部(文明办)"),
        ("发改委", "panjin", "盘锦市发展和改革委员会"),
        ("市监察局", "anonymous-x", "X市监察局"),
        ("国家发展改革委", "jilin", "国家发展和改革委员会"),
        ("中国人民银行", "yixing", "中国人民银行"),
    ],
)
def test_finds_an_agency_of_its_own_jurisdiction_or_above(raw: str, place: str, agency: str) -> None:
    unit, warnings = _named(raw, place)
    assert unit.agency is not None
    assert (unit.agency.name, unit.resolution, warnings) == (agency, "registry", [])


@pytest.mark.parametrize(("raw", "found"), [("省财政厅", True), ("江苏省财政厅", True), ("财政厅", False)])
def test_an_agency_of_the_province_is_meant_only_where_its_level_is_shown(raw: str, found: bool) -> None:
    aliases = tuple(Alias(text=text, examples=(text,)) for text in ("省财政厅", "财政厅"))
    finance = Agency(id="made", name="江苏省财政厅", function="finance", jurisdiction="jiangsu", aliases=aliases)
    known = vocabulary().model_copy(update={"agencies": (*vocabulary().agencies, finance)})
    unit, _ = _named(raw, "yixing", known=known)
    assert (unit.agency is not None and unit.agency.id == "made") == found


def test_a_dual_name_falls_back_to_its_outer_part() -> None:
    unit, _ = _named("财政局(国资办)", "yixing")
    assert unit.agency is not None
    assert unit.agency.name == "宜兴市财政局"


@pytest.mark.parametrize(
    ("raw", "place", "function"),
    [
        ("财政局", "jilin", "财政"),
        ("省发展和改革委员会", "liaoning", "发展改革"),
        ("市社会信用体系建设领导小组办公室", "panjin", "信用工作办公室"),
        ("市人力资源和社会保障局", "yixing", "人力资源和社会保障"),
        ("市水利局", "panjin", "水利"),
        ("财政局", "unknown", "财政"),
    ],
)
def test_an_unregistered_unit_gets_its_function_by_words_and_a_warning(raw: str, place: str, function: str) -> None:
    unit, warnings = _named(raw, place)
    assert unit.agency is None
    assert unit.function is not None
    assert (unit.function.name, unit.resolution, warnings) == (function, "function_words", ["unit_unknown"])


def test_a_name_that_says_nothing_stays_unresolved() -> None:
    unit, warnings = _named("某某中心", "yixing")
    assert (unit.agency, unit.function, unit.resolution, warnings) == (None, None, "unresolved", ["unit_unknown"])


def test_an_unregistered_collective_is_no_cause_for_a_warning() -> None:
    unit, warnings = _named("各相关部门", "jilin", "collective")
    assert unit.function is not None
    assert (unit.function.id, unit.resolution, warnings) == ("departments", "collective", [])


def test_a_misread_name_is_repaired_with_evidence() -> None:
    text = SourceText(path="policies/t/source.txt", text="市委改委", sha256="0" * 64, encoding="utf-8")
    read = ReadUnit(raw="市委改委", role="lead", role_label="牵头单位", kind="named", span=(0, 4))
    named = name_units([read], AgencyRegistry(vocabulary(), "panjin"), text)
    assert named.units[0].agency is not None
    assert named.units[0].agency.name == "盘锦市发展和改革委员会"
    assert [(repair.kind, repair.before, repair.after, repair.span) for repair in named.repairs] == [
        ("unit_damaged", "市委改委", "市发改委", (0, 4))
    ]
    assert named.repairs[0].evidence
    assert [(warning.code, warning.line) for warning in named.warnings] == [("unit_damaged", 1)]


def test_the_same_word_means_another_agency_in_another_place() -> None:
    here, there = _named("金融办", "jiangyin")[0], _named("金融办", "panjin")[0]
    assert here.agency is not None
    assert here.agency.name == "江阴市金融工作办公室"
    assert there.agency is None


@pytest.mark.parametrize("name", POLICIES)
def test_every_unit_of_the_corpus_is_registered(name: str, records: dict[str, PolicyRecord]) -> None:
    units = [unit for task in records[name].tasks for unit in task.units]
    units += [unit for row in records[name].annex_rows for unit in row.units]
    assert [unit.raw for unit in units if unit.agency is None or unit.function is None] == []
    assert not [warning for warning in records[name].warnings if warning.code == "unit_unknown"]


GLUED = [
    ("市发改委市财政局", "panjin", ["市发改委", "市财政局"]),
    ("市政府办市发改委各相关部门", "panjin", ["市政府办", "市发改委", "各相关部门"]),
    ("其它商业银行各镇街道园区", "jiangyin", ["其它商业银行", "各镇街道园区"]),
    ("市发改委市怪名局", "panjin", ["市发改委市怪名局"]),
    ("市水利局市财政局", "nowhere", ["市水利局市财政局"]),
    ("国家税务总局云川市税务局", "nowhere", ["国家税务总局云川市税务局"]),
]


@pytest.mark.parametrize(("raw", "place", "parts"), GLUED)
def test_names_run_together_are_split_where_the_registry_knows_them_all(raw: str, place: str, parts: list[str]) -> None:
    text = SourceText(path="policies/t/source.txt", text=f"(责任单位:{raw})", sha256="0" * 64, encoding="utf-8")
    start = text.text.index(raw)
    read = ReadUnit(raw=raw, role="lead", role_label="责任单位", kind="named", span=(start, start + len(raw)))
    named = name_units([read], AgencyRegistry(vocabulary(), place), text)
    assert [unit.raw for unit in named.units] == parts
    assert [text.text[slice(*unit.span)] for unit in named.units] == parts
    said = [(warning.severity) for warning in named.warnings if warning.code == "units_glued"]
    expected = ["info"] if len(parts) > 1 else ["warning"] if "税务" not in raw else []
    assert said == expected
