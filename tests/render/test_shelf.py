"""A shelf gives what was put on it as long as nothing it rests on has changed, and says nothing otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO

import pytest

from generator.render.facts import Fact
from generator.render.register import FEW
from generator.render.shelf import Shelf

POLICIES = tuple(f"p{number}" for number in range(2 * FEW))


def shelf_of(content: bytes | None, changed: Mapping[str, str] | None = None, settings: str = "s") -> Shelf:
    def digest_of(fact: Fact) -> str:
        return hashlib.sha256(repr((fact, (changed or {}).get(fact[1]))).encode()).hexdigest()

    return Shelf(None if content is None else BytesIO(content), settings, digest_of)


def piece_of(policy: str) -> bytes:
    return f"{policy}\n…\n".encode() * (1 + len(policy) % 3)


def filled(shelf: Shelf) -> bytes:
    for policy in POLICIES:
        shelf.note(policy, [("record", policy), ("vocabulary", "domains")], piece_of(policy))
    content = shelf.content(POLICIES)
    assert content is not None
    return b"".join(content)


def test_what_was_put_on_it_is_given_again() -> None:
    content = filled(shelf_of(None))
    again = shelf_of(content)
    assert [again.of(policy) for policy in POLICIES] == [piece_of(policy) for policy in POLICIES]
    assert again.of("unknown") is None
    assert again.content(POLICIES) is None, "nothing has changed"


def test_what_has_changed_is_asked_for_and_written_when_it_is_much() -> None:
    content = filled(shelf_of(None))
    few = shelf_of(content, {"p3": "changed"})
    assert [policy for policy in POLICIES if few.of(policy) is None] == ["p3"]
    few.note("p3", [("record", "p3")], b"new")
    assert few.content(POLICIES) is None, "one more is no reason to write all"
    many = dict.fromkeys(POLICIES[:5], "changed")
    shelf = shelf_of(content, many)
    for policy in many:
        assert shelf.of(policy) is None
        shelf.note(policy, [("record", policy)], policy.encode())
    left = POLICIES[1:]
    written = shelf.content(left)
    assert written is not None
    again = shelf_of(b"".join(written), many)
    assert [again.of(policy) for policy in left] == [
        policy.encode() if policy in many else piece_of(policy) for policy in left
    ]
    assert again.of(POLICIES[0]) is None
    assert all(shelf_of(content, {"domains": "other"}).of(policy) is None for policy in POLICIES)


@pytest.mark.parametrize("damage", [b"", b"x", b"{}\n\n", b"[1]\n{}\n", b'{"p0": "a"}\n{"settings": "s"}\nabc'])
def test_what_cannot_be_read_says_nothing(damage: bytes) -> None:
    assert shelf_of(damage).of("p0") is None


def test_a_piece_that_is_not_what_was_kept_is_not_given() -> None:
    content = filled(shelf_of(None))
    last = shelf_of(content[:-1])
    assert last.of(POLICIES[-1]) is None
    assert last.of(POLICIES[0]) == piece_of(POLICIES[0])
    assert shelf_of(content, settings="other").of(POLICIES[0]) is None
