"""Worker processes that can be killed, each with a time and a memory limit."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import types
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from pebble import ProcessExpired, ProcessPool

from gazetteer.corrections import NO_CORRECTIONS, Corrections
from mapapp.intake import Failure, Source
from mapapp.intake import articles as articles_of
from mapapp.model import Article, Reading, SaidDay, TimeSpan

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapapp.reading.places import Homes

SECONDS = 60.0
"""Time limit of a document."""
MEMORY_BYTES = 4 * 1024**3
"""Address space of a worker; the gazetteer's memory-mapped files count, but are shared."""
AHEAD = 3
"""Jobs a worker that are on the way: enough to keep it busy, few enough to keep memory flat."""
PATIENCE = 10.0
"""Seconds that the end of the pool is waited for; its workers have ended long before."""
COLLECT_AFTER = 50_000
"""New objects after which a worker looks for cycles; Python's own 700 suits small programs."""
JOBS_A_WORKER = 2_000
"""After these a worker is replaced, which bounds what leaks in parsers can hold."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker reads at once: a file that is one article, or some articles of a file of many."""

    source: Source
    published: TimeSpan | None = None
    articles: tuple[Article, ...] | None = None
    """None: the worker takes the file in."""

    def parts(self) -> list[Job]:
        """The same work in single articles; itself where it is one already."""
        if self.articles is None or len(self.articles) <= 1:
            return [self]
        return [Job(self.source, self.published, (article,)) for article in self.articles]

    @property
    def name(self) -> str:
        """For the failure: the article's own id within a file of many, else the file's name."""
        return self.source.name if self.articles is None else self.articles[0].id


@dataclass(frozen=True, slots=True)
class Result:
    """A reading and the names of its places for people."""

    reading: Reading
    labels: Mapping[str, str]


NOTHING_SAID: Mapping[str, SaidDay] = {}
Reader: TypeAlias = Callable[[Article], Result]
MakeReader: TypeAlias = Callable[[], Reader]
"""Called once in each worker; a function of a module, or a partial of one, so that a spawned process finds it."""
Answer: TypeAlias = list[Result | Failure]
Tag = TypeVar("Tag")


def gazetteer_reader(
    corrections: Corrections = NO_CORRECTIONS, homes: Homes | None = None, said: Mapping[str, SaidDay] = NOTHING_SAID
) -> Reader:
    """Reads with `mapapp.reading.read`, what people corrected, where outlets are at home, and the gazetteer, opened
    once a worker."""
    from gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    return lambda article: reading_of(article, gazetteer, corrections, homes, said.get(article.id))


def reading_of(
    article: Article,
    gazetteer: Gazetteer,
    corrections: Corrections = NO_CORRECTIONS,
    homes: Homes | None = None,
    said: SaidDay | None = None,
) -> Result:
    """The reading of an article, by all that people said."""
    from mapapp.reading import read
    from mapapp.reading.places import NO_HOME

    reading = read(article, gazetteer, corrections, homes.of(article) if homes else NO_HOME, said)
    places = {event.place.place.id: event.place.place for event in reading.events if event.place and event.place.place}
    return Result(reading, {place_id: gazetteer.label(place) for place_id, place in places.items()})


def place_reader() -> Reader:
    """Reads the places alone, without a home: what homes are learnt from."""
    from gazetteer import open_gazetteer
    from mapapp.reading.places import read_places
    from mapapp.reading.sentences import sentences

    gazetteer = open_gazetteer()

    def result(article: Article) -> Result:
        spans = sentences(article)
        places = read_places(article, spans, gazetteer)
        return Result(Reading(article, None, spans, places, (), ()), {})

    return result


class Workers:
    """A pool of worker processes; leave it with `with`, which ends them.

    Args:
        count: processes.
        make_reader: makes the function that reads an article, in each worker.
        seconds: time limit of a job of one article.
    """

    def __init__(self, count: int, make_reader: MakeReader = gazetteer_reader, seconds: float = SECONDS) -> None:
        self._ahead = AHEAD * count
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=count,
            max_tasks=JOBS_A_WORKER,
            initializer=_prepare,
            initargs=(make_reader,),
            context=_Context(),
        )

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        # Results that nobody asked for any more are not waited for. Nor is the pool's own end without limit: an
        # interruption in the midst of handing out a job can leave its scheduler waiting for a signal that is lost.
        self._pool.stop()  # type: ignore[no-untyped-call]
        ending = threading.Thread(target=self._pool.join, daemon=True)
        ending.start()
        ending.join(PATIENCE)

    def answers(self, jobs: Iterable[tuple[Tag, Job | Failure | None]]) -> Iterator[tuple[Tag, Answer]]:
        """The answer to each job with its tag, in their order.

        Jobs are drawn only as fast as they are worked on. A failure is its own answer; None has an empty one.
        """
        waiting: deque[tuple[Tag, Job | Failure | None, Future[Answer] | None]] = deque()
        working = 0
        for tag, job in jobs:
            waiting.append((tag, job, self._start(job) if isinstance(job, Job) else None))
            working += isinstance(job, Job)
            while waiting and (working >= self._ahead or waiting[0][2] is None):
                first = waiting.popleft()
                working -= first[2] is not None
                yield first[0], self._finished(*first[1:])
        while waiting:
            tag, job, future = waiting.popleft()
            yield tag, self._finished(job, future)

    def _start(self, job: Job) -> Future[Answer]:
        future: Future[Answer] = self._pool.schedule(_work, args=(job,), timeout=self._seconds)
        return future

    def _finished(self, job: Job | Failure | None, future: Future[Answer] | None) -> Answer:
        if isinstance(job, Job) and future is not None:
            return self._answer(job, future)
        return [job] if isinstance(job, Failure) else []

    def _answer(self, job: Job, future: Future[Answer]) -> Answer:
        try:
            return future.result()
        except TimeoutError:
            reason = f"reading it took longer than {self._seconds:.0f} s; split it, or read it as plain text"
        except MemoryError:
            reason = "reading it needs more memory than a worker may have; split it"
        except ProcessExpired as end:
            reason = f"the process that read it ended ({_ending(end)}); split it, or read it as plain text"
        parts = job.parts()
        if len(parts) == 1:
            return [Failure(job.name, reason)]
        return [answer for part in parts for answer in self._answer(part, self._start(part))]


def _ending(end: ProcessExpired) -> str:
    code = getattr(end, "exitcode", None)
    return f"signal {-code}" if isinstance(code, int) and code < 0 else f"code {code}"


_read: Reader
"""The worker's reader, made when the process starts."""


def _prepare(make_reader: MakeReader) -> None:
    global _read  # a spawned process has nothing else that lasts from one job to the next
    _limit_memory()
    try:
        _read = make_reader()
    except Exception as problem:
        _read = partial(_refuse, f"{problem}")
    # What the reader holds lasts as long as the process: looking through it for cycles after every few hundred
    # new objects finds nothing, and took 7 % of the time of reading.
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def _refuse(reason: str, article: Article) -> Result:
    raise RuntimeError(reason)


def _limit_memory() -> None:
    """Where the system can (not on Windows), an allocation above the limit fails instead of filling the machine."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _work(job: Job) -> Answer:
    """In the worker: take the job's articles in and read them."""
    found = articles_of(job.source, published=job.published) if job.articles is None else job.articles
    return [each if isinstance(each, Failure) else _one(each, job) for each in found]


def _one(article: Article, job: Job) -> Result | Failure:
    try:
        return _read(article)
    except MemoryError:
        raise
    except Exception as problem:
        where = f"{type(problem).__name__}: {problem}"[:200]
        name = job.source.name if job.articles is None else article.id
        return Failure(name, f"mapapp failed while reading it ({where}); please report it, the rest is done")


class _Process(SpawnProcess):
    """A spawned process that does not run the caller's main module again.

    That module may be a page of the app or a console script: running it in every worker costs seconds at best.
    """

    _launching = threading.Lock()

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        with _Process._launching:
            main = sys.modules["__main__"]
            blank = sys.modules["__main__"] = types.ModuleType("__main__")
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                if sys.modules.get("__main__") is blank:
                    sys.modules["__main__"] = main


class _Context(SpawnContext):
    Process = _Process


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else multiprocessing.cpu_count()
