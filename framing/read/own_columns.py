"""The columns and fields of a file, under its own names, made ours."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.read.assemble import as_strings
from framing.read.by_value import as_url, barred, flat_text, is_missing, remark_cut, with_domains
from framing.read.choices import Choices
from framing.read.columns import KNOWN_NAMES, check_matched, folded, match, rename, rename_fields
from framing.read.files import File
from framing.read.formats import Format
from framing.read.lists import is_list
from framing.read.remarks import Remarks


def single(file: File, fields: dict[str, object], choices: Choices, remarks: Remarks) -> dict[str, object]:
    """Rename one article's fields, and fill a missing outlet from the call or the folder."""
    names, chosen = list(fields), choices.columns
    if file.kind == ".txt":
        here = {ours: folded(theirs) for ours, theirs in chosen.items() if ours != "text" and folded(theirs) in names}
    else:  # an object may leave out what it does not have, but not its text
        here = {ours: theirs for ours, theirs in chosen.items() if ours == "text" or theirs in names}
    columns = {name: [flat_text(value)] for name, value in fields.items()}
    matched = match(names, here, file.name, remarks, barred(columns))
    if (address := as_url(columns, matched)) is not None:
        matched["url"] = address
    check_matched({ours: theirs for ours, theirs in matched.items() if ours == "text"}, names, file.name)
    named_fields = rename_fields(fields, matched)
    named_fields["text"] = flat_text(named_fields.get("text"))
    if is_missing(named_fields.get("outlet")):
        named_fields["outlet"] = choices.outlet
    if file.kind != ".txt":
        places = pd.DataFrame([named_fields], dtype=object)
        named_fields["outlet"] = with_domains(places, file.name, remarks)["outlet"].iloc[0]
    if is_missing(named_fields["outlet"]):
        named_fields["outlet"] = file.folder or None
    return named_fields


def matching(
    file: File, loaded: pd.DataFrame, choices: Choices, remarks: Remarks, format_used: Format | None
) -> dict[str, str]:
    """Map our columns to those of a table.

    The columns of a format have our names already; of ``columns=`` it takes what it has.
    """
    names, chosen = list(loaded.columns), choices.columns
    if format_used is not None:
        chosen = {ours: theirs for ours, theirs in chosen.items() if theirs in names}
    columns = {name: loaded[name].tolist() for name in names if folded(str(name)) in KNOWN_NAMES}
    matched = match(names, chosen, file.name, remarks, barred(columns))
    if (address := as_url(columns, matched)) is not None:
        matched["url"] = address
    if not is_list(loaded, matched):
        check_matched(matched, names, file.name)
    return matched


def table(
    file: File, loaded: pd.DataFrame, matched: Mapping[str, str], choices: Choices, remarks: Remarks
) -> pd.DataFrame:
    """Rename a table's columns, and fill missing outlets from the call."""
    outlet = choices.outlet
    renamed = rename(loaded, matched)
    if "text" in renamed:
        renamed = renamed.assign(text=renamed["text"].map(flat_text))
        remark_cut(renamed["text"].tolist(), file.name, remarks)
    for ours, theirs in matched.items():
        if ours != "text" and any(isinstance(value, bytes) for value in loaded[theirs]):
            raise ValueError(f"{file.name}: the column {theirs!r} ({ours}) contains bytes; save it as strings")
    if outlet is not None:
        own = as_strings(renamed["outlet"]) if "outlet" in renamed else pd.Series(None, renamed.index, dtype=object)
        renamed = renamed.assign(outlet=own.where(own.notna(), outlet))
    return with_domains(renamed, file.name, remarks)
