from __future__ import annotations

import pytest

from generator.vocabulary import Vocabulary
from tests.support import real_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return real_vocabulary()
