"""From a row of a table of counts, rates or results back to the cues that it counts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from framing.checks import check_looked_for
from framing.counting.denominators import places_left_out, starts_in
from framing.counting.kinds import in_kinds, without_apart
from framing.exploring.prepared import Mask, Prepared
from framing.marking.marks import column
from framing.model import named
from framing.vocabulary.codebook_pages import device_names, groups

_KEYS = ("subtype", "voice", "speaker", "part")  # columns by which counts of a device stand apart
_WAY_OUT = "give one row, such as results.iloc[3]"


def behind(prepared: Prepared, where: object) -> tuple[Mask, str]:
    """Tell which cues a row of counts, rates, results or lines is about, and name the row in words.

    The row says its device or kind of a device, its groups or article, and, where it has these columns, voice, speaker,
    part and subtype, the voices counted and the text that was left out.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Fly"], "text": ["It may.", "It may."]})
    >>> spans = pd.DataFrame({"doc_id": ["a", "b"], "start": 3, "end": 6, "device": "hedge", "role": "cue"})
    >>> prepared = Prepared(articles, spans.astype({"device": "category"}))
    >>> mask, words = behind(prepared, {"device": "hedge", "group": "Fly"})
    >>> mask.tolist(), words
    ([False, True], 'hedge · Fly')
    """
    if not isinstance(where, pd.Series | Mapping):
        raise ValueError(f"explore: where= is a {type(where).__name__}; {_WAY_OUT}")
    row = {str(name): value for name, value in where.items() if _is_told(value)}
    if not {"device", "doc_id"} & set(row):
        raise ValueError(
            f"explore: where= has neither device nor doc_id (it has: {named(row) or 'nothing'}); {_WAY_OUT}"
        )
    told = []
    mask = np.ones(len(prepared.rows), dtype=bool)
    if "device" in row:
        mask &= _of_device(prepared, str(row["device"]))
        told.append(str(row["device"]))
    if "doc_id" in row:
        mask &= (prepared.cues["doc_id"].astype(str) == str(row["doc_id"])).to_numpy()
        told.append(str(row["doc_id"]))
    elif sides := [str(row[name]) for name in ("a", "b", "group") if name in row]:
        mask &= _in_groups(prepared, sides)
        told.append(" against ".join(sides))
    for name in (name for name in _KEYS if name in row and name in prepared.cues):
        mask &= np.array(column(prepared.cues, name)) == str(row[name])
        told.append(f"{name} {row[name]}")
    if (voices := str(row.get("voices", "all"))) != "all":
        mask &= prepared.voice.where(voices.split(", "))
        told.append(f"voice {voices}")
    if (excluded := str(row.get("excluded", "none"))) != "none":
        devices = excluded.split(", ")
        check_looked_for(prepared.spans, devices, option="explore: excluded")
        mask &= ~starts_in(prepared.cues, places_left_out(prepared.articles, prepared.spans, devices))
        told.append(f"without {excluded}")
    return mask, " · ".join(told)


def _is_told(value: object) -> bool:
    return (isinstance(value, str) and value != "") or not (isinstance(value, str) or pd.isna(value))  # type: ignore[call-overload]


def _of_device(prepared: Prepared, name: str) -> Mask:
    """Tell which cues are of a device as it is counted, of a kind of one, or a name of a set."""
    cues = prepared.cues
    if name in prepared.devices:
        kept = without_apart(cues.reset_index(drop=True)).index
        is_counted = np.zeros(len(cues), dtype=bool)
        is_counted[kept] = True
        return prepared.device.where([name]) & is_counted
    pages = set(device_names())
    for device in prepared.devices:
        if device in pages and name in groups(device):
            kinds = in_kinds(cues.loc[cues["device"] == device], device)["device"] == name
            mask = prepared.device.where([device])
            mask[mask] = kinds.to_numpy()
            return mask
    if "subtype" in cues and (is_name := cues["subtype"].str.replace(":", ": ", n=1) == name).any():
        return is_name.to_numpy()
    raise ValueError(
        f"explore: where= is about {name!r}, no device that was labelled ({named(prepared.devices, most=12)}), "
        "no kind of one and no name of a set; label it, or choose another row"
    )


def _in_groups(prepared: Prepared, sides: list[str]) -> Mask:
    """Tell which cues are in articles of the groups; these are values of the outlet, else of another column."""
    articles = prepared.articles
    names = ["outlet", *(str(name) for name in articles.columns if name not in ("outlet", "text", "doc_id"))]
    for name in names:
        values = np.array(column(articles, name))
        if set(sides) <= set(values):
            return np.isin(values, sides)[prepared.article]
    raise ValueError(
        f"explore: where= compares {named(sides)}, and no column of the articles has these values; "
        "give the articles the column that was compared"
    )
