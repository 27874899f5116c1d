"""Every entry of the vocabularies keeps what its examples promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.models import ReadMetadata
from generator.normalise.folding import fold
from generator.normalise.jurisdictions import find_jurisdiction
from generator.normalise.units import AgencyRegistry
from generator.parse import parse
from generator.places import places_by_id
from generator.problems import PolicykbError
from generator.read import find_source, read_source
from generator.validate.vocabulary import vocabulary_problems
from generator.vocabulary import Cue, Domain, Example, Mention, Vocabulary
from generator.vocabulary_files import FILES, load_vocabulary
from tests.normalise.readings import POLICIES, truth
from tests.support import real_vocabulary

ROOT = Path(__file__).resolve().parents[1]
VOCABULARY = real_vocabulary()
TABLES = [
    name
    for name, field in Vocabulary.model_fields.items()
    if name
    not in {
        "baseline",
        "subject",
        "domain_groups",
        "domains",
        "functions",
        "agencies",
        "outdated_laws",
        "divisions",
        "counties",
        "former_counties",
        "places",
        "role_labels",
        "domain_words",
        "naming_words",
    }
    and field.annotation is not None
]
SOURCES = {
    folder.name: (folder / "source.txt").read_text(encoding="utf-8").replace("\xa0", " ")
    for folder in sorted((ROOT / "policies").iterdir())
    if (folder / "source.txt").is_file()
}


def _patterns() -> list[tuple[str, str, Example]]:
    found = []
    for table in TABLES:
        for entry in getattr(VOCABULARY, table):
            pattern = entry.title if hasattr(entry, "title") else entry
            found.extend((table, pattern.pattern, example) for example in pattern.examples)
    return found


def _cues() -> list[tuple[str, Cue]]:
    cues = [(domain.id, cue) for domain in VOCABULARY.domains for cue in domain.cues]
    cues += [(function.id, word) for function in VOCABULARY.functions for word in function.words]
    return cues + [(place.id, sign) for place in VOCABULARY.places for sign in place.signs]


def test_the_tables_of_patterns_are_all_here() -> None:
    assert {"document_types", "deadlines", "section_words", "boilerplate", "unit_patterns", "damage"} <= set(TABLES)


PLANS_IN_OTHER_WORDS = tuple(
    (ROOT / "tests" / "fixtures" / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("hechuan-2019-27", "lanqiao-2018-23", "qiyuan-2022-31")
)
"""Invented plans; their words for what the documents call otherwise (失信必究, 政务承诺) belong into the vocabulary."""

LATER_DOMAINS = {"GOV-JUDG", "KEY-ARR", "KEY-BIZ", "KEY-LAND"}
"""Matters of plans from 2018 on, which the hand-made taxonomy does not know."""


@pytest.mark.parametrize(("table", "pattern", "example"), _patterns())
def test_patterns_find_what_their_examples_say(table: str, pattern: str, example: Example) -> None:
    match = re.search(pattern, example.text)
    assert (match.group() if match else "") == example.finds


def test_every_pattern_has_an_example_that_it_finds() -> None:
    found = {(table, pattern) for table, pattern, example in _patterns() if example.finds}
    assert {(table, pattern) for table, pattern, _ in _patterns()} == found


@pytest.mark.parametrize(("owner", "cue"), _cues(), ids=lambda value: value if isinstance(value, str) else value.text)
def test_cues_stand_in_their_examples(owner: str, cue: Cue) -> None:
    assert cue.examples
    assert all(cue.text in example for example in cue.examples)


@pytest.mark.parametrize("domain", VOCABULARY.domains, ids=lambda domain: domain.id)
def test_examples_of_domains_are_passages_of_the_documents(domain: Domain) -> None:
    passages = [example for cue in domain.cues for example in cue.examples]
    texts = (*SOURCES.values(), *PLANS_IN_OTHER_WORDS)
    assert [passage for passage in passages if not any(passage in text for text in texts)] == []


MENTIONS = [(domain, mention) for domain in VOCABULARY.domains for mention in domain.mentions]


@pytest.mark.parametrize(("domain", "mention"), MENTIONS, ids=lambda value: getattr(value, "id", None) or value.text)
def test_a_mention_names_its_domain_in_its_examples(domain: Domain, mention: Mention) -> None:
    assert mention.examples
    barred = re.compile("|".join(map(re.escape, mention.not_in)) or "(?!)")
    assert all(mention.text in barred.sub("", example) for example in mention.examples)


def test_what_bars_a_mention_or_is_loose_is_a_word_of_the_vocabulary() -> None:
    assert [mention.text for _, mention in MENTIONS if any(mention.text not in word for word in mention.not_in)] == []
    for domain in VOCABULARY.domains:
        cues = {cue.text for cue in domain.cues}
        assert set(domain.loose) <= cues - {mention.text for mention in domain.mentions}
        folded = [fold(mention.text) for mention in domain.mentions]
        assert len(set(folded)) == len(folded)


def test_domains_are_those_of_the_hand_made_taxonomy() -> None:
    told = yaml.safe_load((ROOT / "tests" / "truth" / "taxonomy.yaml").read_text(encoding="utf-8"))["domains"]
    held = [domain for domain in VOCABULARY.domains if domain.code not in LATER_DOMAINS]
    assert [domain.code for domain in held] == [entry["code"] for entry in told]
    assert [domain.national_clause for domain in held] == [entry["national"] for entry in told]
    assert len(VOCABULARY.domains) == len(held) + len(LATER_DOMAINS)


def test_definitions_are_sentences() -> None:
    definitions = [domain.definition for domain in VOCABULARY.domains]
    assert len(set(definitions)) == len(definitions)
    assert all(len(text) >= 12 and text.endswith("。") for text in definitions)


@pytest.fixture(scope="module")
def baseline() -> dict[str, str]:
    """Item id -> title of the national guideline."""
    assert VOCABULARY.baseline is not None
    path = find_source(ROOT / "policies" / VOCABULARY.baseline, "policies/x")
    reading = parse(read_source(path, "policies/x/source.txt"), VOCABULARY)
    return {item.id: item.title for item in (*reading.tasks, *reading.principles)}


def test_every_national_item_exists_and_is_about_the_domain(baseline: dict[str, str]) -> None:
    named = [(domain, item) for domain in VOCABULARY.domains for item in domain.national_items]
    assert [item for _, item in named if item not in baseline] == []
    by_item: dict[str, list[str]] = {}
    for domain, item in named:
        by_item.setdefault(item, []).append(domain.id)
    assert {item: ids for item, ids in by_item.items() if len(ids) > 1} == {
        "t-4-2": ["dishonesty-records", "credit-information"],
        "t-5-6": ["townships-and-subdistricts", "pilots"],
    }
    assert set(by_item) == set(baseline)


def test_a_national_clause_and_its_items_come_together() -> None:
    assert [d.id for d in VOCABULARY.domains if bool(d.national_clause) != bool(d.national_items)] == []


def test_cues_belong_to_one_domain() -> None:
    owners: dict[str, set[str]] = {}
    for domain in VOCABULARY.domains:
        for cue in domain.cues:
            owners.setdefault(fold(cue.text), set()).add(domain.id)
    shared = {text for text, ids in owners.items() if len(ids) > 1}
    # Among the safeguards 监督检查 is about the plan being carried out.
    assert shared <= {"财务公开", "监督检查"}, shared


ALIASES = [(agency, alias) for agency in VOCABULARY.agencies for alias in agency.aliases]


@pytest.mark.parametrize(("agency", "alias"), ALIASES, ids=lambda value: getattr(value, "id", None) or value.text)
def test_every_alias_means_its_agency_in_its_jurisdiction(agency: object, alias: object) -> None:
    from generator.vocabulary import Agency, Alias

    assert isinstance(agency, Agency)
    assert isinstance(alias, Alias)
    found = AgencyRegistry(VOCABULARY, agency.jurisdiction).find(alias.text)
    assert found is not None
    assert found.agency.id == agency.id
    assert alias.examples
    assert all(alias.text in example for example in alias.examples)
    assert any(example.replace("\xa0", " ") in text for example in alias.examples for text in SOURCES.values())


def test_the_hand_made_registry_is_in_the_vocabulary() -> None:
    told = yaml.safe_load((ROOT / "tests" / "truth" / "units_registry.yaml").read_text(encoding="utf-8"))
    codes = {function.id: function.code for function in VOCABULARY.functions}
    for name, agencies in told.items():
        place = {"template": "anonymous-x"}.get(name, name)
        registry = AgencyRegistry(VOCABULARY, place)
        for entry in agencies:
            for alias in entry["aliases"]:
                found = registry.find(alias)
                assert found is not None, (name, alias)
                assert found.agency.collective is entry["canonical"].startswith("@"), alias
                assert codes[found.agency.function] == entry["cls"].split()[0].lstrip("@"), alias


def test_misreadings_are_marked() -> None:
    assert [(agency.id, alias.text) for agency, alias in ALIASES if alias.damaged] == [
        ("panjin-development-and-reform", "市委改委")
    ]


def test_every_function_is_used_or_has_words() -> None:
    used = {agency.function for agency in VOCABULARY.agencies}
    assert [function.id for function in VOCABULARY.functions if function.id not in used and not function.words] == []


@pytest.mark.parametrize("function", VOCABULARY.functions, ids=lambda function: function.id)
def test_words_lead_to_their_function(function: object) -> None:
    from generator.vocabulary import FunctionClass

    assert isinstance(function, FunctionClass)
    registry = AgencyRegistry(VOCABULARY, "unknown")
    for word in function.words:
        for example in word.examples:
            found = registry.function_of(example)
            assert found is not None
            assert found.id == function.id, (word.text, example)


@pytest.mark.parametrize(
    ("place", "sign"), [(place.id, sign) for place in VOCABULARY.places for sign in place.signs], ids=str
)
def test_signs_lead_to_their_place(place: str, sign: Cue) -> None:
    for example in sign.examples:
        if example.startswith("关于征求"):
            continue
        assert find_jurisdiction(ReadMetadata(title=example), None, VOCABULARY).id == place


def test_an_anonymous_place_is_nowhere() -> None:
    place = places_by_id(VOCABULARY)["anonymous-x"]
    assert (place.level, place.parent) == ("unknown", None)


def test_document_types_stand_in_the_order_of_their_rank() -> None:
    ranks = [entry.rank for entry in VOCABULARY.document_types]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)


def test_labels_stand_in_their_examples() -> None:
    for entry in VOCABULARY.role_labels:
        assert entry.examples
        assert all(entry.label in example for example in entry.examples)


def test_the_vocabularies_agree_with_themselves() -> None:
    assert list(vocabulary_problems(VOCABULARY)) == []


def test_units_of_the_truth_are_aliases() -> None:
    known = {(agency.jurisdiction, alias.text) for agency, alias in ALIASES}
    for name in POLICIES:
        place = {"template": "anonymous-x"}.get(name, name)
        for task in truth(name)["tasks"]:
            for unit in (task.get("responsibility") or {"units": []})["units"]:
                assert (place, unit["raw"]) in known


def test_a_fault_in_a_file_is_told_with_file_and_line(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((ROOT / "schema" / "vocabulary" / name).read_bytes())
    (tmp_path / "domains.yaml").write_text("domains:\n  - id: [\n", encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        load_vocabulary(tmp_path)
    problem = raised.value.problems[0]
    assert (Path(problem.path).name, problem.code) == ("domains.yaml", "vocabulary_unreadable")
    assert problem.line >= 2
