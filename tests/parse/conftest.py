from __future__ import annotations

import pytest

from generator.vocabulary import Vocabulary, load_vocabulary
from tests.support import ROOT


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "schema" / "vocabulary")
