"""Records normalised from the hand-made readings."""

from __future__ import annotations

import pytest

from generator.models import PolicyRecord, PolicyStub, SourceNotes
from generator.normalise import normalise, outline_of, policy_stub
from tests.normalise.readings import POLICIES, reading, source, vocabulary

NATIONAL = PolicyStub(
    id="national-2016-76",
    title="国务院关于加强政务诚信建设的指导意见",
    doc_number="国发〔2016〕76号",
    jurisdiction="national",
    text_status="digest",
)


@pytest.fixture(scope="session")
def records() -> dict[str, PolicyRecord]:
    """Every local document, by its short name in the truth, normalised with the citations of all."""
    stubs = [
        NATIONAL,
        *(
            policy_stub(outline_of(reading(name)), SourceNotes(), vocabulary(), policy_id)
            for name, policy_id in POLICIES.items()
        ),
    ]
    return {
        name: normalise(reading(name), source(policy_id), SourceNotes(), vocabulary(), policy_id, stubs)
        for name, policy_id in POLICIES.items()
    }
