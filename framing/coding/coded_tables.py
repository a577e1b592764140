"""Tables of what was coded: one row per item and question, the places marked, and what a second coding kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.code_table import CODE_COLUMNS
from framing.coding.decision_file import Line, read_lines
from framing.coding.items import Item, item_from_json
from framing.coding.session import DONE, OPEN, UNDECIDED, State, state_from_json
from framing.coding.task import Task, task_from_json
from framing.model import named, note

SETTLED = "adjudicated"  # the coder of what was settled from two codings


class Coded(NamedTuple):
    """A file of codings as it stands: who coded what, and how each item was decided."""

    coder: str
    task: Task
    items: list[Item]
    states: Mapping[str, State]
    blind: bool
    settled: bool

    def decided(self, *, retest: bool = False) -> Iterator[tuple[Item, State]]:
        """Yield the items that are done, without the second codings or only these."""
        for item in self.items:
            if item.is_retest == retest and self.states[item.key].status == DONE:
                yield item, self.states[item.key]


def coded_of_file(path: str | Path) -> Coded:
    """Read a file of codings: the last state of each item."""
    head, lines, _ = read_lines(Path(path))
    return coded_of_head(head, {str(line["item"]): state_from_json(line) for line in lines})


def coded_of_head(head: Mapping[str, object], states: Mapping[str, State]) -> Coded:
    """Put the states of items with the first line of their file, which has those on which two coders agreed."""
    task, rows, agreed = head.get("task"), head.get("items"), head.get("agreed")
    items = [item_from_json(row) for row in rows] if isinstance(rows, list) else []
    found = {item.key: states.get(item.key, State()) for item in items}
    for row, line in agreed if isinstance(agreed, list) else []:
        items.append(item_from_json(row))
        found[items[-1].key] = state_from_json(line)
    return Coded(
        str(head.get("coder", "")), task_from_json(task if isinstance(task, dict) else {}), items, found,
        bool(head.get("blind", True)), "between" in head,
    )  # fmt: skip


def note_open(coded: Coded, where: str) -> None:
    """Say which items have no decision, since they have no row."""
    kinds = dict.fromkeys((OPEN, UNDECIDED), 0)
    for item in coded.items:
        if (status := coded.states[item.key].status) != DONE:
            kinds[status] += 1
    if sum(kinds.values()):
        told = [f"{number} {status}" for status, number in kinds.items() if number]
        note(
            f"{where}: {named(told)} of {len(coded.items)} items are left out; code all before rates are corrected",
            stacklevel=4,
        )


def codes_table(coded: Coded, *, retest: bool = False) -> pd.DataFrame:
    """Give the codes: the number of instances of the device in each item, or the answer to each question."""
    coder = f"{coded.coder} again" if retest else coded.coder
    rows = []
    for item, state in coded.decided(retest=retest):
        values: Mapping[str, object] = dict(state.answers)
        if coded.task.is_marking:
            values = {coded.task.name: sum(label not in coded.task.apart for _, _, label in state.marks)}
        for code, value in values.items():
            rows.append({
                "doc_id": item.doc_id, "unit": item.unit, "start": item.start, "end": item.end, "code": code,
                "value": value, "coder": coder, "score": np.nan, "made_by": "person", **item.facts,
                "blind": coded.blind, "decided": state.time, "note": state.note,
            })  # fmt: skip
    facts = [name for item in coded.items for name in item.facts]
    columns = dict.fromkeys([*CODE_COLUMNS, "made_by", *facts, "blind", "decided", "note"])
    return pd.DataFrame(rows, columns=list(columns))


def spans_table(coded: Coded) -> pd.DataFrame:
    """Give the places that were marked, each with the item in which it was, as a spans table."""
    rows: list[Line] = []
    number: dict[str, int] = {}
    for item, state in coded.decided():
        for start, end, label in state.marks:
            number[item.doc_id] = number.get(item.doc_id, -1) + 1
            rows.append({
                "doc_id": item.doc_id, "start": start, "end": end, "device": coded.task.name, "subtype": label,
                "role": "cue", "instance": number[item.doc_id], "entry": "", "coder": coded.coder, "unit": item.unit,
                **{name: value for name, value in item.facts.items() if name != "found"}, "blind": coded.blind,
            })  # fmt: skip
    columns = [
        "doc_id", "start", "end", "device", "subtype", "role", "instance", "entry", "coder", "unit",
        *dict.fromkeys(name for item in coded.items for name in item.facts if name != "found"), "blind",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    table = table.astype(dict.fromkeys(("start", "end", "instance"), "int64"))
    return table.assign(device=pd.Categorical(table["device"], categories=[coded.task.name]))


def drift_table(coded: Coded) -> pd.DataFrame:
    """Give, by the day of the second coding, how many items were coded again and how many of them alike.

    Examples
    --------
    >>> item = Item("S1", "a", "sentence", 0, 5, "", {})
    >>> again = Item("S1@retest", "a", "sentence", 0, 5, "", {"batch": "retest"})
    >>> states = {"S1": State(DONE, time="2024-05-01T10:00"), "S1@retest": State(DONE, time="2024-05-09T10:00")}
    >>> drift_table(Coded("Ann", Task("hedge"), [item, again], states, True, False))
             date  items  alike  percent
    0  2024-05-09      1      1    100.0
    """
    rows = []
    for item, state in coded.decided(retest=True):
        first = coded.states.get(item.key.partition("@")[0])
        if first is not None and first.status == DONE:
            rows.append((state.time[:10], is_alike(coded.task, first, state)))
    table = pd.DataFrame(rows, columns=["date", "alike"]).astype({"alike": "int64"})
    by_date = table.groupby("date")["alike"].agg(items="size", alike="sum").reset_index()
    return by_date.assign(percent=100 * by_date["alike"] / by_date["items"])


def is_alike(task: Task, one: State, other: State) -> bool:
    """Return whether two codings of an item are the same: its answers, or which marks touch with the same label."""
    if not task.is_marking:
        return one.answers == other.answers
    return len(one.marks) == len(other.marks) and all(
        a[0] < b[1] and b[0] < a[1] and a[2] == b[2] for a, b in zip(one.marks, other.marks, strict=True)
    )
