"""Learn schema/vocabulary/naming_words.yaml: `python -m tests.naming_words [--without NAME] > FILE`.

Needs numpy and scipy, as tests/domain_words.py does. Learned from are the labelled provisions that are tuned, those of
plans with the clauses that tell each domain (plans_*.yaml), single clauses (clauses.yaml), the words of domains.yaml,
and what pairs judged of the parts that are not held out tell of provisions. `--without 1` leaves the first writer's
provisions out, `--without lanqiao-2018-23` all pairs with that document, so that what is learned from the rest can be
measured on them (alignment.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.compare.items import Item, make_items
from generator.evaluate.alignment import KEPT, GoldPair
from generator.evaluate.files import GOLD, read_gold_files
from generator.models import ItemRef
from generator.models.order import record_order
from generator.naming import LONGEST, clauses_of
from generator.pipeline import with_draft
from generator.telling import levelled
from generator.vocabulary import Vocabulary
from generator.weighed_words import runs_of
from tests.learned_words import as_yaml, left_out, numbered, plan_provisions, tuned_provisions, words_of
from tests.support import real_corpus, real_stock, real_vocabulary
from tests.truth_files import ROOT, truth

PENALTY, PENALTY_WITHIN = 0.06, 0.02
"""Of the squared weights of runs, and of what provisions are about, halved, in units of SCALE."""

SCALE = 0.25
"""What a run that stands in a clause counts."""

STEPS = 80
BASE = -4.0
"""Score from which learning starts."""

WORD, JUDGED = 0.3, 0.5
"""What a word of the vocabulary, and what pairs say of a provision, count; a labelled provision or clause counts 1."""

UNCLEAR = 0.2
"""What a domain counts of which pairs tell only that one of two provisions names the other's."""

LEAST = 0.1
"""Weights under this are left out."""

HEAD = """\
# How much runs of characters speak for (or against) a clause speaking of a domain (generator/naming.py), learned from
# labelled provisions and clauses (tests/truth/provisions_*.yaml, plans_*.yaml, clauses.yaml), judged pairs that are not
# held out, and the words of the other vocabulary (python -m tests.naming_words). Small weights are left out. Learned,
# not written by hand: mend a label or add provisions, and learn anew.
"""


@dataclass(frozen=True)
class Sample:
    """Clauses, of which it is known whether any speaks of a domain: domain id -> (0 or 1, what it counts).

    `about` is the id of the domain that the provision is about, "" for clauses that are none.
    """

    clauses: list[str]
    known: dict[str, tuple[int, float]]
    about: str = ""


def main() -> None:
    """See the module."""
    print(learned_without(left_out(__doc__)))


def learned_without(without: str) -> str:
    """Learn the words.

    Args:
        without: The number of a writer or the id of a document that nothing is learned from; "" for none.

    Returns:
        The content of naming_words.yaml.
    """
    vocabulary = real_vocabulary()
    ids = [domain.id for domain in vocabulary.domains]
    samples = [_labelled(row, ids) for row in tuned_provisions(without)]
    samples += [*_judged(vocabulary, without), *_words(vocabulary), *_clauses(ids)]
    samples += [sample for row in plan_provisions() for sample in _of_plan(row, ids)]
    *learned, within = _learn(samples, ids)
    return as_yaml(HEAD + "naming_words:", learned, ids, LEAST, digits=2, within=within)


def _all(ids: Iterable[str], held: Iterable[str], counts: float) -> dict[str, tuple[int, float]]:
    named = set(held)
    return {name: (int(name in named), counts) for name in ids}


def _labelled(row: dict[str, Any], ids: list[str]) -> Sample:
    """A provision as a whole."""
    named = _all(ids, (*row["main"], *row["settles"], *row["names"]), 1.0)
    return Sample(clauses_of(row["title"], row["text"]), named, row["main"][0] if row["main"] else "")


def _of_plan(row: dict[str, Any], ids: list[str]) -> list[Sample]:
    """A provision as a whole, and each clause of which its label says that it tells a domain or does not."""
    whole = _labelled(row, ids)
    found = [whole]
    for label, told in (("said", 1), ("unsaid", 0)):
        for name, passages in row[label].items():
            for passage in map(levelled, passages):
                held = [clause for clause in whole.clauses if clause in passage or passage in clause]
                found += [Sample(held, {name: (told, 1.0)}, whole.about)] if held else []
    return found


def _words(vocabulary: Vocabulary) -> list[Sample]:
    ids = [domain.id for domain in vocabulary.domains]
    return [
        Sample(clauses_of(word, ""), _all(ids, [domain.id], WORD))
        for domain in vocabulary.domains
        for word in words_of(domain)
    ]


def _clauses(ids: list[str]) -> list[Sample]:
    return [
        Sample(clauses_of("", clause), _all(ids, [name], 1.0))
        for name, clauses in truth("clauses")["clauses"].items()
        for clause in clauses
    ]


def _items(vocabulary: Vocabulary, files: dict[str, Any]) -> dict[ItemRef, Item]:
    """The items of all documents judged, as they are without the words that are to be learned."""
    bare = vocabulary.model_copy(update={"naming_words": ()})
    corpora = [real_corpus().records]
    stock = real_stock()
    corpora += [with_draft(stock, file, policy)[0].records for policy, file in files.items()]
    return {item.ref: item for held in corpora for item in make_items(sorted(held, key=record_order), bare)}


def _judged(vocabulary: Vocabulary, without: str) -> list[Sample]:
    """What the judged pairs tell of provisions: "none" that neither names what the other is known by, and so on."""
    gold = read_gold_files([ROOT / name for name in GOLD])
    pairs = [pair for pair in gold.pairs if pair.part not in KEPT and without not in (pair.a.policy, pair.b.policy)]
    named = {ref.policy for pair in pairs for ref in (pair.a, pair.b)}
    items = _items(vocabulary, {policy: file for policy, file in gold.documents.items() if policy in named})
    several = {domain.id for domain in vocabulary.domains if domain.several_matters}
    told: defaultdict[ItemRef, dict[str, tuple[int, float]]] = defaultdict(dict)
    for (ref, domain), said in _evidence(pairs, items).items():
        told[ref][domain] = _weighed(said, domain in several)
    found = []
    for ref in sorted(told, key=lambda ref: (ref.policy, ref.item)):
        item = items[ref]
        known = {**told[ref], **dict.fromkeys(item.matters.main, (1, 1.0))}
        counted = {name: (said, counts * JUDGED) for name, (said, counts) in known.items()}
        found.append(Sample(clauses_of(item.heading, item.text), counted, item.primary or ""))
    return found


def _evidence(pairs: Iterable[GoldPair], items: dict[ItemRef, Item]) -> dict[tuple[ItemRef, str], Counter[str]]:
    """(Item, domain that it is not on itself) -> how often pairs with items known by the domain say what of it."""
    found: defaultdict[tuple[ItemRef, str], Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        for one, other in ((items[pair.a], items[pair.b]), (items[pair.b], items[pair.a])):
            back = any(domain in one.matters.main for domain in other.touched)
            for domain in set(other.matters.titled) - set(one.matters.main):
                said = "unclear" if pair.type == "mention" and back else "no" if pair.type == "none" else "yes"
                found[one.ref, domain][said] += 1
    return found


def _weighed(said: Counter[str], several: bool) -> tuple[int, float]:
    yes, no = float(said["yes"]), said["no"] * (0.5 if several else 1.0)
    if not yes and not no:
        return 1, UNCLEAR
    return int(yes > no), abs(yes - no) / (yes + no)


def _learn(samples: list[Sample], ids: list[str]) -> Any:
    """Weights (run, domain), bases, the number of each run, and weights (domain that a provision is about, domain).

    By noisy or over the clauses of each sample. What a provision is about says nothing of its own domain.
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    clauses = [(number, runs_of(clause, LONGEST)) for number, sample in enumerate(samples) for clause in sample.clauses]
    holders = Counter(run for number, run in {(number, run) for number, held in clauses for run in held})
    runs = numbered(holders)
    cells = [(row, runs[run]) for row, (_, held) in enumerate(clauses) for run in held if run in runs]
    rows, columns = zip(*cells, strict=True)
    held = csr_matrix((np.full(len(cells), SCALE), (rows, columns)), shape=(len(clauses), len(runs)))
    owner = [number for number, _ in clauses]
    joined = csr_matrix((np.ones(len(clauses)), (owner, range(len(clauses)))), shape=(len(samples), len(clauses)))
    about = np.array([[SCALE * (sample.about == name) for name in ids] for sample in samples])[owner]
    others = 1 - np.eye(len(ids))
    wanted = np.array([[sample.known.get(name, (0, 0.0))[0] for name in ids] for sample in samples])
    counts = np.array([[sample.known.get(name, (0, 0.0))[1] for name in ids] for sample in samples])
    size, rest = len(runs) * len(ids), len(runs) * len(ids) + len(ids)

    def loss(point: Any) -> tuple[float, Any]:
        weights, base = point[:size].reshape(len(runs), len(ids)), point[size:rest]
        within = point[rest:].reshape(others.shape)
        scores = held @ weights + base + about @ (within * others)
        doubts = np.maximum(joined @ np.logaddexp(0, scores), 1e-9)
        value = (counts * np.where(wanted, -np.log(-np.expm1(-doubts)), doubts)).sum()
        slope = counts * np.where(wanted, np.exp(-doubts) / np.expm1(-doubts), 1.0)
        gap = (joined.T @ slope) / (1 + np.exp(-scores))
        value += PENALTY / 2 * (weights * weights).sum() + PENALTY_WITHIN / 2 * (within * within).sum()
        slopes = [
            held.T @ gap + PENALTY * weights,
            gap.sum(axis=0),
            others * (about.T @ gap) + PENALTY_WITHIN * within,
        ]
        return value, np.concatenate([slope.ravel() for slope in slopes])

    start = np.concatenate([np.zeros(size), np.full(len(ids), BASE), np.zeros(others.size)])
    point = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights, within = point[:size].reshape(len(runs), len(ids)), point[rest:].reshape(others.shape)
    return weights * SCALE, point[size:rest], runs, within * others * SCALE


if __name__ == "__main__":
    main()
