"""The report's folder: which files are written, where, and in which format."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from framing.concordance import concordance
from framing.files.codes_file import read_codes_files
from framing.files.table_file import save_table
from framing.files.whole_file import whole_file
from framing.files.whole_folder import whole_folder
from framing.model import Note, note, paths_of
from framing.report.analysis import BOILERPLATE, Analysis, Comparison, analyse
from framing.report.coded import Coded, coded
from framing.report.departures import departures
from framing.report.figures import save_figure
from framing.report.frequent import frequent_speakers
from framing.report.kept_labels import PAGE, SPANS_BESIDE, KeptLabels, Progress
from framing.report.page import page
from framing.report.removed import Removed, removed
from framing.report.shared_text import shared_text
from framing.results.analysis_plan import read_analysis_plan

DETAILS = "details"


def report(
    articles: pd.DataFrame,
    out: str | Path,
    *,
    by: str = "outlet",
    unit: str | None = None,
    lexicons: str | Path | Iterable[str | Path] = (),
    outlets: str | Path | Iterable[str | Path] = (),
    codes: pd.DataFrame | str | Path | Iterable[str | Path] | None = None,
    plan: str | Path | None = None,
    notes: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Label, count and compare a corpus, and write tables, figures and a page that explains them.

    It describes and tests differences, without controlling for covariates, and assumes that the labels are correct.

    Parameters
    ----------
    articles : DataFrame
        The articles table, as `framing.read` makes it.
    out : path
        The folder to write to; it is created if it does not exist. Files of an earlier report are removed or replaced
        only when the new ones are complete; other files are kept. If the report fails or is stopped after labelling,
        the labels are kept there as ``spans.parquet``, or as ``spans.new.parquet`` next to an earlier report. The next
        report on the same articles with the same lexicons and version reuses them.
    by : str, optional
        The column of `articles` whose values are compared.
    unit : str, optional
        The independent unit, as for `framing.compare`: by default the event where events are shared, else the article.
    lexicons : path, or several, optional
        Term lists of your own, as for `framing.label`.
    outlets : path, or several, optional
        Outlet profiles of your own, as for `framing.label`.
    codes : DataFrame, path, or several paths, optional
        Codes of these articles (`framing.read_codes`, `framing.combine`), 0 or 1, by any number of coders, or files of
        them: the page then has a part with the shares of each group, agreement, contrasts and examples. Codes with
        an alpha below .667 are shown and not compared. Where a classifier or lexicon coded too, and the coded articles
        have their `probability`, contrasts are corrected.
    plan : path, optional
        An analysis plan, of `framing.new_plan` or of a paper: the page names what departs from it.
    notes : sequence of str, optional
        Notes raised earlier, while reading; they are repeated on the page.
    progress : callable, optional
        Called as ``progress(done, total)`` at intervals while articles are labelled.

    Returns
    -------
    list of Path
        The files written, ``report.html`` first.

    Raises
    ------
    ValueError
        If the folder is not writable, `by` or `unit` is not a usable column, a lexicon is invalid, codes are of
        other articles or two in one place, or the plan is none.

    Examples
    --------
    >>> import tempfile
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["It may rain.", "It rains."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in report(articles, folder)][:3]
    ['report.html', 'rates.pdf', 'rates.svg']
    """
    folder = prepared_folder(out)
    lexicon_paths = [Path(path) for path in paths_of(lexicons)]
    given = codes if codes is None or isinstance(codes, pd.DataFrame) else read_codes_files(paths_of(codes))
    planned = None if plan is None else read_analysis_plan(plan)
    labels = KeptLabels(folder, lexicon_paths, [Path(path) for path in paths_of(outlets)], progress)
    with whole_folder(folder, first=PAGE, also_replaced=[SPANS_BESIDE]) as building:
        with _gathered() as own_notes:
            analysis = analyse(articles, by=by, unit=unit, labelled=labels.labelled)
            left_out, shared = removed(analysis), shared_text(analysis)
            of_codes = None if given is None else coded(analysis, given, unit=unit)
            (building / DETAILS).mkdir()
            figures = _save_figures(analysis, building)
            tables = {**_tables(analysis, left_out, shared), **_tables_of_codes(of_codes)}
        tables["spans"] = labels.with_key(tables["spans"])
        files = [path for name, table in tables.items() for path in _save_both(table, building, name)]
        html = page(
            analysis,
            left_out,
            shared,
            figures={path.stem: path for path in figures if path.suffix == ".svg"},
            lexicons=[path.name for path in lexicon_paths],
            notes=[*notes, *own_notes],
            codes=of_codes,
            plan=planned,
            departures=[]
            if planned is None
            else departures(planned, analysis, of_codes, lexicons=lexicon_paths, outlets=labels.outlets),
        )
        with whole_file(building / PAGE) as file:
            file.write(html.encode("utf-8"))
        written = [path.relative_to(building) for path in (*figures, *files)]
    # Not on the page, which is identical each time a report is made.
    again = f"not labelled again: {labels.taken_from} has the labels of the same articles, lexicons and version"
    for message in [*own_notes, *([again] if labels.taken_from else [])]:
        note(message)
    return [folder / PAGE, *(folder / path for path in written)]


def prepared_folder(out: str | Path) -> Path:
    """Create the folder if it is missing; raise if it is not writable."""
    folder = Path(out).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{folder}: the folder cannot be created ({error.strerror}); choose another one") from error
    details = folder / DETAILS
    if not all(os.access(place, os.W_OK) for place in (folder, details) if place.exists()):
        raise ValueError(f"{folder}: the folder is not writable; change its permissions or choose another folder")
    if details.exists() and not details.is_dir():
        raise ValueError(f"{details}: is a file, but the report needs this folder; move it, or choose another folder")
    return folder


@contextmanager
def _gathered() -> Iterator[dict[str, None]]:
    """Collect the notes raised inside, each once, for the page; other warnings are raised again at the end."""
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
    if rates.empty:
        return []
    paths = save_figure(rates[rates["group"].isin(analysis.groups.shown)], folder, "rates")
    return paths + save_figure(results, folder, "forest") if len(results) else paths


def _tables(analysis: Analysis, left_out: Removed, shared: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Name the tables to write; those that answer further questions go into a separate folder."""
    counted = analysis.spans[analysis.spans["device"] != BOILERPLATE]
    details: dict[str, Comparison] = {
        "by_voice": analysis.by_voice, "of_further_devices": analysis.further, "of_words_by_voice": analysis.shares,
        "of_source_roles": analysis.source_roles,
        "of_naming": analysis.naming,
        "of_genders": analysis.genders,
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
        "concordance": concordance(analysis.articles, counted),
        "boilerplate": left_out.lines,
        "wire": shared.drop(columns="group"),
        f"{DETAILS}/sources": analysis.sources,
        f"{DETAILS}/speakers": frequent_speakers(analysis),
        **{f"{DETAILS}/counts_{name}": comparison.counts for name, comparison in described.items()},
        **{f"{DETAILS}/rates_{name}": comparison.rates for name, comparison in described.items()},
        **{f"{DETAILS}/results_{name}": comparison.results for name, comparison in details.items()},
    }


def _tables_of_codes(codes: Coded | None) -> dict[str, pd.DataFrame]:
    """Name the tables of codes to write."""
    if codes is None:
        return {}
    return {
        f"{DETAILS}/codes": codes.codes,
        f"{DETAILS}/agreement_of_codes": pd.concat([codes.alpha, codes.alpha_by_group], ignore_index=True),
        f"{DETAILS}/rates_of_codes": codes.shares.rates,
        f"{DETAILS}/results_of_codes": codes.shares.results,
        f"{DETAILS}/corrected_of_codes": codes.corrected,
    }


def _save_both(table: pd.DataFrame, folder: Path, name: str) -> list[Path]:
    """Write a table as Parquet, which preserves its types, and as CSV, which every program reads."""
    parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
    save_table(table, parquet)
    save_table(table, csv)
    return [parquet, csv]
