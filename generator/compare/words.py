"""Words learned from the corpus: no dictionary, only what the documents' own n-grams show."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

LONGEST = 5
"""Characters; longer units are put together from these."""

COHESION = 6.0
"""How many times more often than by chance the halves of a word must meet, at every cut."""

LEARNED_FROM = 300_000
"""Characters; more text teaches hardly a new word, so of a larger corpus texts are picked at even distances."""

FUNCTION = "的了和与或及"
"""Characters that join words and are always tokens of their own (的、和、及 …)."""

CLAUSE = re.compile(rf"[^\W_{FUNCTION}]+")
TOKEN = re.compile(rf"[0-9a-z.%]+|[{FUNCTION}]|[^\W_0-9a-z{FUNCTION}]+|\s+|.", re.DOTALL)
ALPHANUMERIC = re.compile(r"[0-9a-z.%]+")


@dataclass(frozen=True)
class Lexicon:
    """Log-probabilities of the learned words; a character that is no word of its own costs `single`."""

    words: dict[str, float]
    single: float


class _Levels(dict[int, str]):
    """Code point -> the character with width and case levelled, itself where that is not one character."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = plain = plain if len(plain) == 1 else chr(code)
        return plain


@functools.cache
def _levels() -> _Levels:
    return _Levels()


def level(text: str) -> str:
    """`text` with width and case levelled, character by character: the result has the same length."""
    return text.translate(_levels())


def learn_words(texts: Iterable[str]) -> Lexicon:
    """Learn words of two to LONGEST characters from `texts`.

    An n-gram is a word if it occurs at least twice, is met with at least two different neighbours (or a clause
    end) on each side, and holds together: count(w)·N / (count(left)·count(right)) >= COHESION at every cut.

    Args:
        texts: The texts of all provisions.

    Returns:
        The lexicon; the same whatever the order of `texts`.
    """
    clauses = [match.group() for text in _picked(list(texts)) for match in CLAUSE.finditer(level(text))]
    grams = [
        Counter(clause[start : start + length] for clause in clauses for start in range(len(clause) - length + 1))
        for length in range(1, LONGEST + 2)
    ]
    counts = {gram: count for of_length in grams[:LONGEST] for gram, count in of_length.items()}
    before, after = _neighbours(clauses, grams)
    total = sum(grams[0].values()) or 1
    words = {
        gram: math.log(count / total)
        for gram, count in counts.items()
        if len(gram) > 1
        and count > 1
        and before[gram] > 1
        and after[gram] > 1
        and all(count * total >= COHESION * counts[gram[:cut]] * counts[gram[cut:]] for cut in range(1, len(gram)))
    }
    return Lexicon(words, math.log(1 / total))


def _neighbours(clauses: Sequence[str], grams: Sequence[Counter[str]]) -> tuple[Counter[str], Counter[str]]:
    """How many different neighbours each n-gram of two and more characters has before and behind it.

    Told by the n-grams with one character more, each once. A clause end is as free a neighbour as a character not seen
    before.
    """
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for length, longer in enumerate(grams[2:], 2):
        before.update(gram[1:] for gram in longer)
        before.update(clause[:length] for clause in clauses if len(clause) >= length)
        after.update(gram[:-1] for gram in longer)
        after.update(clause[-length:] for clause in clauses if len(clause) >= length)
    return before, after


def _picked(texts: Sequence[str]) -> Sequence[str]:
    return texts[:: -(-sum(map(len, texts)) // LEARNED_FROM) or 1]


def tokenise(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut `text` into words, numbers, punctuation marks and blanks.

    Args:
        text: Any text.
        lexicon: The learned words.

    Returns:
        Tokens that joined give `text` exactly.
    """
    ends = cut(level(text), lexicon)
    return tuple(text[start:end] for start, end in zip((0, *ends), ends, strict=False))


def cut(levelled: str, lexicon: Lexicon) -> list[int]:
    """Where each token of a levelled text ends.

    Args:
        levelled: A text as `level` gives it.
        lexicon: The learned words.

    Returns:
        The ends in ascending order, the last one that of the text.
    """
    ends: list[int] = []
    for match in TOKEN.finditer(levelled):
        piece, start = match.group(), match.start()
        if piece[0].isalnum() and not ALPHANUMERIC.fullmatch(piece):
            ends += [start + end for end in accumulate(_segment(piece, lexicon))]
        else:
            ends.append(match.end())
    return ends


def _segment(clause: str, lexicon: Lexicon) -> list[int]:
    """Lengths of the words of the most probable cut of `clause` (Viterbi over the learned words)."""
    words, single = lexicon.words, lexicon.single
    scores, cuts = [0.0], [0]
    for end in range(1, len(clause) + 1):
        best, cut = scores[end - 1] + words.get(clause[end - 1], single), 1
        for length in range(2, min(LONGEST, end) + 1):
            word = words.get(clause[end - length : end])
            # Of equally probable cuts the longer word.
            if word is not None and scores[end - length] + word >= best:
                best, cut = scores[end - length] + word, length
        scores.append(best)
        cuts.append(cut)
    lengths: list[int] = []
    end = len(clause)
    while end:
        lengths.append(cuts[end])
        end -= cuts[end]
    return lengths[::-1]
