"""The page: all tables and numbers formatted and passed to the template."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from framing.caption import caption
from framing.devices import devices
from framing.model import VERSION, VOICES
from framing.report.analysis import ATTRIBUTION, NAMING, Analysis, Comparison
from framing.report.answers import answers, removal_warning
from framing.report.coded import Coded
from framing.report.coded_rows import coded_page
from framing.report.corpus_warnings import corpus_warnings, without_english
from framing.report.examples import examples
from framing.report.figures import as_address
from framing.report.frequent import frequent_cues
from framing.report.removed import Removed
from framing.report.rows import Block, Row, listed, rate_blocks, result_blocks, tested
from framing.report.shared_text import shared_rows
from framing.report.who_speaks import who_speaks
from framing.results.analysis_plan import AnalysisPlan
from framing.results.methods import of_rates, of_results
from framing.results.numbers import percent, rate_estimate, whole
from framing.results.sentences import LEVEL
from framing.vocabulary.codebook_pages import cautions

MOST_CUES = 10
MOST_LINES = 10
LONGEST_LINE = 160


def page(
    analysis: Analysis,
    left_out: Removed,
    shared: pd.DataFrame,
    *,
    figures: Mapping[str, Path],
    lexicons: Sequence[str],
    notes: Sequence[str],
    codes: Coded | None = None,
    plan: AnalysisPlan | None = None,
    departures: Sequence[str] = (),
) -> str:
    """Render the HTML of the report: self-contained, without scripts, all text of the corpus escaped."""
    # Undefined names raise, and everything is escaped but what `show` and this module made.
    environment = Environment(
        loader=PackageLoader("framing.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    shown, main = analysis.groups.shown, analysis.names.main
    coded = coded_page(codes, analysis) if codes is not None else None
    cues = _cues(analysis)
    return environment.get_template("report.html.jinja").render(
        answers=[
            *without_english(analysis),
            *answers(analysis, left_out),
            *corpus_warnings(analysis, shared),
            *([coded.short] if coded else []),
        ],
        codes=coded,
        plan=plan,
        departures=departures,
        by=analysis.groups.by,
        groups=analysis.groups,
        corpus=_corpus(analysis, left_out),
        facts=_facts(analysis),
        figures={name: as_address(path) for name, path in figures.items()},
        captions=_captions(analysis),
        rates=rate_blocks(analysis.devices, main, shown),
        results=result_blocks(analysis.devices, main),
        tested=tested(analysis.devices),
        speaking=who_speaks(analysis),
        voices=_by_voice(analysis),
        voice_results=_voice_results(analysis),
        voice_tested=tested(analysis.by_voice),
        further=_further(analysis),
        has_naming=any(block.head == NAMING for block in cues),
        cues=cues,
        removed=_removed(left_out, shown),
        lines=_lines(left_out, shown),
        shared=shared_rows(shared, shown),
        warning=removal_warning(analysis, left_out),
        examples=[(example, Markup(example.html)) for example in examples(analysis)],  # `show` escapes
        notes=list(dict.fromkeys(notes)),
        unit=analysis.unit,
        methods=_methods(analysis.devices),
        level=LEVEL,
        lexicons=lexicons,
        measured=_measured(analysis),
        version=VERSION,
        versions=_versions(),
    )


@dataclass(frozen=True, slots=True)
class _Further:
    """The further devices: tables of those found, without contrasts that lack an interval; names of the others."""

    rates: list[Block]
    results: list[Block]
    tested: int
    untested: int
    missing: list[str]


def _further(analysis: Analysis) -> _Further:
    found, shown = analysis.further, analysis.groups.shown
    own = found.rates[found.rates["group"].isin(shown)]
    seen = [device for device in analysis.names.further if own.loc[own["device"] == device, "n"].sum() > 0]
    with_p = found.results[found.results["p"].notna()]
    blocks = result_blocks(Comparison(found.counts, found.rates, with_p), seen)
    return _Further(
        rates=rate_blocks(found, seen, shown),
        results=[block for block in blocks if block.rows],
        tested=tested(found),
        untested=len(found.results) - len(with_p),
        missing=[device for device in analysis.names.further if device not in seen],
    )


def _measured(analysis: Analysis) -> list[Row]:
    """Return one row per device with a codebook page: definition and accuracy."""
    table = devices()
    table = table[table["device"].isin(analysis.spans["device"].cat.categories)]
    cells = zip(table["device"], table["definition"], table["measured"], strict=True)
    return [Row(device, (definition, measured or "not yet")) for device, definition, measured in cells]


def _captions(analysis: Analysis) -> dict[str, str]:
    """Write the captions of the figures that `write` saves."""
    rates, results = analysis.devices.rates, analysis.devices.results
    shown = rates[rates["group"].isin(analysis.groups.shown)]
    return {"rates": caption(shown) if len(shown) else "", "forest": caption(results) if len(results) else ""}


def _facts(analysis: Analysis) -> dict[str, str]:
    """Return the numbers of the header: articles, groups, words, dates, and articles without date or group."""
    articles, by = analysis.articles, analysis.groups.by
    dates = _dates(articles)
    return {
        "articles": whole(len(articles)),
        "groups": whole(len(analysis.groups.names)),
        "words": whole(float(analysis.words.sum())),
        "dates": _range(dates),
        "undated": whole(int(dates.isna().sum())),
        "ungrouped": whole(int(articles[by].isna().sum())),
    }


def _dates(articles: pd.DataFrame) -> pd.Series:
    if "date" not in articles.columns:
        return pd.Series(pd.NaT, index=articles.index)
    return pd.to_datetime(articles["date"], errors="coerce")


def _range(dates: pd.Series) -> str:
    known = dates.dropna()
    if known.empty:
        return "no dates"
    first, last = known.min().strftime("%Y-%m-%d"), known.max().strftime("%Y-%m-%d")
    return first if first == last else f"{first} to {last}"


def _corpus(analysis: Analysis, left_out: Removed) -> list[Row]:
    by = analysis.groups.by
    table = pd.DataFrame(
        {
            "group": analysis.articles[by].to_numpy(),
            "date": _dates(analysis.articles).to_numpy(),
            "words": analysis.words.to_numpy(),
        }
    )
    shares = left_out.shares.set_index("group")["share"]
    rows = []
    for group in analysis.groups.shown:
        own = table[table["group"] == group]
        cells = (
            whole(len(own)), whole(own["words"].sum()), whole(own["words"].median()),
            _range(own["date"]), percent(float(shares[group])),
        )  # fmt: skip
        rows.append(Row(group, cells))
    return rows


def _methods(comparison: Comparison) -> str:
    results = comparison.results
    return " ".join(of_results(results) if len(results) else of_rates(comparison.rates))


def _by_voice(analysis: Analysis) -> list[Block]:
    """Return one block per device with one row per group: a rate and a number for each voice."""
    table = {(row["device"], row["group"], row["voice"]): row for row in analysis.by_voice.rates.to_dict("records")}
    blocks = []
    for device in analysis.names.main:
        if device == ATTRIBUTION:
            continue
        rows = []
        for group in analysis.groups.shown:
            if (device, group, VOICES[0]) not in table:
                continue  # no article of it was searched
            found = [table[device, group, voice] for voice in VOICES]
            cells = [(rate_estimate(row["rate"], row["low"], row["high"]), whole(row["n"])) for row in found]
            rows.append(Row(group, tuple(cell for pair_of_cells in cells for cell in pair_of_cells)))
        blocks.append(Block(device, tuple(rows), cautions().get(device, "")))
    return blocks


def _voice_results(analysis: Analysis) -> list[Block]:
    results = analysis.by_voice.results
    own = results[results["voice"] == "outlet"] if "voice" in results.columns else results
    comparison = Comparison(analysis.by_voice.counts, analysis.by_voice.rates, own)
    return result_blocks(comparison, [device for device in analysis.names.main if device != ATTRIBUTION])


def _cues(analysis: Analysis) -> list[Block]:
    """Return one block per device with any cue, with one row per group."""
    table = frequent_cues(analysis)
    found = set(table["device"])
    blocks = []
    for device in (name for name in analysis.names.listed if name in found):
        rows = []
        for group in analysis.groups.shown:
            own = table[(table["device"] == device) & (table["group"] == group)]
            rows.append(Row(group, (whole(own["n"].sum()), listed(own["cue"], own["n"], MOST_CUES))))
        blocks.append(Block(device, tuple(rows)))
    return blocks


def _removed(left_out: Removed, groups: Sequence[str]) -> list[Row]:
    """Return one row per category, the most frequent first, with its share of each group's words."""
    table = left_out.categories[left_out.categories["group"].isin(groups)]
    order = table.groupby("category")["words"].sum().sort_values(ascending=False, kind="stable").index
    shares = table.set_index(["category", "group"])["share"]
    return [
        Row(str(category), tuple(percent(float(shares.get((category, group), 0.0))) for group in groups))
        for category in order
    ]


def _lines(left_out: Removed, groups: Sequence[str]) -> list[Block]:
    """Return one block per group with its most frequent lines; in a tie the longest, which may be reporting."""
    order = left_out.lines.sort_values(["times", "words", "line"], ascending=[False, False, True])
    blocks = []
    for group in groups:
        own = order[order["group"] == group].head(MOST_LINES)
        columns = (own[name] for name in ("line", "category", "words", "times"))
        rows = [
            Row(_shortened(line), (category, whole(words), whole(times)))
            for line, category, words, times in zip(*columns, strict=True)
        ]
        if rows:
            blocks.append(Block(group, tuple(rows)))
    return blocks


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rstrip()} …"


def _versions() -> str:
    packages = ("numpy", "pandas", "scipy", "nltk", "matplotlib")
    return ", ".join(
        [f"Python {platform.python_version()}", *(f"{package} {version(package)}" for package in packages)]
    )
