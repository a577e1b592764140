"""Label a corpus that is larger than memory, part by part on disk, and use verbs on it part by part."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from framing.checks import check_articles
from framing.label import CODER
from framing.labelling.kept import PACKAGES, decided_by, digest_of, labels_key
from framing.labelling.plan import Plan, plan_of
from framing.labelling.pool import checked_workers, in_processes
from framing.model import paths_of
from framing.read.seen_ids import SeenIds
from framing.results.provenance import versions
from framing.shards.cluster import check_cluster, on_cluster
from framing.shards.folder import ARTICLES, KEYS, LABELLED, NAMES, SPANS, ShardFolder
from framing.shards.stages import (
    REPETITION,
    Part,
    PersonsInParts,
    join_one,
    label_one,
    save_keys,
    save_repetitions,
)  # fmt: skip
from framing.speakers.corpus_names import CorpusNames

CHARACTERS = 4_000_000  # of text in one part
_FULL = (errno.ENOSPC, errno.EDQUOT)
_AFTER = {ARTICLES: "articles read", KEYS: "paragraphs counted", LABELLED: "labelled", SPANS: "speakers joined"}

Progress = Callable[[str, int, int], None]
Each = Callable[..., Iterator[int]]  # runs a function over parts


def label_shards(
    articles: Iterable[pd.DataFrame],
    folder: str | Path,
    *,
    devices: Sequence[str] | None = None,
    lexicons: str | Path | Iterable[str | Path] = (),
    outlets: str | Path | Iterable[str | Path] = (),
    coder: str = CODER,
    with_voice: bool = True,
    workers: int = 1,
    scheduler: str = "",
    origin: str = "",
    progress: Progress | None = None,
) -> Path:
    """Label a corpus of any size, part by part, into a folder of Parquet files.

    The labels are those that `framing.label` gives for all articles together: repeated lines and speakers are known
    over all parts. Memory depends on the largest table handed over and on the number of outlets and persons, not on the
    size of the corpus. A run that was stopped or killed goes on where it was when the same call is made again. A part
    has about four million characters.

    Parameters
    ----------
    articles : iterable of DataFrame
        Articles tables, one after the other, with the same columns and with no `doc_id` twice, as
        `framing.read_in_parts` gives them. A run that goes on needs the same tables in the same order.
    folder : path
        Where to. It is made if it is not there; then it holds ``articles/00000.parquet`` …, ``spans/00000.parquet`` …
        and ``shards.json``, the record.
    devices, lexicons, outlets, coder, with_voice
        As for `framing.label`.
    workers : int, optional
        The number of processes; 0 is one per core.
    scheduler : str, optional
        The address of a Dask scheduler (``tcp://…``), whose workers label in place of processes here. They need the
        same version of this package, and the folder under the same path.
    origin : str, optional
        Where the articles come from, in your words. A run goes on only with the same, and a finished one is not taken
        for that of other articles.
    progress : callable, optional
        Called as ``progress(what, done, total)`` after each part; `total` is 0 while articles are read.

    Returns
    -------
    Path
        The folder, for `framing.over_shards`.

    Raises
    ------
    ValueError
        Where the folder holds another run or files of another kind, an article is there twice, tables differ in their
        columns, a part cannot be read, the disk is full, a process was killed twice at the same part, or the cluster
        cannot be used; as `framing.label` for the options. What is done stays, and the same call goes on from there.

    Examples
    --------
    >>> import tempfile
    >>> tables = [pd.DataFrame({"doc_id": [f"a{n}"], "outlet": ["Bee"], "text": ["It may rain."]}) for n in range(2)]
    >>> folder = label_shards(tables, tempfile.mkdtemp(), devices=["hedge"])
    >>> over_shards(folder, lambda articles, spans: spans[["doc_id", "start", "subtype"]])
      doc_id  start subtype
    0     a0      3   modal
    1     a1      3   modal
    """
    lexicons, outlets = paths_of(lexicons), paths_of(outlets)
    plan = plan_of(devices, lexicons=lexicons, outlets=outlets, coder=coder, with_voice=with_voice)
    workers = checked_workers(workers)
    made = ShardFolder(Path(folder).expanduser().absolute() if scheduler else Path(folder).expanduser())
    try:
        record = _started(made, _run(plan, lexicons, outlets) | {"origin": origin})
        if not record.get("is_complete"):
            if scheduler:
                check_cluster(scheduler)  # before articles are read for hours
            each = partial(on_cluster, scheduler=scheduler) if scheduler else partial(in_processes, workers=workers)
            _label_parts(articles, made, record, plan, each, progress or (lambda what, done, total: None))
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise ValueError(f"{made.root}: {error.strerror}; make room, and the same call goes on from there") from error
    return made.root


def _label_parts(
    articles: Iterable[pd.DataFrame],
    made: ShardFolder,
    record: dict[str, object],
    plan: Plan,
    each: Each,
    say: Progress,
) -> None:
    """Do what is left to do, stage by stage."""
    if "parts" not in record:
        record["parts"], record["articles"] = _save_articles(articles, made, say)
        made.save_record(record)
    parts = [Part(made, number, plan) for number in range(int(str(record["parts"])))]
    _each(save_keys, parts, KEYS, each, say)
    if not (made.root / REPETITION).exists():
        save_repetitions(made, len(parts))
    _each(label_one, parts, LABELLED, each, say)
    names = CorpusNames(PersonsInParts(made))
    todo = _todo(parts, SPANS)
    for done, part in enumerate(todo, start=len(parts) - len(todo) + 1):
        join_one(part, names)
        say(_AFTER[SPANS], done, len(parts))
    instances = sum(made.instances(part.number) for part in parts)
    made.save_record(record | {"instances": instances, "is_complete": True})
    for kind in (KEYS, LABELLED, NAMES):
        shutil.rmtree(made.root / kind, ignore_errors=True)
    (made.root / REPETITION).unlink(missing_ok=True)


def over_shards(folder: str | Path, verb: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    """Apply a verb to each part of a labelled corpus, and join the tables that it gives.

    For verbs whose rows depend on one article each, so that the result is that of the whole corpus: `framing.count`
    (but not by speaker), `framing.concordance`. What they give goes on to `framing.compare` and the others.

    Parameters
    ----------
    folder : path
        What `framing.label_shards` wrote.
    verb : callable
        Called as ``verb(articles, spans)`` for each part.

    Returns
    -------
    DataFrame
        The tables of all parts, in order.

    Raises
    ------
    ValueError
        Where the folder has no finished labels, or a part cannot be read.

    Examples
    --------
    >>> import tempfile, framing
    >>> tables = [pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})]
    >>> folder = label_shards(tables, tempfile.mkdtemp(), devices=["hedge"])
    >>> over_shards(folder, framing.count)[["doc_id", "device", "n", "words"]]
      doc_id device  n  words
    0      a  hedge  1      3
    """
    tables = [verb(articles, spans) for articles, spans in ShardFolder(Path(folder).expanduser()).parts()]
    return pd.concat(tables, ignore_index=True)


def _run(plan: Plan, lexicons: Sequence[str | Path], outlets: Sequence[str | Path]) -> dict[str, object]:
    """Name what decides the labels, besides the articles."""
    run = digest_of(decided_by(plan, lexicons, outlets))
    return {"run": run, "versions": versions(PACKAGES), "devices": list(plan.wanted)}


def _started(made: ShardFolder, run: dict[str, object]) -> dict[str, object]:
    """Open the folder for this run, or for going on with it."""
    root = made.root
    if root.exists() and not root.is_dir():
        raise ValueError(f"{root}: is a file; give the name of a folder")
    root.mkdir(parents=True, exist_ok=True)
    record = made.record()
    if not record:
        others = [path.name for path in sorted(root.iterdir()) if not path.name.startswith(".")]
        if others:
            raise ValueError(f"{root}: has other files ({others[0]}); give an empty or a new folder")
        made.save_record(run)
        record = run
    if record["run"] != run["run"]:
        raise ValueError(
            f"{root}: holds a run with other devices, lexicons or versions ({record.get('versions')}); give another "
            "folder, or remove this one"
        )
    if record.get("origin", "") != run["origin"]:
        raise ValueError(
            f"{root}: holds labels of other articles, or their files were changed since; give another folder, or "
            "remove this one"
        )
    if not made.has_all(ARTICLES, record):
        record.pop("parts", None)
    if not (made.has_all(ARTICLES, record) and made.has_all(SPANS, record)):
        record.pop("is_complete", None)
    for kind in () if record.get("is_complete") else (ARTICLES, KEYS, LABELLED, NAMES, SPANS):
        (root / kind).mkdir(exist_ok=True)
    return dict(record)


def _save_articles(articles: Iterable[pd.DataFrame], made: ShardFolder, say: Progress) -> tuple[int, int]:
    """Write the articles in parts of about the same size; parts that are there already are compared.

    Returns how many parts and articles there are.
    """
    seen = SeenIds()
    total = 0
    there = set(made.numbers(ARTICLES))
    columns: list[str] | None = None
    number = -1
    for number, table in enumerate(_resized(articles)):
        if columns is not None and list(table.columns) != columns:
            differing = sorted(set(columns) ^ set(table.columns)) or ["in another order"]
            raise ValueError(
                f"label_shards: the tables differ in their columns ({differing[0]}); give all the same columns"
            )
        columns = list(table.columns)
        check_articles(table)
        if twice := seen.repeated(table["doc_id"]):  # within a table, check_articles has seen to it
            raise ValueError(f"label_shards: doc_id {twice[0]!r} is in two of the tables; make each unique")
        total += len(table)
        digest = labels_key(table, map(str, table.columns))
        if number not in there:
            made.save(table, ARTICLES, number, digest)
        elif made.digest(number) != digest:
            raise ValueError(
                f"{made.path(ARTICLES, number)}: other articles or columns than those given now; give the same ones in "
                "the same order to go on, or another folder"
            )
        say(_AFTER[ARTICLES], total, 0)
    if number < 0:
        raise ValueError("label_shards: no articles; give at least one table")
    return number + 1, total


def _resized(tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Cut and join tables into parts of about `CHARACTERS`."""
    waiting: list[pd.DataFrame] = []
    size = 0
    for table in tables:
        lengths = [len(str(text)) for text in table.get("text", ())]
        start = 0
        for row, length in enumerate(lengths):
            size += int(length)
            if size >= CHARACTERS:
                yield pd.concat([*waiting, table.iloc[start : row + 1]], ignore_index=True)
                waiting, size, start = [], 0, row + 1
        if start < len(table):
            waiting.append(table.iloc[start:])
    if waiting:
        yield pd.concat(waiting, ignore_index=True)


def _each(work: Callable[[Part], int], parts: Sequence[Part], kind: str, each: Each, say: Progress) -> None:
    """Do `work` for each part whose file of this kind is not there yet."""
    todo = _todo(parts, kind)
    done = len(parts) - len(todo)
    for _ in each(work, todo, name_of=lambda part: part.name):
        done += 1
        say(_AFTER[kind], done, len(parts))


def _todo(parts: Sequence[Part], kind: str) -> list[Part]:
    return [part for part in parts if not part.folder.path(kind, part.number).exists()]
