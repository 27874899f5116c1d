"""What click says of itself (wrong usage, the words of --help), in Chinese as everything else the command says."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Final

CATALOGUE: Final = Path(__file__).parent / "locale"
"""Made of messages.po beside it; `python -m tests.usage_words` writes it anew."""

DOMAIN: Final = "messages"
"""The domain of gettext that click asks, as it names none."""


def speak_chinese() -> None:
    """Give click its words in Chinese, whatever the language of the system: half of a message in English helps nobody.

    gettext is told the language by the environment alone; worker processes take that along.
    """
    gettext.bindtextdomain(DOMAIN, str(CATALOGUE))
    os.environ["LANGUAGE"] = "zh"
