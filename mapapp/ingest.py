"""Sources -> worker processes -> readings, and into the store.

Every document is read in a worker process that can be killed: a page that holds its reader up, or needs too much
memory, costs itself and nothing else. Memory stays flat: only a few documents are on the way at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from gazetteer.corrections import NO_CORRECTIONS, Corrections
from mapapp.fetching import PLAIN, Asking, fetched
from mapapp.intake import Failure, Source, articles, sources
from mapapp.intake.formats import NOT_YET, holds_one, is_fetched_feed
from mapapp.intake.source import Named, content_hash, label, reason_of
from mapapp.model import Article, Reading, TimeSpan
from mapapp.outcome import Outcome, SourceOutcome
from mapapp.progress import Progress, Told, total_size
from mapapp.records import Record, failure_record, reading_record
from mapapp.rereading import reread
from mapapp.stamp import stamp
from mapapp.store import SourceFile, Store, Unstorable, Writing
from mapapp.workers import Job, MakeReader, Result, Workers, cores, gazetteer_reader, place_reader

if TYPE_CHECKING:
    from mapapp.reading.places import Homes

__all__ = ["Outcome", "Progress", "SourceOutcome", "homes_of", "ingest", "readings", "results"]

BATCH = 8
"""Articles of a JSON Lines or CSV file that a worker gets at once."""
SMALL_BYTES = 200_000
"""Below this, starting a second worker takes longer than it saves."""
TOGETHER = 32
"""Answers that are stored in one transaction at most ..."""
TOGETHER_SECONDS = 0.5
"""... and how long one waits for others. Each article is whole or not there, whatever happens."""


def readings(
    paths: Iterable[Path | str],
    *,
    workers: int | None = None,
    published: TimeSpan | None = None,
    progress: Progress | None = None,
    corrections: Corrections = NO_CORRECTIONS,
    home: bool = False,
    asking: Asking = PLAIN,
) -> Iterator[Record]:
    """The records of `mapapp extract`, without a workspace, in the order of the input; errors have `id` and `error`.

    With `home` everything is read twice: at first to learn where each outlet is at home.
    """
    with fetched(paths, asking, progress) as named:
        homes = homes_of(named, workers=workers, progress=progress) if home else None
        reader = partial(gazetteer_reader, corrections, homes)
        for result in results(named, workers=workers, published=published, progress=progress, make_reader=reader):
            yield failure_record(result) if isinstance(result, Failure) else reading_record(result)


def homes_of(paths: Iterable[Named], *, workers: int | None = None, progress: Progress | None = None) -> Homes:
    """Where the outlets of all articles below the paths are at home; the order of the articles makes no difference."""
    from mapapp.reading.places import learnt

    read = results(paths, workers=workers, progress=progress, make_reader=place_reader)
    return learnt((one.article, one.places) for one in read if isinstance(one, Reading))


def results(
    paths: Iterable[Named],
    *,
    workers: int | None = None,
    published: TimeSpan | None = None,
    progress: Progress | None = None,
    make_reader: MakeReader = gazetteer_reader,
) -> Iterator[Reading | Failure]:
    """The reading of every article below the paths, or why there is none, in the order of the input."""
    named = list(paths)
    told = Told(progress, total_size(named))
    with Workers(workers or _enough(told.total), make_reader) as pool:
        jobs = ((source, job) for source in sources(named) for job in _jobs(source, published))
        for _, answer in pool.answers(jobs):
            told.add(answer)
            yield from (each if isinstance(each, Failure) else each.reading for each in answer)
    told.end()


def ingest(
    store: Store,
    paths: Iterable[Path | str],
    *,
    workers: int | None = None,
    published: TimeSpan | None = None,
    progress: Progress | None = None,
    samples: bool = False,
    make_reader: MakeReader | None = None,
    asking: Asking = PLAIN,
) -> Outcome:
    """Read everything below the paths into the store; what was read before and has not changed is left alone.

    The corrections of the workspace are followed. Stored reports that hold a name which was corrected since they were
    read are read again, whichever file they are from.

    Args:
        store: the workspace.
        paths: files, folders and addresses.
        workers: processes; None for as many as help.
        published: days of publication of all of it, where the person knows them.
        progress: told what is being done and the share that is done.
        samples: True for the reports that come with the program.
        make_reader: makes the function that reads an article, in each worker; None for the usual one.
        asking: what may be asked of the web, beyond the addresses among the paths.

    Raises:
        StoreError: the workspace cannot be written any more; what was stored before stays.
        MemoryUnusable: the corrections cannot be read; nothing was read.
    """
    with fetched(paths, asking, progress) as named:
        told = Told(progress, total_size(named))
        run = _Run(store, published, samples, told)
        _read(run, named, workers, make_reader)
    again = reread(store, workers=workers, progress=progress, make_reader=make_reader)
    failures = (*run.failures, *again.failures)
    return Outcome(run.read, run.unchanged, run.events, failures, again.read, run.silent, tuple(run.sources))


def _read(run: _Run, named: list[Named], workers: int | None, make_reader: MakeReader | None) -> None:
    told = run.told
    with Workers(
        workers or _enough(told.total), make_reader or partial(gazetteer_reader, run.corrections, None, run.said)
    ) as pool:
        try:
            for opened, answer in pool.answers(run.jobs(named)):
                run.take(opened, answer)
                told.add(answer)
        except KeyboardInterrupt:
            run.store()
            raise
        run.store()
    told.end()


@dataclass(slots=True)
class _Opened:
    """A source on its way into the store."""

    source: Source
    file: SourceFile
    read: int = 0
    events: int = 0
    failures: list[Failure] = field(default_factory=list)
    is_known: bool = False
    """Read before, and unchanged since."""


class _Names:
    """Ids that no other article of the workspace has: two files may both call an article "1"."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._given: dict[int, int] = {}
        """Hash of an id given in this run -> hash of the text; hashes, for there may be a million."""

    def own(self, file: SourceFile, article: Article) -> Article:
        """The article, under an id of its own where another one has its id."""
        text, article_id, number = hash(article.text), article.id, 1
        while self._given.setdefault(hash(article_id), text) != text or (
            number == 1 and self._store.is_taken(article_id, file.path, article.text)
        ):
            article_id = f"{article.id}@{hashlib.sha256(file.name.encode()).hexdigest()[:6]}"
            article_id, number = article_id if number == 1 else f"{article_id}#{number}", number + 1
        return article if article_id == article.id else replace(article, id=article_id)


class _Run:
    """One ingest: what it has read so far."""

    def __init__(self, store: Store, published: TimeSpan | None, samples: bool, told: Told) -> None:
        self._store = store
        self._published = published
        self._samples = samples
        self.told = told
        self._stamp = stamp(store.gazetteer_version, published)
        self.corrections = store.corrections()
        self.said = store.said_days.holding()
        self.read = self.unchanged = self.events = self.silent = 0
        self.failures: list[Failure] = []
        self.sources: list[SourceOutcome] = []
        self._names = _Names(store)
        self._waiting: list[tuple[_Opened, list[Result | Failure]]] = []
        self._stored_at = monotonic()

    def jobs(self, paths: Iterable[Named]) -> Iterator[tuple[_Opened, Job | Failure | None]]:
        """Jobs of every source that is new or has changed; after its last one None marks the end of the source."""
        named = list(paths)
        self._store.forget_failures(map(_key, named))
        for source in sources(named):
            file = SourceFile(
                _key(source), source.name, "", self._stamp, self._samples, is_feed=is_fetched_feed(source)
            )
            opened = _Opened(source, file)
            for job in self._jobs_of(opened):
                yield opened, job
            if not opened.is_known:
                yield opened, None

    def _jobs_of(self, opened: _Opened) -> Iterator[Job | Failure]:
        source = opened.source
        if source.problem or source.suffix in NOT_YET:
            yield from _jobs(source, self._published)
            return
        try:
            opened.is_known = self._is_known(opened)
            if opened.is_known:
                return
            kept, digest = self._store.keep(source.path)
        except OSError as problem:
            yield Failure(source.name, f"cannot be read ({reason_of(problem)}); check that it is there and its rights")
            return
        opened.file = replace(opened.file, content_hash=digest)
        own = partial(self._names.own, opened.file)
        yield from _jobs(replace(source, path=kept), self._published, own)

    def _is_known(self, opened: _Opened) -> bool:
        known = self._store.source(opened.file.path)
        if known is None or known.stamp != self._stamp or known.content_hash != content_hash(opened.source.path):
            return False
        self.unchanged += 1
        self.told.skip(opened.source)
        failures = self._store.failures(known.path)
        self.failures += failures
        self.sources.append(SourceOutcome(known.name, 0, 0, failures, unchanged=True))
        return True

    def take(self, opened: _Opened, answer: list[Result | Failure]) -> None:
        """Take over what came of a job; an empty answer is the end of a source."""
        self._waiting.append((opened, answer))
        if len(self._waiting) >= TOGETHER or monotonic() - self._stored_at > TOGETHER_SECONDS:
            self.store()

    def store(self) -> None:
        """Store all that was taken over, in one transaction: waiting for the disk is most of the work."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            with self._store.writing() as transaction:
                for opened, answer in waiting:
                    self._write(transaction, opened, answer)
        self._stored_at = monotonic()

    def _write(self, transaction: Writing, opened: _Opened, answer: list[Result | Failure]) -> None:
        for each in answer:
            if isinstance(each, Failure):
                opened.failures.append(each)
            else:
                self._save(transaction, opened, each)
        if not answer:
            self._close(transaction, opened)

    def _save(self, transaction: Writing, opened: _Opened, result: Result) -> None:
        article = result.reading.article
        try:
            mark = self.corrections.mark(article.text, article.id)
            transaction.save(result.reading, opened.file, result.labels, mark=mark)
        except Unstorable as problem:
            opened.failures.append(Failure(article.id, str(problem)))
            return
        opened.read += 1
        opened.events += len(result.reading.events)
        self.read += 1
        self.events += len(result.reading.events)
        self.silent += not result.reading.events

    def _close(self, transaction: Writing, opened: _Opened) -> None:
        self.failures += opened.failures
        self.sources.append(SourceOutcome(opened.file.name, opened.read, opened.events, tuple(opened.failures)))
        if opened.read:
            transaction.finish(opened.file, opened.failures)
        elif opened.failures:
            transaction.fail(opened.file, opened.failures)


def _jobs(
    source: Source, published: TimeSpan | None, own: Callable[[Article], Article] | None = None
) -> Iterator[Job | Failure]:
    """The work that a source makes: itself, where it is one article; else its articles, some at once."""
    if source.problem is None and source.suffix not in NOT_YET and holds_one(source):
        yield Job(source, published)
        return
    batch: list[Article] = []
    for each in articles(source, published=published):
        if isinstance(each, Article):
            batch.append(own(each) if own else each)
        if batch and (isinstance(each, Failure) or len(batch) >= BATCH):
            yield Job(source, published, tuple(batch))
            batch = []
        if isinstance(each, Failure):
            yield each
    if batch:
        yield Job(source, published, tuple(batch))


def _enough(total: int) -> int:
    """Worker processes for so many bytes."""
    return 1 if total < SMALL_BYTES else cores()


def _key(named: Named) -> str:
    """The path or address under which the store knows a source."""
    if isinstance(named, Source):
        return named.address or label(str(named.path.absolute()))
    return label(str(Path(named).absolute()))
