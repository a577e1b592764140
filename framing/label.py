"""Run devices over articles: detectors return the spans; voice, speaker and part are added here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.article_languages import note_languages
from framing.boilerplate.repetition import Keys, Repetition, repetitions
from framing.checks import check_articles
from framing.labelling.kept import DECIDING, LabelFolder, decided_by, labels_key, restored
from framing.labelling.part import Labelled, Progress, label_part, paragraph_keys, with_joined_speakers
from framing.labelling.plan import Plan, plan_of
from framing.labelling.pool import checked_workers, in_processes
from framing.labelling.progress_bar import shown
from framing.model import VERSION, paths_of
from framing.origin import of_files, with_origin
from framing.speakers.corpus_names import CorpusNames

CODER = f"framing-{VERSION}"
_PARTS = 8  # per process, so that all end at about the same time


def label(
    articles: pd.DataFrame,
    devices: Sequence[str] | None = None,
    *,
    lexicons: str | Path | Iterable[str | Path] = (),
    outlets: str | Path | Iterable[str | Path] = (),
    coder: str = CODER,
    with_voice: bool = True,
    workers: int = 1,
    progress: bool | Callable[[int, int], None] | None = None,
    cache: str | Path | None = None,
) -> pd.DataFrame:
    """Label framing devices in articles: one row per labelled span, with whose words it is in.

    It uses lexicons, rules and a small network, without parser or download; the codebook page of each device reports
    its accuracy. The text is never altered. The bundled devices are for English: articles in another language, by the
    column `lang` or else by their words, get no label of them, and a note says which these are.

    Parameters
    ----------
    articles : DataFrame
        The articles table: at least `doc_id`, `outlet`, `text`; `headline` helps to distinguish the headline from the
        body. Lines that come back within an outlet, and the speakers whom a surname means, come from all of them. Where
        `genre` is ``opinion`` (see `framing.genre`), what *I* argue is in the outlet's voice: the author's.
    devices : sequence of str, optional
        The devices to label; by default all bundled ones and all of `lexicons`.
    lexicons : path or str, or several, optional
        Term lists of your own (TSV: ``term  device  subtype  source``). A new device needs nothing else; terms for a
        bundled device are added to it. Rules for terms that count only in some contexts may be in a file next to the
        list, ``mine.rules.toml`` next to ``mine.tsv``, written like those in ``framing/lexicons/rules``; a term names
        its rule after a colon in its subtype. ``"biomedicine"``, ``"debate"`` and ``"encyclopedia"`` name bundled terms
        for hedges in texts other than news. A list of actors has the device ``actor`` and the subtype ``kind:Name``
        (``person:Ada Orr``; also ``party, organisation, country, group``), an alias per line; a person named in full is
        then found by surname, and `framing.targets` and `framing.cooccur` take it from there. A LIWC dictionary of
        yours (``.dic``) or one of quanteda (``.yml``) is read too: each of its categories is a device. A column
        `language` (``de``) says in which articles a term counts.
    outlets : path, or several, optional
        Profiles of outlets (TOML, see `framing.outlet_profile`) in addition to the bundled ones, for their standing
        lines.
    coder : str, optional
        What to write into the column `coder`.
    with_voice : bool, optional
        Whether to tell voice, speaker and part. False is faster and leaves them empty.
    workers : int, optional
        The number of processes; 0 is one per core. The table is the same for any number. In a script, call it under
        ``if __name__ == "__main__":``, as Python asks of programs that start processes.
    progress : bool or callable, optional
        By default, a notebook (with ipywidgets) or a terminal shows a bar if labelling takes more than two seconds.
        False shows nothing; a function is called as ``progress(done, total)`` at intervals, in articles.
    cache : path, optional
        A folder, made if it is not there, in which the labels are kept as Parquet files. They are used again where the
        articles, lexicons, profiles, devices, options and versions are the same; a file that was changed or damaged is
        not used, with a note. Several programs can use one folder at a time. It grows with each change; delete it at
        any time. If the folder cannot be written to, a note says so.

    Returns
    -------
    DataFrame
        The spans table: `doc_id, start, end, device, subtype, role, instance, entry, voice, within, speaker, part,
        kind, score, coder`. `kind` is an attribution's: speech, thought, intention, attitude or evidence. `score` is
        the probability that an attribution of the network is right, NaN elsewhere. The categories of `device` are the
        devices that were labelled. An article in which nothing was found
        has no row; it still counts as zero in `framing.count`. Cues of one device never overlap, except in `layout`,
        where the dateline is inside the lede.

    Raises
    ------
    ValueError
        For an unknown device, an invalid lexicon or rule, or an articles table with a missing column or a repeated
        `doc_id`; where a process was killed twice at the same articles, with their names.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "“The deal may fail,” Ada Orr said. It seems dead."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "text": [text]})
    >>> label(articles, ["hedge"])[["start", "end", "subtype", "voice", "speaker"]]
       start  end subtype   voice  speaker
    0     10   13   modal  quoted  Ada Orr
    1     38   43    verb  outlet
    """
    lexicons, outlets = paths_of(lexicons), paths_of(outlets)
    check_articles(articles)
    plan = plan_of(devices, lexicons=lexicons, outlets=outlets, coder=coder, with_voice=with_voice)
    workers = checked_workers(workers)
    named = note_languages(articles.assign(doc_id=articles["doc_id"].map(str)))
    kept = None if cache is None else LabelFolder(cache, labels_key(articles, decided_by(plan, lexicons, outlets)))
    table = kept.labels() if kept else None
    if table is None:
        table = _label_all(named, plan, workers, progress)
        if kept:
            kept.keep(table)
    return with_origin(restored(table, articles, plan.wanted), of_files(lexicons))


def _label_all(
    articles: pd.DataFrame, plan: Plan, workers: int, progress: bool | Callable[[int, int], None] | None
) -> pd.DataFrame:
    """Label articles whose `doc_id` are strings."""
    # lines that come back within an outlet are seen only over the whole corpus, before the first article is labelled
    keys = paragraph_keys(articles, plan)
    known = repetitions(zip(map(str, articles["outlet"]), keys, strict=False))
    tasks = list(_tasks(articles, plan, keys, known, parts=workers * _PARTS if workers > 1 else 1))
    names, tables, done = CorpusNames(), [], 0
    with shown(progress, len(articles)) as say:
        work = partial(_labelled, progress=say) if workers == 1 else _labelled
        for task, labelled in zip(tasks, in_processes(work, tasks, workers=workers, name_of=_name_of), strict=True):
            tables.append(labelled.spans)
            names.update(labelled.names)
            done += len(task.articles)
            if say is not None and workers > 1:
                say(done, len(articles))
    return with_joined_speakers(pd.concat(tables, ignore_index=True), names)


class _Task(NamedTuple):
    """A part of the articles, with all that its labels depend on."""

    articles: pd.DataFrame
    plan: Plan
    keys: list[Keys]
    repetitions: dict[str, Repetition]


def _tasks(
    articles: pd.DataFrame, plan: Plan, keys: list[Keys], known: dict[str, Repetition], *, parts: int
) -> Iterator[_Task]:
    """Cut the articles into parts of about the same number of characters, in their order."""
    columns = [name for name in DECIDING if name in articles.columns]
    ends = articles["text"].str.len().cumsum().to_numpy()
    part = np.zeros(0, dtype=int) if articles.empty else (ends - 1).clip(0) * parts // max(int(ends[-1]), 1)
    borders = [0, *np.flatnonzero(np.diff(part)) + 1, len(articles)]
    for start, end in itertools.pairwise(borders):
        rows = articles[columns].iloc[start:end]
        here = {outlet: known[outlet] for outlet in set(map(str, rows["outlet"])) if outlet in known}
        yield _Task(rows, plan, keys[start:end], here)


def _labelled(task: _Task, progress: Progress | None = None) -> Labelled:
    return label_part(*task, progress=progress)


def _name_of(task: _Task) -> str:
    first, last = task.articles["doc_id"].iloc[[0, -1]]
    return f"articles {first} to {last}"
