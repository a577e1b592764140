"""The report's folder: what is written, where, and in which form."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from framing.concordance import concordance
from framing.model import Note, note, paths_of
from framing.report.analysis import Analysis, Comparison, Progress, analyse
from framing.report.figures import save_figure
from framing.report.frequent import frequent_speakers
from framing.report.left_out import BOILERPLATE
from framing.report.page import page
from framing.report.removed import Removed, removed
from framing.report.shared_text import shared_text

DETAILS = "details"


def write_report(
    articles: pd.DataFrame,
    out: str | Path,
    *,
    by: str = "outlet",
    unit: str | None = None,
    lexicons: str | Path | Iterable[str | Path] = (),
    notes: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Label, count and compare a corpus, and write tables, figures and a page that says what they show.

    It describes and tests differences; it holds no covariate fixed, and takes the labels to be right.

    Parameters
    ----------
    articles : DataFrame
        The articles table, as `framing.read` makes it.
    out : path
        The folder to write to. It is made where it does not exist; files of the same names are replaced.
    by : str, optional
        The column of `articles` whose values are compared.
    unit : str, optional
        What is independent, as for `framing.compare`: by default the event where events are shared, else the article.
    lexicons : path, or several, optional
        Term lists of your own, as for `framing.label`.
    notes : sequence of str, optional
        What came up before, while reading; it is repeated on the page.
    progress : callable, optional
        Called as ``progress(done, total)`` now and then while articles are labelled.

    Returns
    -------
    list of Path
        The files written, ``report.html`` first.

    Raises
    ------
    ValueError
        If the folder cannot be written to, `by` or `unit` is no column that can serve, or a lexicon is faulty.

    Examples
    --------
    >>> import tempfile
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["It may rain.", "It rains."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_report(articles, folder)][:3]
    ['report.html', 'rates.pdf', 'rates.svg']
    """
    folder = prepared_folder(out)
    lexicon_paths = [Path(path) for path in paths_of(lexicons)]
    with _gathered() as own_notes:
        analysis = analyse(articles, by=by, unit=unit, lexicons=lexicon_paths, progress=progress)
        left_out, shared = removed(analysis), shared_text(analysis)
        figures = _save_figures(analysis, folder)
        tables = _tables(analysis, left_out, shared)
    files = [path for name, table in tables.items() for path in _save_both(table, folder, name)]
    html = page(
        analysis,
        left_out,
        shared,
        figures={path.stem: path for path in figures if path.suffix == ".svg"},
        lexicons=[path.name for path in lexicon_paths],
        notes=[*notes, *own_notes],
    )
    path = folder / "report.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    for message in own_notes:
        note(message)
    return [path, *figures, *files]


def prepared_folder(out: str | Path) -> Path:
    """Make the folder where it is missing; raise where nothing can be written into it."""
    folder = Path(out).expanduser()
    try:
        (folder / DETAILS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(
            f"{folder}: cannot be made a folder ({error.strerror}); choose another one to write to"
        ) from error
    if not os.access(folder, os.W_OK) or not os.access(folder / DETAILS, os.W_OK):
        raise ValueError(f"{folder}: nothing can be written there; change its permissions or choose another folder")
    return folder


@contextmanager
def _gathered() -> Iterator[dict[str, None]]:
    """Keep the notes said inside, each once, so that the page has them; other warnings are said again at the end."""
    notes: dict[str, None] = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", Note)
        yield notes
    for warning in caught:
        if issubclass(warning.category, Note):
            notes[str(warning.message)] = None
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


def _save_figures(analysis: Analysis, folder: Path) -> list[Path]:
    rates, results = analysis.devices.rates, analysis.devices.results
    paths = save_figure(rates[rates["group"].isin(analysis.groups.shown)], folder, "rates")
    if len(results):
        return paths + save_figure(results, folder, "forest")
    for path in folder.glob("forest.*"):  # an older one would pass for a figure of this corpus
        path.unlink()
    return paths


def _tables(analysis: Analysis, left_out: Removed, shared: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Name the tables to write; what answers a further question stands in a folder of its own."""
    counted = analysis.spans[analysis.spans["device"] != BOILERPLATE]
    details: dict[str, Comparison] = {
        "by_voice": analysis.by_voice, "of_further_devices": analysis.further, "of_words_by_voice": analysis.shares,
        "of_source_kinds": analysis.source_kinds,
    }  # fmt: skip
    described = {
        **details, "of_further_devices_by_voice": analysis.further_by_voice, "of_subtypes": analysis.subtypes,
        "of_cue_classes": analysis.cue_classes,
    }  # fmt: skip # compared are only the first
    return {
        "spans": analysis.spans,
        "counts": analysis.devices.counts,
        "rates": analysis.devices.rates,
        "results": analysis.devices.results,
        "concordance": concordance(counted, analysis.articles),
        "boilerplate": left_out.lines,
        "wire": shared.drop(columns="group"),
        f"{DETAILS}/sources": analysis.sources,
        f"{DETAILS}/speakers": frequent_speakers(analysis),
        **{f"{DETAILS}/counts_{name}": comparison.counts for name, comparison in described.items()},
        **{f"{DETAILS}/rates_{name}": comparison.rates for name, comparison in described.items()},
        **{f"{DETAILS}/results_{name}": comparison.results for name, comparison in details.items()},
    }


def _save_both(table: pd.DataFrame, folder: Path, name: str) -> list[Path]:
    """Write a table as Parquet, which keeps its types, and as CSV, which everything reads."""
    parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
    save_table(table, parquet)
    save_table(table, csv)
    return [parquet, csv]


def save_table(table: pd.DataFrame, path: Path) -> None:
    """Write `table` in the form that the ending of `path` names, the same bytes each time."""
    if path.suffix == ".parquet":
        _one_type_a_column(table).to_parquet(path, index=False)
    else:
        table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", float_format="%.10g")


def _one_type_a_column(table: pd.DataFrame) -> pd.DataFrame:
    """Turn columns of several types into words, which Parquet can hold."""
    words = [name for name in table.columns if table[name].dtype == object]
    mixed = [name for name in words if len(set(map(type, table[name].dropna()))) > 1]
    return table.assign(**{name: table[name].where(table[name].isna(), table[name].map(str)) for name in mixed})
