"""The only place that knows the order: read -> parse -> normalise -> validate -> compare -> render."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from generator import __version__
from generator.cache import ComparedCache, ParseCache, RecordCache, VocabularyCache, hash_program, was_built
from generator.collecting import fewer_collections, give_back
from generator.compare import STATE, all_leftovers, compare, describe
from generator.documents import check_place, make_record, parse_source, read_document, read_draft
from generator.holdings import Corpus, Document, Joined, Stock
from generator.models import Comparison, PolicyRecord, PolicyStub, SourceNotes
from generator.models.order import record_order
from generator.normalise import policy_stub, with_domains, with_places
from generator.portions import make_records, read_documents, written
from generator.problems import PolicykbError, Problem
from generator.progress import Progress, silent
from generator.read import read_source
from generator.read.corpus import POLICIES, policy_folders, source_hash, stray_files
from generator.redaction import published
from generator.render import Settings, Site
from generator.shipped import shipped
from generator.site_content import SCORES, begin_site, render_corpus, stream_corpus
from generator.store import RECORD
from generator.validate import FoundProblems, validate
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import FILES, FOLDER, load_vocabulary

__all__ = [
    "SCORES", "Corpus", "Joined", "Progress", "Stock", "begin_site", "build_site_content",
    "compare_corpus", "describe_corpus", "join", "read_corpus", "read_file", "read_stock", "render_corpus",
    "stream_corpus", "stubs_of", "was_compared", "with_draft", "write_records",
]  # fmt: skip


@fewer_collections()
def read_corpus(
    root: Path,
    progress: Progress = silent,
    *,
    tolerant: bool = False,
    cached: bool = False,
    executor: Executor | None = None,
) -> Corpus:
    """Read, parse, normalise and validate every document of a knowledge base.

    Args:
        root: The folder of the knowledge base (policies/, schema/vocabulary/).
        progress: Told about every document.
        tolerant: Leave unusable documents out and keep their problems, as long as one document is usable.
        cached: Take documents that did not change from the cache of parsed documents, and put others into it.
        executor: Works on portions of the documents; None works on them here.

    Returns:
        The corpus.

    Raises:
        PolicykbError: A vocabulary or a document is unusable, or validation found errors; all problems of
            all documents together, so that one run shows them all.
    """
    base = _cache_base(root) if cached else ""
    vocabulary = _vocabulary(root, base)
    cache = ParseCache(root, base) if cached else None
    documents, problems = read_documents(policy_folders(root), vocabulary, progress, cache, executor)
    # No reason to refuse to work with what is held.
    stray = stray_files(root)
    if problems and not (tolerant and documents):
        raise PolicykbError(*problems, *stray)
    vocabulary = _with_places(vocabulary, documents)
    known = _stubs(documents, vocabulary)
    made_before = RecordCache(root, base) if cached else None
    records, unfit, faults = make_records(documents, vocabulary, known, executor, made_before)
    problems += unfit
    if problems and not (tolerant and records):
        raise PolicykbError(*problems, *stray)
    records.sort(key=record_order)
    vocabulary = with_domains(vocabulary, records)
    fingerprint = source_hash(root, __version__, (f"{FOLDER}/{name}" for name in FILES))
    sources = {document.policy_id: document.source.text for document in documents}
    del documents, known
    give_back()
    return _checked(
        Corpus(tuple(records), sources, FoundProblems([*problems, *stray]), vocabulary, fingerprint), faults
    )


def read_file(stock: Stock, file: Path) -> PolicyRecord:
    """The record of one file, wherever it lies; nothing is written.

    Args:
        stock: The documents held, which it may cite; one of its own id is left out.
        file: The document. Notes and corrections beside a source.* count.

    Returns:
        The record; its id is the name of the folder for source.*, else made from the file's name.

    Raises:
        PolicykbError: The file is unusable.
    """
    folder = file.absolute().parent if file.stem == "source" else None
    policy_id = folder.name if folder else re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "document"
    document = read_document(file, str(file), policy_id, folder, stock.vocabulary)
    documents = (document, *(other for other in stock.documents if other.policy_id != policy_id))
    vocabulary = _with_places(stock.vocabulary, documents)
    return make_record(document, vocabulary, _stubs(documents, vocabulary))


def read_stock(root: Path) -> Stock:
    """Read and parse what a knowledge base holds, be it nothing.

    Args:
        root: The folder of the knowledge base. If it has been built, what did not change since is taken as it was kept
            then, and the rest is kept.

    Returns:
        Its documents; one that is unusable does not keep the others from being read.

    Raises:
        PolicykbError: A vocabulary is unusable.
    """
    held = (root / POLICIES).is_dir() and any((root / POLICIES).iterdir())
    base = _cache_base(root) if was_built(root) else ""
    vocabulary = _vocabulary(root, base)
    cache, made = (ParseCache(root, base), RecordCache(root, base)) if base else (None, None)
    documents, problems = read_documents(policy_folders(root), vocabulary, cache=cache) if held else ([], [])
    return Stock(root, vocabulary, tuple(documents), tuple(problems), made)


def join(stock: Stock, file: Path, notes: SourceNotes, policy_id: str | None) -> Joined:
    """What `stock` would hold with one more document; nothing is written.

    Args:
        stock: The documents held.
        file: The new document, wherever it lies.
        notes: What its text cannot tell.
        policy_id: Its id; a document held under this id is replaced, and its corrections are applied to the
            new text. None to see only what is in the file, under a passing id.

    Returns:
        The outcome.

    Raises:
        PolicykbError: The file is unusable, a correction does not fit it, or its record would be unsound.
    """
    name = policy_id or "-"
    check_place(notes, stock.vocabulary, str(file))
    source = read_source(file, str(file))
    if policy_id is not None:
        shown = f"{POLICIES}/{policy_id}/source{file.suffix.lower()}"
        source = source.model_copy(update={"path": shown})
    folder = stock.root / POLICIES / policy_id if policy_id is not None else None
    reading = parse_source(source, stock.vocabulary, notes)
    new = Document(name, folder, source, notes, reading)
    after = (*(entry for entry in stock.documents if entry.policy_id != name), new)
    vocabulary = _with_places(stock.vocabulary, after)
    known = _stubs(after, vocabulary)
    record = make_record(new, vocabulary, known)
    if policy_id is None:
        return Joined(record, None, (), with_domains(vocabulary, [record]), ())
    places = _with_places(stock.vocabulary, stock.documents)
    before = _records_of(stock.documents, places, _stubs(stock.documents, places), stock.made)
    others = _records_of(after[:-1], vocabulary, known, stock.made)
    extended = with_domains(vocabulary, sorted((record, *others.values()), key=record_order))
    texts = {entry.policy_id: entry.source.text for entry in after}
    path = f"{POLICIES}/{policy_id}/"
    every = validate((record, *others.values()), extended, texts)
    problems = tuple(problem for problem in every if problem.path.startswith(path))
    _raise_errors(problems)
    changed = tuple(other for name, other in others.items() if other != before.get(name))
    return Joined(record, before.get(policy_id), changed, extended, problems)


def stubs_of(stock: Stock) -> tuple[PolicyStub, ...]:
    """What has to be known of each document held to tell whether another is the same."""
    return _stubs(stock.documents, _with_places(stock.vocabulary, stock.documents))


def with_draft(stock: Stock, file: Path, named: str = "draft-{}", *also: tuple[str, Path]) -> tuple[Corpus, str]:
    """The documents held, without any that has the draft's very text, and the draft; nothing is written.

    Args:
        stock: The documents held.
        file: The draft, wherever it lies. Whatever it says of itself, it is read as a whole text.
        named: The id it gets; the first number from 1 that makes it a new one stands in for `{}`.
        also: Id and file of other drafts that are there as well.

    Returns:
        The corpus (no problems, no fingerprint), and the id that the draft has in it.

    Raises:
        PolicykbError: The file is unusable.
    """
    beside = tuple(read_draft(other, name, stock.vocabulary) for name, other in also)
    taken = {entry.policy_id for entry in (*stock.documents, *beside)}
    policy_id = next(name for number in itertools.count(1) if (name := named.format(number)) not in taken)
    draft = read_draft(file, policy_id, stock.vocabulary)
    words = draft.source.text.split()
    held = tuple(entry for entry in stock.documents if entry.source.text.split() != words)
    drafts = (*(entry for entry in beside if entry.source.text.split() != words), draft)
    vocabulary = _with_places(stock.vocabulary, (*held, *drafts))
    known = _stubs((*held, *drafts), vocabulary)
    # Drafts are no part of the knowledge base, and nothing is kept of them.
    made = _records_of(held, vocabulary, known, stock.made) | _records_of(drafts, vocabulary, known)
    records = sorted(made.values(), key=record_order)
    sources = {entry.policy_id: entry.source.text for entry in (*held, *drafts)}
    return Corpus(tuple(records), sources, FoundProblems(), with_domains(vocabulary, records), ""), policy_id


def write_records(root: Path, records: Iterable[PolicyRecord], executor: Executor | None = None) -> list[str]:
    """Write the record.yaml of each document that changed.

    Args:
        root: The folder of the knowledge base.
        records: The records; what was written for the very same one before is not even made as text.
        executor: Works on portions; None works on them here.

    Returns:
        The ids of those whose files changed.

    Raises:
        PolicykbError: A file cannot be written (target_unwritable).
    """
    cache = RecordCache(root, _cache_base(root))
    left = [record for record in records if not cache.is_written(record, root / POLICIES / record.id / RECORD)]
    return list(written(left, root.absolute(), cache, executor))


@fewer_collections()
def compare_corpus(
    corpus: Corpus,
    as_of: datetime.date | None = None,
    focus: Collection[str] = (),
    asked: Collection[tuple[str, str]] = (),
    progress: Progress = silent,
    executor: Executor | None = None,
    cached_in: Path | None = None,
    tidying: bool = True,
) -> Comparison:
    """Compare the records of a corpus with each other.

    Args:
        corpus: The documents.
        as_of: The day by which the bodies named in undated documents are judged; None leaves them alone.
        focus: Ids of documents that are compared with every other, however many there are.
        asked: Pairs of ids that are compared, however many documents there are.
        progress: Told about the steps of the comparison, then about every document looked through.
        executor: Works on the pairs of a large corpus; None works on them here.
        cached_in: The folder of the knowledge base, in which what is found between pairs of a large corpus is kept
            for the next time; None keeps nothing.
        tidying: Whether what this comparison did not ask for is no longer kept. Another command than a build leaves it:
            a build may be at work there.

    Returns:
        The comparison, with what seems to be left over in each document from other texts.
    """
    cache = None if cached_in is None else ComparedCache(cached_in, _cache_base(cached_in))
    found = compare(corpus.records, corpus.vocabulary, focus, asked, progress, executor, cache)
    leftovers = all_leftovers(corpus.records, corpus.sources, corpus.vocabulary, as_of, progress, cache, executor)
    if cache is not None and tidying:
        cache.drop_unused()
    give_back()
    return found.model_copy(update={"leftovers": leftovers})


@fewer_collections()
def describe_corpus(corpus: Corpus, progress: Progress, executor: Executor | None, root: Path) -> None:
    """Work out and keep what has to be known of each document of a large corpus before it is compared with others.

    Args:
        corpus: The documents.
        progress: Told that comparing begins.
        executor: Works on portions of the documents; None works on them here.
        root: The folder of the knowledge base, in which it is kept.
    """
    progress("compare", 0, 2 * len(corpus.records))
    describe(corpus.records, corpus.vocabulary, ComparedCache(root, _cache_base(root)), executor)


def was_compared(root: Path) -> bool:
    """Whether a build by this very program, with these vocabularies, has kept what comparing found."""
    return ComparedCache(root, _cache_base(root)).get(STATE) is not None


def build_site_content(root: Path, settings: Settings | None = None) -> Site:
    """Run every stage: from the files of a knowledge base to the pages and data files of its site.

    Args:
        root: The folder of the knowledge base.
        settings: Choices of the knowledge base; the defaults where not given.

    Returns:
        Pages as Markdown and data files, all in memory.

    Raises:
        PolicykbError: Something in the knowledge base is unusable.
    """
    chosen = settings or Settings()
    corpus = published(read_corpus(root, tolerant=True), personal_data=chosen.publish_personal_data)
    return render_corpus(root, corpus, compare_corpus(corpus), chosen)


def _cache_base(root: Path) -> str:
    # What a knowledge base lacks is taken from the program's, which may stand outside of the program's own folder.
    return hash_program(folder / name for folder in (root / FOLDER, shipped(FOLDER)) for name in FILES)


def _vocabulary(root: Path, base: str) -> Vocabulary:
    """The vocabularies, as they were kept if `base` is given and there are any."""
    if not base:
        return load_vocabulary(root / FOLDER)
    cache = VocabularyCache(root, base)
    with contextlib.suppress(ValidationError):
        if (held := cache.get()) is not None:
            return Vocabulary.model_validate_json(held)
    vocabulary = load_vocabulary(root / FOLDER)
    if base == _cache_base(root):
        # Nobody has written into the files meanwhile.
        cache.put(vocabulary.model_dump_json().encode())
    return vocabulary


def _with_places(vocabulary: Vocabulary, documents: Iterable[Document]) -> Vocabulary:
    return with_places(vocabulary, ((document.outline, document.notes) for document in documents))


def _stubs(documents: Iterable[Document], vocabulary: Vocabulary) -> tuple[PolicyStub, ...]:
    return tuple(
        policy_stub(document.outline, document.notes, vocabulary, document.policy_id) for document in documents
    )


def _records_of(
    documents: Sequence[Document], vocabulary: Vocabulary, known: Sequence[PolicyStub], cache: RecordCache | None = None
) -> dict[str, PolicyRecord]:
    """The records of documents by id, without those whose corrections do not fit; from the cache if there is one."""
    if cache is not None:
        return {record.id: record for record in make_records(documents, vocabulary, known, cache=cache)[0]}
    records: dict[str, PolicyRecord] = {}
    for document in documents:
        with contextlib.suppress(PolicykbError):
            records[document.policy_id] = make_record(document, vocabulary, known)
    return records


def _checked(corpus: Corpus, faults: Mapping[str, Sequence[Problem]]) -> Corpus:
    found = validate(corpus.records, corpus.vocabulary, corpus.sources, faults)
    _raise_errors(tuple(found.of_severity("error")))
    return replace(corpus, problems=found.after(corpus.problems))


def _raise_errors(problems: Sequence[Problem]) -> None:
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PolicykbError(*errors)
