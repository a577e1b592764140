"""The page's tables on codes: coders, agreement, shares, contrasts, and articles with their codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from framing.coding.coded_agreement import LEAST, TENTATIVE, judged
from framing.report.analysis import Analysis, Comparison
from framing.report.coded import Coded, differing
from framing.report.rows import Block, Row, result_blocks, tested, units_and_note
from framing.results.numbers import NONE, counted, percent, printed_alpha, whole
from framing.results.sentences import LEVEL

MOST_EXAMPLES = 2  # of a code, from different groups
LONGEST_EXAMPLE = 420
_WEAK, _TENTATIVE = f"alpha is below {printed_alpha(LEAST)}", f"alpha is below {printed_alpha(TENTATIVE)}"


@dataclass(frozen=True, slots=True)
class CodedPage:
    """What the section on codes shows; `cautions` stand above its tables."""

    short: str
    cautions: list[str]
    chosen: str
    is_person: bool
    unit: str
    kind: str
    coders: list[Row]
    agreement: list[Row]
    groups: Sequence[str]
    shares: list[Block]
    results: list[Block]
    tested: int
    corrected: list[Block]
    corrected_tested: int
    predicted_by: str
    why_not: str
    examples: list[Block]


def coded_page(coded: Coded, analysis: Analysis) -> CodedPage:
    """Format the codes of a report."""
    groups = analysis.groups
    fixed = Comparison(coded.shares.counts, coded.shares.rates, coded.corrected)
    return CodedPage(
        short=_short(coded, groups.by),
        cautions=_cautions(coded),
        chosen=coded.chosen,
        is_person=bool((coded.codes.loc[coded.codes["coder"] == coded.chosen, "made_by"] == "person").all()),
        unit=coded.unit,
        kind=coded.kind,
        coders=_coders(coded),
        agreement=_agreement(coded, groups.shown),
        groups=groups.shown,
        shares=[Block(name, tuple(_shares(coded, name, groups.shown)), _caution(coded, name)) for name in coded.names],
        results=_contrasts(coded.shares, coded),
        tested=tested(coded.shares),
        corrected=_contrasts(fixed, coded),
        corrected_tested=tested(fixed),
        predicted_by=coded.predicted_by,
        why_not=coded.why_not,
        examples=_examples(coded, analysis),
    )


def _short(coded: Coded, by: str) -> str:
    """Say in a sentence what the codes show."""
    weak = f"; not to be interpreted ({_WEAK}): {', '.join(coded.weak)}" if coded.weak else ""
    names = differing(coded.shares.results, LEVEL)
    if not tested(coded.shares):
        return f"Codes by {coded.chosen}: nothing could be compared{weak}."
    groups = "outlets" if by == "outlet" else f"values of {by}"
    found = f"the shares of {', '.join(names)} differ between some {groups}" if names else "no difference was shown"
    number = counted(tested(coded.shares), "contrast")
    fixed = ", ".join(differing(coded.corrected, LEVEL)) or "none"
    more = f"; corrected by the coded sample, these differ: {fixed}" if len(coded.corrected) else ""
    return f"Codes by {coded.chosen}: {found} ({number}{more}){weak}."


def _cautions(coded: Coded) -> list[str]:
    """Say who coded, and what is not known of the codes."""
    own = coded.coders[coded.coders["coder"] == coded.chosen].iloc[0]
    told = []
    if own["made_by"] != "person":
        told.append(
            f"The codes that are counted were made by a {own['made_by']}, not by a person. What they are worth is "
            "known only where people coded a part of the same articles."
        )
    if coded.alpha.empty:
        told.append("No two coders coded the same, so that it is unknown how reliable these codes are.")
    elif coded.kind == "stability":
        told.append("All coders are runs of language models: alpha is their stability and says nothing about validity.")
    if own["articles"] < own["of_articles"]:
        told.append(
            f"Coder {own['coder']} coded {own['articles']:,} of {own['of_articles']:,} articles; the shares are of "
            "these. They stand for all only if the coded articles were drawn at random."
        )
    return told


def _coders(coded: Coded) -> list[Row]:
    """Return one row per coder; one who coded a part is marked by the numbers."""
    rows = []
    for row in coded.coders.to_dict("records"):
        cells = (
            str(row["made_by"]), f"{whole(row['articles'])} of {whole(row['of_articles'])}",
            f"{whole(row['codes'])} of {whole(row['of_codes'])}", whole(row["given"]), whole(row["yes"]),
        )  # fmt: skip
        rows.append(Row(str(row["coder"]), cells, is_marked=row["coder"] == coded.chosen))
    return rows


def _agreement(coded: Coded, groups: Sequence[str]) -> list[Row]:
    """Return one row per code: alpha with its interval, units, what it allows, and alpha in each group."""
    own = {(row["device"], row["outlet"]): row["value"] for row in coded.alpha_by_group.to_dict("records")}
    rows = []
    for row in coded.alpha.to_dict("records"):
        alpha = _alpha(row["value"])
        interval = "" if pd.isna(row["low"]) else f" [{printed_alpha(row['low'])}, {printed_alpha(row['high'])}]"
        here = [_alpha(own.get((row["device"], group), float("nan"))) for group in groups]
        cells = (f"{alpha}{interval}", whole(row["units"]), judged(row["value"]), *here)
        rows.append(Row(str(row["device"]), cells, is_marked=bool(row["value"] < TENTATIVE)))
    return rows


def _alpha(value: float) -> str:
    """Print an alpha with the sign of what it allows."""
    return printed_alpha(value) + ("‡" if value < LEAST else "†" if value < TENTATIVE else "")


def _contrasts(comparison: Comparison, coded: Coded) -> list[Block]:
    blocks = result_blocks(comparison, coded.names)
    return [Block(block.head, block.rows, _caution(coded, block.head)) for block in blocks if block.rows]


def _caution(coded: Coded, name: str) -> str:
    """Say what the agreement on a code allows, in all and in single groups."""
    if name in coded.weak:
        return f"{_WEAK}: not to be interpreted, and not compared."
    own = coded.alpha_by_group[coded.alpha_by_group["device"] == name]
    weak = own.loc[own["value"] < LEAST, "outlet"].tolist()
    told = [f"{_TENTATIVE}: tentative."] if name in coded.tentative else []
    told += [f"In {', '.join(weak)} {_WEAK}: not to be interpreted there."] if weak else []
    return " ".join(told)


def _shares(coded: Coded, name: str, groups: Sequence[str]) -> list[Row]:
    found = {row["group"]: row for row in coded.shares.rates.to_dict("records") if row["device"] == name}
    rows = []
    for group in groups:
        if group not in found:
            rows.append(Row(group, (NONE, "0", "0", "0"), "never asked here"))
            continue
        row = found[group]
        units, note = units_and_note(row)
        cells = (percent(row["rate"], row["low"], row["high"]), whole(row["n"]), whole(row["words"]), units)
        rows.append(Row(group, cells, note))
    return rows


def _examples(coded: Coded, analysis: Analysis) -> list[Block]:
    """Choose for each code units with yes, from the largest groups: those that most coders gave, then the first."""
    texts = analysis.articles.set_index("doc_id")
    yes = coded.codes[(coded.codes["value"] == 1) & (coded.codes["code"].isin(coded.names))]
    place = [name for name in ("doc_id", "start", "end") if name in yes.columns]
    blocks = []
    for name in coded.names:
        units = yes[yes["code"] == name].groupby(place, dropna=False)
        own = units.agg(coder=("coder", ", ".join), coders=("coder", "nunique")).reset_index()
        own = own.assign(group=own["doc_id"].map(texts[analysis.groups.by]))
        own = own.sort_values(["coders", *place], ascending=[False, *[True] * len(place)], kind="stable")
        rows: list[Row] = []
        for group in analysis.groups.names:
            here = own[own["group"] == group]
            if len(here) and len(rows) < MOST_EXAMPLES:
                row = here.iloc[0]
                text = str(texts["text"][row["doc_id"]])
                if coded.unit != "article":
                    text = text[int(row["start"]) : int(row["end"])]
                rows.append(Row(f"{group}, {row['doc_id']}", (_cut(text), str(row["coder"]))))
        if rows:
            blocks.append(Block(name, tuple(rows)))
    return blocks


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_EXAMPLE else f"{words[:LONGEST_EXAMPLE].rstrip()} …"
