"""Codes to counts: per article and code, how many of its coded units have it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.checks import check_coder, check_looked_for, check_spans
from framing.code_table import check_codes, coders_of, unit_of, yes_or_no
from framing.counting.denominators import layouts_of
from framing.model import LAYOUT, PARTS, named, note
from framing.texts.parts import parts_at

BASES = {unit: f"coded {unit}s" for unit in ("article", "paragraph", "sentence")}


def of_codes(
    articles: pd.DataFrame, codes: pd.DataFrame, *, layout: pd.DataFrame | None = None, by_part: bool = False,
    part: Sequence[str] = (),
) -> pd.DataFrame:  # fmt: skip
    """Count for each article and code the units that have it, out of the units that were coded.

    With `layout`, spans that have the articles' headline and lede, units are counted by the part in which they start,
    or only those of some parts. Articles that were not asked have no row, and a note says how many these are.
    `expected` is the sum of the coder's scores, where it gave one to each unit of the article: what `framing.correct`
    starts from.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["They quarrel.", "It rains."]})
    >>> codes = pd.DataFrame({"doc_id": ["a", "b"], "unit": "article", "code": "conflict", "value": [1, 0]})
    >>> of_codes(articles, codes)[["doc_id", "words", "device", "n", "base"]]
      doc_id  words    device  n           base
    0      a      1  conflict  1  coded articles
    1      b      1  conflict  0  coded articles
    """
    check_codes(codes, articles)
    check_coder(codes, verb="count", name="codes")
    unit = unit_of(codes, verb="count")
    if by_part or part:
        codes = _with_part(articles, codes, layout)
        codes = codes[codes["part"].isin(part or PARTS)]
        if codes.empty:
            raise ValueError(f"count: no {unit} that was coded is in the {named(part)}; code some, or leave part= out")
    elif layout is not None:
        raise ValueError("count: layout= serves by='part' or part=; give one of them")
    scores = codes["score"] if "score" in codes.columns else pd.Series(np.nan, index=codes.index)
    table = pd.DataFrame(
        {
            "doc_id": codes["doc_id"],
            "device": codes["code"].astype(str),
            "n": yes_or_no(codes, verb="count"),
            "words": 1,
        }
    ).assign(expected=scores.astype(float))
    cell = ["doc_id", "device"]
    if by_part:
        cell, table = [*cell, "part"], table.assign(part=pd.Categorical(codes["part"], PARTS))
    grouped = table.assign(_has=table["expected"].notna()).groupby(cell, sort=False, observed=True)
    summed = grouped[["words", "n", "expected"]].sum()
    summed["expected"] = summed["expected"].where(grouped["_has"].all())
    order = list(dict.fromkeys(table["device"]))
    _note_not_asked(articles, table, order)
    frame = articles.drop(columns="text").assign(_article=np.arange(len(articles)))
    frame = frame.merge(summed.reset_index(), on="doc_id")
    frame["_device"] = frame["device"].map({name: place for place, name in enumerate(order)})
    own = ["part"] if by_part else []
    frame = frame.sort_values(["_article", "_device", *own], kind="stable", ignore_index=True)
    frame = frame.astype(dict.fromkeys(own, "str"))
    frame = frame.assign(base=BASES[unit], coder=coders_of(codes)[0], per_1000=1000 * frame["n"] / frame["words"])
    if frame["expected"].isna().all():
        frame = frame.drop(columns="expected")
    columns = [name for name in articles.columns if name != "text"]
    expected = [name for name in ("expected",) if name in frame]
    return frame[[*columns, "words", "device", *own, "n", "per_1000", *expected, "base", "coder"]]


def _with_part(articles: pd.DataFrame, codes: pd.DataFrame, layout: pd.DataFrame | None) -> pd.DataFrame:
    """Say of each coded unit in which part it starts."""
    if (codes["unit"] == "article").any():
        raise ValueError(
            "count: a whole article is in no part; by='part' and part= need codes of paragraphs or sentences"
        )
    if layout is None:
        raise ValueError(
            "count: codes by part need the layout (headline, lede): layout=framing.label(articles, ['layout'])"
        )
    check_spans(layout, articles)
    check_looked_for(layout, [LAYOUT], option="layout")
    rows = layouts_of(layout)
    parts = pd.Series("", index=codes.index, dtype=object)
    for doc_id, own in codes.groupby("doc_id", sort=False, observed=True):
        parts[own.index] = np.array(parts_at(own["start"].to_numpy(dtype="int64"), rows.get(doc_id, [])), dtype=object)
    return codes.assign(part=parts)


def _note_not_asked(articles: pd.DataFrame, table: pd.DataFrame, codes: list[str]) -> None:
    """Say of which articles nobody was asked, since they are in no rate."""
    asked = table.drop_duplicates(["doc_id", "device"])["device"].value_counts()
    some = [(code, len(articles) - int(asked[code])) for code in codes]
    if missing := [f"{code} in {number} of {len(articles)} articles" for code, number in some if number]:
        note(f"count: not coded, so without a row: {named(missing)}", stacklevel=4)
