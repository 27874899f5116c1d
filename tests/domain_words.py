"""Learn schema/vocabulary/domain_words.yaml: `python -m tests.domain_words [--without N] > FILE`.

Needs numpy and scipy, which nothing else here does. Learned from are the labelled provisions that are tuned, the
readings of the documents, the words of domains.yaml and titles.yaml, and of plans the provisions that are on no
domain. `--without 1` leaves the first writer's provisions out, so that what is learned from the others can be measured
on them (alignment.md, cross-validation).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from generator.telling import NOTHING, weigh_runs
from tests.learned_words import as_yaml, left_out, numbered, plan_provisions, tuned_provisions, words_of
from tests.support import real_vocabulary
from tests.truth_files import POLICY_OF, record, truth

PENALTY = 0.02
"""Of the squared weights, halved."""

STEPS = 60
WORD, SENTENCE = 0.3, 0.5
"""What a word of the vocabulary and a single sentence count, where a provision counts 1."""

OWN = 0.5
"""Added to the score of a main matter where it is told which of a provision's matters a sentence is on."""

LEAST = 0.6
"""Weights under this are left out."""

CLAUSES_OF_UNITS = re.compile(
    r"[（(](?:责任单位|牵头单位|责任部门|配合单位)[^）)]*[）)]|(?:责任单位|牵头单位)[：:][^。]*。?$"
)

HEAD = """\
# How much runs of characters speak for (or against) a provision being about a domain: weights of a multinomial
# logistic regression (generator/telling.py), learned from the labelled provisions that are tuned
# (tests/truth/provisions_*.yaml), the readings of the documents, the words and titles of the other vocabulary, and for
# "none" from provisions of plans that are on no domain (plans_*.yaml; python -m tests.domain_words). Small weights are
# left out. Learned, not written by hand: mend a label or add provisions, and learn anew.
"""

Sample = tuple[dict[str, float], tuple[str, ...], float]


def main() -> None:
    """See the module."""
    without = left_out(__doc__)
    vocabulary = real_vocabulary()
    ids = [domain.id for domain in vocabulary.domains]
    tuned = tuned_provisions(without)
    labelled = [row for row in tuned if row["main"]]
    off = [row for row in (*tuned, *plan_provisions()) if not row["main"]]
    wholes = [(_runs(row["title"], row["text"]), tuple(row["main"]) or (NOTHING,), 1.0) for row in (*labelled, *off)]
    wholes += _read()
    words = [(_runs(word, ""), (domain.id,), WORD) for domain in vocabulary.domains for word in words_of(domain)]
    words += [(_runs(title, ""), (name,), WORD) for name, titles in truth("titles").items() for title in titles]
    classes = [*ids, NOTHING]
    first = _learn([*wholes, *words], classes)
    print(
        as_yaml(
            HEAD + "domain_words:",
            _learn([*wholes, *_sentences(labelled, first, ids), *words], classes),
            classes,
            LEAST,
            digits=1,
        )
    )


def _read() -> list[Sample]:
    """The provisions of the documents with the domains of their readings."""
    codes = {domain.code: domain.id for domain in real_vocabulary().domains}
    found: list[Sample] = []
    for name in POLICY_OF:
        tasks = {task.title_span: task for task in record(name).tasks}
        for row in truth(name)["tasks"]:
            task = tasks[tuple(row["title_span"])]
            found.append((_runs(task.title, task.text), (codes[row["domains"]["primary"]],), 1.0))
        for row, entry in zip(truth(name)["principles"], record(name).principles, strict=True):
            found.append((_runs(entry.title, entry.text), (codes[row["domains"][0]],), 1.0))
    return found


def _runs(title: str, text: str) -> dict[str, float]:
    values = weigh_runs(title, CLAUSES_OF_UNITS.sub("", text))
    length = sum(value * value for value in values.values()) ** 0.5 or 1.0
    return {run: value / length for run, value in values.items()}


def _sentences(labelled: list[dict[str, Any]], learned: Any, ids: list[str]) -> list[Sample]:
    """Each sentence of several, with that of its provision's matters which the words learned so far tell."""
    weights, base, runs = learned
    found: list[Sample] = []
    for row in labelled:
        text = CLAUSES_OF_UNITS.sub("", row["text"])
        sentences = [piece for piece in re.split("[。；]", text) if len(piece) >= 8]
        for sentence in sentences if len(sentences) > 1 else ():
            values = _runs("", sentence)
            scores = base + sum(weights[runs[run]] * value for run, value in values.items() if run in runs)
            matters = sorted({*row["main"], *row["settles"]})
            own = {name: scores[ids.index(name)] + (OWN if name in row["main"] else 0) for name in matters}
            found.append((values, (max(matters, key=own.__getitem__),), SENTENCE))
    return found


def _learn(samples: list[Sample], ids: list[str]) -> Any:
    """Weights (run, domain), bases and the number of each run."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    holders = Counter(run for values, _, _ in samples for run in values)
    runs = numbered(holders)
    cells = [
        (number, runs[run], value)
        for number, (values, _, _) in enumerate(samples)
        for run, value in values.items()
        if run in runs
    ]
    rows, columns, values = zip(*cells, strict=True)
    held = csr_matrix((values, (rows, columns)), shape=(len(samples), len(runs)))
    wanted = np.array([[name in names and 1 / len(names) for name in ids] for _, names, _ in samples], dtype=float)
    counts = np.array([count for _, _, count in samples])[:, None]
    size = len(runs) * len(ids)

    def loss(point: Any) -> tuple[float, Any]:
        weights, base = point[:size].reshape(len(runs), len(ids)), point[size:]
        scores = held @ weights + base
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        gap = (chances - wanted) * counts
        value = -(counts * wanted * np.log(chances + 1e-12)).sum() + PENALTY / 2 * (weights * weights).sum()
        return value, np.concatenate([(held.T @ gap + PENALTY * weights).ravel(), gap.sum(axis=0)])

    point = minimize(loss, np.zeros(size + len(ids)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return point[:size].reshape(len(runs), len(ids)), point[size:], runs


if __name__ == "__main__":
    main()
