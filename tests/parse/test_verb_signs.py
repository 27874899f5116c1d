"""A verb that a vocabulary adds is found, though the signs of verbs know nothing of it."""

from __future__ import annotations

from generator.parse.clauses import find_clause
from generator.parse.prose_units import find_prose_units
from generator.vocabulary import Example, RoleVerb, Vocabulary

TEXT = "市政府督查室督办。"
BRACKET = "加强督查。（市政府督查室督办）"


def with_verb(vocabulary: Vocabulary, shown: str) -> Vocabulary:
    verb = RoleVerb(pattern="督办", role="lead", examples=(Example(text=shown, finds="督办"),))
    verbs = {"charge_verbs": (*vocabulary.charge_verbs, verb), "role_verbs": (verb, *vocabulary.role_verbs)}
    return vocabulary.model_copy(update=verbs)


def test_a_verb_without_a_sign_is_looked_for_itself(vocabulary: Vocabulary) -> None:
    assert find_prose_units(TEXT, 0, len(TEXT), vocabulary) == ()
    for shown in ("市政府督查室督办", "市政府督查室负责检查，市政府督查室督办"):
        added = with_verb(vocabulary, shown)
        assert [(unit.role, unit.raw) for unit in find_prose_units(TEXT, 0, len(TEXT), added)] == [
            ("lead", "市政府督查室")
        ]
        clause = find_clause(BRACKET, 0, len(BRACKET), added)
        assert clause is not None
        assert [(unit.role, unit.raw) for unit in clause.units] == [("lead", "市政府督查室")]
