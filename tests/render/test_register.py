"""The register of kept parts: a part holds as long as none of its facts has changed, and only then."""

from __future__ import annotations

import json

import pytest

from generator.render.register import FEW, Listed, Register

FACTS = {("record", "a"): "1", ("record", "b"): "2", ("index", "large"): "3"}
OF_A: Listed = [("policies/a.md", 10, "aa")]
OF_B: Listed = [("policies/b.md", 20, "bb"), ("policies/b-2.md", 5, "cc")]


def written(settings: str = "plain") -> bytes:
    register = Register(None, settings, FACTS.__getitem__)
    register.note("pages/policies/a", [("record", "a"), ("index", "large")], OF_A)
    register.note("pages/policies/b", [("record", "b"), ("index", "large")], OF_B)
    content = register.content(["pages/policies/a", "pages/policies/b"])
    assert content is not None
    return content


def held(register: Register) -> dict[str, Listed | None]:
    return {name: register.files_of(f"pages/policies/{name}") for name in "ab"}


def test_parts_hold_whose_facts_are_what_they_were() -> None:
    assert held(Register(written(), "plain", FACTS.__getitem__)) == {"a": OF_A, "b": OF_B}


def test_a_part_is_looked_at_by_itself_if_one_of_its_facts_has_changed() -> None:
    changed = {**FACTS, ("record", "b"): "other"}
    assert held(Register(written(), "plain", changed.__getitem__)) == {"a": OF_A, "b": None}
    assert held(Register(written(), "plain", {**FACTS, ("index", "large"): "4"}.__getitem__)) == {"a": None, "b": None}


@pytest.mark.parametrize(
    "content", [None, b"", b"[]", b"{", b'{"settings": "plain"}', b'{"settings": "plain", "facts": 1}']
)
def test_what_cannot_be_read_says_nothing(content: bytes | None) -> None:
    assert held(Register(content, "plain", FACTS.__getitem__)) == {"a": None, "b": None}


def test_a_damaged_register_says_nothing() -> None:
    for end in range(0, len(written()), 7):
        assert held(Register(written()[:end], "plain", FACTS.__getitem__)) == {"a": None, "b": None}


def test_a_register_of_which_a_byte_is_another_says_nothing_wrong() -> None:
    plain = written()
    for at in range(len(plain)):
        damaged = plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :]
        found = held(Register(damaged, "plain", FACTS.__getitem__))
        assert {name: files for name, files in found.items() if files is not None}.items() <= {
            "a": OF_A,
            "b": OF_B,
        }.items()


def test_it_stands_on_one_line() -> None:
    assert b"\n" not in written()


def test_with_other_settings_nothing_holds() -> None:
    assert held(Register(written("personal data"), "plain", FACTS.__getitem__)) == {"a": None, "b": None}


def test_it_tells_what_facts_are_like_now_of_parts_that_hold_all_the_same() -> None:
    changed = {**FACTS, ("record", "b"): "other"}
    register = Register(written(), "plain", changed.__getitem__)
    register.note("pages/policies/b", [("record", "b"), ("index", "large")], OF_B)
    content = register.content(["pages/policies/a", "pages/policies/b", "pages/policies/new"])
    assert held(Register(content, "plain", changed.__getitem__)) == {"a": OF_A, "b": OF_B}
    assert held(Register(content, "plain", FACTS.__getitem__)) == {"a": OF_A, "b": None}


def test_a_part_that_somebody_has_looked_at_holds_by_what_was_found() -> None:
    register = Register(written(), "plain", {**FACTS, ("record", "b"): "other"}.__getitem__)
    register.note("pages/policies/b", [("record", "b")], OF_A)
    assert held(register) == {"a": OF_A, "b": OF_A}


def test_parts_that_are_no_more_leave_it() -> None:
    register = Register(written(), "plain", FACTS.__getitem__)
    register.note("pages/policies/b", [("record", "b")], OF_B)
    content = register.content(["pages/policies/b"])
    assert content is not None
    told = json.loads(content.partition(b"\x1e")[0])
    assert told["parts"] == ["pages/policies/b"]
    assert told["facts"] == [[["record", "b"], "2"]]


def test_it_is_not_written_anew_for_a_few_parts() -> None:
    def noted(count: int) -> bytes | None:
        register = Register(content, "plain", lambda fact: "1")
        for number in range(count):
            register.note(str(number), [("record", str(number))], [])
        return register.content(map(str, range(2 * FEW)))

    content = None
    content = noted(2 * FEW)
    assert content is not None
    assert noted(2) is None
    assert noted(3) is not None
