"""Where two codings differ, one row per place, with its context: what to discuss before the next round of coding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pandas as pd

from framing.checks import check_articles, check_coder, check_spans
from framing.code_table import is_codes
from framing.coding.coded_agreement import different_codes
from framing.coding.coders import Coding, common_devices
from framing.coding.matching import Stretch, joined, one_to_one
from framing.coding.measures import STRIDE
from framing.concordance import concordance
from framing.model import ROLES

DISAGREEMENT_COLUMNS = (
    "doc_id", "outlet", "device", "role", "kind", "subtype_a", "subtype_b", "left", "match", "right",
)  # fmt: skip
KINDS = ("only in a", "only in b", "subtype", "edges")


class _Marked(NamedTuple):
    """What one side marked for a device and role: stretches on one line of all articles, and their subtypes."""

    stretches: list[Stretch]
    subtypes: list[str]


def disagreements(
    articles: pd.DataFrame,
    a: pd.DataFrame,
    b: pd.DataFrame,
    *,
    context: Literal["sentence", "paragraph"] | int = "sentence",
    edges: bool = False,
) -> pd.DataFrame:
    """Show each place that two codings mark differently, in its context.

    It cannot show what both missed.

    Parameters
    ----------
    articles : DataFrame
        The articles that both coders read.
    a, b : DataFrame
        Two spans tables, each of one coder. Devices that only one of the two labelled are left out, with a note. Or two
        codes tables, each of one coder: units that only one coded are left out, with a note.
    context : str or int, optional
        How much of the text around it is shown, as in `framing.concordance`.
    edges : bool
        Whether a place that both marked, but with another start or end, is a disagreement too.

    Returns
    -------
    DataFrame
        One row per place, in the order of the articles and of their texts: `doc_id, outlet, device, role, kind`
        (``only in a``, ``only in b``, ``subtype``, ``edges``), `subtype_a, subtype_b` (empty where not marked), `left,
        match, right`. `match` is all that either marked there; of a content in pieces, from the first to the last.
        Stretches of the two are matched one to one where they share a character, the most similar first. Cues of no
        width are left out.

        Of codes one row per unit and code with different values: `doc_id, outlet, unit, start, end, code, value_a,
        value_b, text`.

    Raises
    ------
    ValueError
        Where a table is wrong, holds several coders, or no device is common.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain. It could snow."]})
    >>> marked = {"doc_id": "a", "device": pd.Categorical(["hedge"]), "role": "cue"}
    >>> one = pd.DataFrame({"start": [3], "end": [6], **marked})
    >>> other = pd.DataFrame({"start": [16], "end": [21], **marked})
    >>> disagreements(articles, one, other)[["kind", "left", "match", "right"]]
            kind left  match  right
    0  only in a  It     may  rain.
    1  only in b  It   could  snow.
    """
    check_articles(articles)
    if is_codes(a) and is_codes(b):
        return different_codes(articles, a, b)
    for name, spans in (("a", a), ("b", b)):
        check_spans(spans, articles)
        check_coder(spans, verb="disagreements", name=name)
    devices = common_devices([Coding("a", a), Coding("b", b)], verb="disagreements")
    rows = [
        (device, role, *found)
        for device in devices
        for role in ROLES
        for found in _differences(*(_marked(spans, articles, device, role) for spans in (a, b)), edges=edges)
    ]
    return _in_context(rows, articles, context)


def _marked(spans: pd.DataFrame, articles: pd.DataFrame, device: str, role: str) -> _Marked:
    """Collect the stretches of a role, the pieces of one instance joined."""
    own = spans[(spans["device"] == device) & (spans["role"] == role)]
    article = pd.Index(articles["doc_id"]).get_indexer(pd.Index(own["doc_id"])).tolist()
    instance = own["instance"].tolist() if "instance" in own.columns else list(range(len(own)))
    subtype = [value if isinstance(value, str) else "" for value in own["subtype"]] if "subtype" in own.columns else []
    pieces: dict[tuple[int, object], list[tuple[int, int]]] = defaultdict(list)
    names: dict[tuple[int, object], str] = {}
    for row, (start, end) in enumerate(zip(own["start"].tolist(), own["end"].tolist(), strict=True)):
        key = article[row], instance[row]
        pieces[key].append((article[row] * STRIDE + start, article[row] * STRIDE + end))
        names[key] = subtype[row] if subtype else ""
    found = {joined(places): names[key] for key, places in pieces.items() if joined(places)}
    stretches = sorted(found)
    return _Marked(stretches, [found[stretch] for stretch in stretches])


def _differences(a: _Marked, b: _Marked, *, edges: bool) -> Iterator[tuple[str, str, str, int, int, int]]:
    """Yield kind, subtypes, article, start and end of each place that differs."""
    partner = dict(one_to_one(a.stretches, b.stretches, "touch"))
    have_subtypes = any(a.subtypes) and any(b.subtypes)  # one who never gave any does not differ in them
    for i, (stretch, subtype) in enumerate(zip(a.stretches, a.subtypes, strict=True)):
        if i not in partner:
            yield "only in a", subtype, "", *_extent(stretch)
            continue
        other, its = b.stretches[partner[i]], b.subtypes[partner[i]]
        is_other = have_subtypes and subtype != its
        if is_other or (edges and stretch != other):
            kind = "subtype" if is_other else "edges"
            yield kind, subtype, its, *_extent((*stretch, *other))
    taken = set(partner.values())
    for j, (stretch, subtype) in enumerate(zip(b.stretches, b.subtypes, strict=True)):
        if j not in taken:
            yield "only in b", "", subtype, *_extent(stretch)


def _extent(stretch: Stretch) -> tuple[int, int, int]:
    first, last = min(start for start, _ in stretch), max(end for _, end in stretch)
    return first // STRIDE, first % STRIDE, last % STRIDE


def _in_context(
    rows: list[tuple[str, str, str, str, str, int, int, int]],
    articles: pd.DataFrame,
    context: Literal["sentence", "paragraph"] | int,
) -> pd.DataFrame:
    """Sort the rows and add the context of each."""
    columns = ["device", "as", "kind", "subtype_a", "subtype_b", "article", "start", "end"]
    found = pd.DataFrame(rows, columns=columns).sort_values(
        ["article", "start", "end"], kind="stable", ignore_index=True
    )
    # As cues, in the order in which the concordance gives them back.
    places = found.drop(columns=["kind"]).assign(
        doc_id=articles["doc_id"].take(found["article"].to_numpy(dtype=int)).array,
        role="cue",
        instance=range(len(found)),
        device=pd.Categorical(found["device"]),
    )
    lines = concordance(articles, places, context=context)
    told = found[["kind", "subtype_a", "subtype_b"]].assign(role=found["as"])
    return pd.concat([lines.drop(columns=["subtype", "kind"]), told], axis=1)[list(DISAGREEMENT_COLUMNS)]
