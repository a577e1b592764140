"""The codings that a verb is given: one checked spans table per coder, of devices that all coders labelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from framing.checks import check_articles, check_coder, check_columns, check_spans
from framing.coding.measures import have_roles
from framing.model import named, note

_WAY_OUT = "framing.label writes it; a coder's table needs it too"


class Coding(NamedTuple):
    """What one coder marked."""

    coder: str
    spans: pd.DataFrame


def codings_of(articles: pd.DataFrame, tables: Sequence[pd.DataFrame], needed: Sequence[str] = ()) -> list[Coding]:
    """Check the tables and split those of several coders; who has no name in `coder` is numbered."""
    check_articles(articles)
    codings: list[Coding] = []
    for spans in tables:
        check_spans(spans, articles)
        _refuse_parts(spans)
        columns = ["instance", *needed] if have_roles(spans) else needed
        check_columns(spans, columns, name="spans", way_out=_WAY_OUT)
        has_coder = "coder" in spans.columns and len(spans) > 0
        by_coder = spans.groupby("coder", sort=False, observed=True, dropna=False) if has_coder else [("", spans)]
        for coder, own in by_coder:
            name = str(coder) if pd.notna(coder) and coder != "" else f"coder {len(codings) + 1}"
            codings.append(Coding(name, own))
    return codings


def _refuse_parts(spans: pd.DataFrame) -> None:
    """Raise for places marked in sampled sentences: elsewhere in the articles nobody looked."""
    if "unit" in spans.columns and not spans["unit"].dropna().isin(["article"]).all():
        raise ValueError(
            "agree: these places were marked in sampled sentences, and the rest of the articles was not coded; give "
            "the codings, how many each sentence has: read_codings(file)"
        )


def reference_of(articles: pd.DataFrame, reference: pd.DataFrame | str, codings: list[Coding]) -> Coding:
    """Find the coding that is taken as true, and take it out of `codings` where it is named.

    The subtypes of its attributions are needed: there is the recall of each type of quotation.
    """
    coding = _reference_of(articles, reference, codings)
    if have_roles(coding.spans):
        check_columns(coding.spans, ["subtype"], name="reference", way_out=_WAY_OUT)
    return coding


def _reference_of(articles: pd.DataFrame, reference: pd.DataFrame | str, codings: list[Coding]) -> Coding:
    if isinstance(reference, pd.DataFrame):
        check_coder(reference, verb="agree", name="reference")
        coding = codings_of(articles, [reference])[0]
        return coding if coding.coder != "coder 1" else Coding("reference", coding.spans)
    places = [place for place, coding in enumerate(codings) if coding.coder == reference]
    if len(places) != 1:
        raise ValueError(
            f"agree: reference={reference!r} is the name of {len(places) or 'no'} coders "
            f"(there are: {named(coding.coder for coding in codings)}); name one of them, or give its spans table"
        )
    return codings.pop(places[0])


def common_devices(codings: Sequence[Coding], *, verb: str) -> list[str]:
    """List the devices that all coders labelled, and note the others."""
    labelled = [list(spans["device"].cat.categories) for _, spans in codings]
    common = [device for device in labelled[0] if all(device in names for names in labelled)]
    if not common:
        each = "; ".join(
            f"{coding.coder}: {named(names) or 'none'}" for coding, names in zip(codings, labelled, strict=True)
        )
        raise ValueError(
            f"{verb}: no device was labelled by all coders ({each}); "
            "label with the device, or name it in read_spans(devices=...)"
        )
    if others := list(dict.fromkeys(device for names in labelled for device in names if device not in common)):
        note(f"{verb}: not all coders labelled {named(others, most=8)}; left out", stacklevel=4)
    return common
