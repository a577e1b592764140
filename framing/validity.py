"""A checklist of construct validity: what is known of each measure of a study, and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from framing.checks import check_columns
from framing.coding.coded_agreement import judged
from framing.model import VERSION, named
from framing.results.markdown_page import MarkdownPage, Open, markdown_table, missing
from framing.results.numbers import printed_alpha, whole
from framing.vocabulary.code_pages import CodePage, code_page
from framing.vocabulary.codebook_pages import cautions, definition, device_names, groups, paragraph

TOLD = {
    "construct": "why this measure stands for the construct of the study, and what of it is left out",
    "known_groups": "compare groups of which it is known beforehand that they differ (framing.compare)",
    "convergence": "another measure of the same construct on the same articles, and how far both agree",
    "perception": "whether readers notice it, or react to it: a survey or an experiment",
    "robustness": "the result with another threshold, term list, unit or sample",
}
_PHASES = {
    "substantive": ("definition", "construct"),
    "structural": ("coder", "n", "agreement", "by group"),
    "external": ("accuracy", "classifier", "known_groups", "convergence", "perception"),
    "robustness": ("robustness",),
}
_MEASURES = ("precision", "recall", "f1", "alpha")


def validity(
    counts: pd.DataFrame,
    *,
    codebook: str | Path | None = None,
    agreement: pd.DataFrame | None = None,
    card: pd.DataFrame | None = None,
    evidence: Mapping[str, Mapping[str, str]] | None = None,
) -> MarkdownPage:
    """Fill a checklist of construct validity for each device or code that a study counts.

    It lists evidence and weighs none: a full list is no proof that a measure is valid, and a gap is named, not hidden.

    Parameters
    ----------
    counts : DataFrame
        What is compared: the counts of devices or codes, from `framing.count`.
    codebook : str or Path, optional
        The page of codes that was coded by, for the definitions; devices have pages of their own.
    agreement : DataFrame, optional
        What `framing.agree` returned for these devices or codes: between coders, with a ``reference`` for accuracy, or
        with ``by="outlet"``; several are concatenated.
    card : DataFrame, optional
        The card of a classifier of `framing.learn`.
    evidence : mapping, optional
        Your text, by device or code and by check: ``construct, known_groups, convergence, perception, robustness``.

    Returns
    -------
    MarkdownPage
        Displays itself in a notebook; ``save(path)`` writes it; `open` lists what is missing.

    Raises
    ------
    ValueError
        Where a table lacks a column, or `evidence` names a measure that is not counted or another check.

    Notes
    -----
    Substantive, structural and external evidence are those of ValiText (Birkenmaier, Wagner & Lechner 2023,
    arXiv:2307.02863); robustness is added, and the checks are fitted to framing in news. The accuracy on a codebook
    page is that on the page's corpus, not on yours.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a", "b"], "device": "hedge", "n": [2, 0], "words": 90, "base": "words"})
    >>> page = validity(counts, evidence={"hedge": {"known_groups": "Science news has more (ratio 2.1)."}})
    >>> page.open[0]
    'why this measure stands for the construct of the study, and what of it is left out'
    """
    check_columns(counts, ("device", "n", "words", "base"), name="counts", way_out="framing.count makes this table")
    if counts.empty:
        raise ValueError("counts: the table has no rows, so there is no measure to describe")
    names = [str(name) for name in counts["device"].drop_duplicates()]
    page = None if codebook is None else code_page(codebook)
    told = _checked(evidence or {}, names)
    for name, table in (("agreement", agreement), ("card", card)):
        needed = ("device", "measure", "value", "units") if name == "agreement" else ("code", "folds", "auc", "f1", "n")
        if table is not None:
            check_columns(table, needed, name=name, way_out=f"framing.{'agree' if name == 'agreement' else 'learn'}")
    parts = [
        "# Construct validity: what is known",
        f"After ValiText (Birkenmaier et al. 2023). Filled by framing {VERSION}; bold brackets are what is missing.",
    ]
    summary, sections = [], []
    places: list[str] = []
    for name in names:
        found = _known(name, counts, page, agreement, card) | {
            check: told.get(name, {}).get(check, "").strip() or missing(what) for check, what in TOLD.items()
        }
        rows = [
            (phase, check.replace("_", " "), found[check])
            for phase, checks in _PHASES.items()
            for check in checks
            if found[check]  # without a classifier there is none to describe
        ]
        texts = [text for _, _, text in rows]
        summary.append((name, f"{sum(not isinstance(text, Open) for text in texts)} of {len(rows)}"))
        places += texts
        caution = cautions().get(name, "")
        sections += [f"## {name}", f"**Caution.** {caution}" if caution else ""]
        sections.append(markdown_table(["phase", "check", "what is known"], rows))
    parts += [markdown_table(["measure", "checks with evidence"], summary), *sections]
    return MarkdownPage.of("checklist of construct validity", parts, places)


def _checked(evidence: Mapping[str, Mapping[str, str]], names: list[str]) -> Mapping[str, Mapping[str, str]]:
    for name, checks in evidence.items():
        if name not in names:
            raise ValueError(f"validity: evidence of {name!r}, which is not counted; there are {named(names)}")
        if wrong := [check for check in checks if check not in TOLD]:
            raise ValueError(f"validity: evidence of {name!r} has {wrong[0]!r}; the checks are {', '.join(TOLD)}")
    return evidence


def _known(
    name: str, counts: pd.DataFrame, page: CodePage | None, agreement: pd.DataFrame | None, card: pd.DataFrame | None
) -> dict[str, str]:
    """Give what the package knows of a measure."""
    own = counts[counts["device"] == name]
    return {
        "definition": _definition(name, page),
        "coder": ", ".join(map(str, own["coder"].unique())) if "coder" in own else f"framing {VERSION}",
        "n": f"{whole(own['n'].sum())} in {whole(own['words'].sum())} {own['base'].iloc[0]}",
        "agreement": _agreement(name, agreement),
        "by group": _by_group(name, agreement),
        "accuracy": _accuracy(name, agreement),
        "classifier": _card(name, card, own),
    }


def _device_of(name: str) -> str:
    """Give the device of a kind, such as that of *epistemic hedge*."""
    return next((device for device in device_names() if name == device or name in groups(device)), "")


def _definition(name: str, page: CodePage | None) -> str:
    if page is not None:
        for code in page.codes:
            if name == code.name:
                return f"{code.definition} ({page.name}; {code.rule} of {len(code.questions)} questions)"
            if text := next((one.text for one in code.questions if one.name == name), ""):
                return f"{text} ({page.name})"
    if device := _device_of(name):
        return f"{definition(device)} (framing/codebook/{device}.md)"
    return missing("a definition; codebook= names the page that was coded by")


def _rows(name: str, agreement: pd.DataFrame | None) -> pd.DataFrame | None:
    if agreement is None:
        return None
    return agreement[agreement["device"].astype(str) == name]


def _agreement(name: str, agreement: pd.DataFrame | None) -> str:
    """Tell alpha over all outlets, without a reference."""
    own = _rows(name, agreement)
    if own is not None:
        own = own[(own["measure"] == "alpha") & _is_blank(own, "outlet") & _is_blank(own, "reference")]
        if own["value"].isna().all() and len(own):
            return missing("agreement that is defined: where coders gave nothing but one value, alpha has no value")
    if own is None or own.empty:
        return missing("agreement of two or more coders (framing.agree)")
    is_stability = _is_stability(own)
    own = own if is_stability.all() else own[~is_stability]
    told = "; ".join(
        f"alpha of {unit or 'unit'}s {printed_alpha(alpha)}, n = {whole(n)} ({judged(alpha)})"
        for unit, alpha, n in zip(own.get("unit", [""] * len(own)), own["value"], own["units"], strict=True)
    )
    if is_stability.all():
        return missing(f"agreement of people; runs of one model are stable: {told}, which says nothing on validity")
    return told


def _by_group(name: str, agreement: pd.DataFrame | None) -> str:
    """Tell alpha in each outlet: of coders, else against one reference; an outlet without one has a dash."""
    own = _rows(name, agreement)
    if own is not None:
        own = own[(own["measure"] == "alpha") & ~_is_blank(own, "outlet") & ~_is_stability(own)]
        for reference, rows in own.groupby(_references(own)):  # of coders first: they have no reference
            if rows["value"].notna().any():
                return _of_outlets(rows, f"against {reference}: " if reference else "")
    return missing("agreement or accuracy in each group that is compared (framing.agree with by='outlet')")


def _of_outlets(rows: pd.DataFrame, against: str) -> str:
    """Tell alpha in each outlet, unit by unit."""
    told: dict[str, list[str]] = {}
    for unit, outlet, alpha in zip(rows.get("unit", [""] * len(rows)), rows["outlet"], rows["value"], strict=True):
        told.setdefault(f"alpha of {unit}s" if unit else "alpha", []).append(f"{outlet} {printed_alpha(alpha)}")
    return "; ".join(f"{of_unit} {against}{', '.join(outlets)}" for of_unit, outlets in told.items())


def _accuracy(name: str, agreement: pd.DataFrame | None) -> str:
    """Tell the accuracy in this corpus, by a reference, or that on the codebook page."""
    own = _rows(name, agreement)
    if own is not None and "reference" in own:
        own = own[own["measure"].isin(_MEASURES) & ~_is_blank(own, "reference") & _is_blank(own, "outlet")]
        own = own[own["value"].notna()]
        if len(own):
            own = own[own["reference"] == own["reference"].iloc[0]]
            told = [
                f"{measure} {printed_alpha(value) if measure == 'alpha' else _number(value)}"
                for measure, value in zip(own["measure"], own["value"], strict=True)
            ]
            return f"here, against {own['reference'].iloc[0]}: {', '.join(told)}; n = {whole(own['units'].max())}"
    device = _device_of(name)
    if device and (measured := paragraph(device, "Measured")):
        return f"elsewhere, not in this corpus: {measured}"
    return missing("accuracy against people's codes in this corpus (framing.sample, framing.agree with reference=)")


def _card(name: str, card: pd.DataFrame | None, own: pd.DataFrame) -> str:
    if card is None or (rows := card[card["code"].astype(str) == name]).empty:
        is_scored = "expected" in own
        return missing("the card of the classifier (framing.learn)") if is_scored else ""
    told = [
        f"AUC {_number(row['auc'])} and F1 {_number(row['f1'])} by {row['folds']} (n = {whole(row['n'])})"
        for row in rows.to_dict("records")
    ]
    return "; ".join(told)


def _is_blank(table: pd.DataFrame, column: str) -> pd.Series[bool]:
    if column not in table.columns:
        return pd.Series(True, index=table.index)
    return table[column].isna() | (table[column].astype(str) == "")


def _references(table: pd.DataFrame) -> pd.Series[str]:
    """Name what each row is compared with; nothing where coders are compared with each other."""
    if "reference" not in table.columns:
        return pd.Series("", index=table.index)
    return table["reference"].astype(object).where(~_is_blank(table, "reference"), "").astype(str)


def _is_stability(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows are of runs of one model."""
    return table.get("kind", pd.Series("", index=table.index)) == "stability"


def _number(value: float) -> str:
    return "undefined" if pd.isna(value) else f"{value:.2f}"
