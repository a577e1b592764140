"""A file of codings opened for its coder: made from a sample, or gone on with where it fits what is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from framing.checks import check_spans
from framing.code_table import is_codes
from framing.coding.decision_file import DecisionFile, Line
from framing.coding.items import Item, digest_of, item_from_json
from framing.coding.session import Mark, Session, State
from framing.coding.task import Task
from framing.model import named


def open_session(
    path: str | Path,
    texts: Mapping[str, str],
    head: Mapping[str, object],
    proposals: Mapping[str, State] | None = None,
    versions: Mapping[str, tuple[State, State]] | None = None,
) -> Session:
    """Open a file for a coder, or go on with it; raise one clear line where it is of something else."""
    file = DecisionFile(path, head)
    try:
        _check_head(file, head)
        return Session(file, texts, proposals, versions)
    except BaseException:
        file.close()
        raise


def head_of(coder: str, task: Task, items: Sequence[Item], *, blind: bool, **more: object) -> Line:
    """Give the first line of a file: the coder, the task and the items in their order."""
    return {
        "coder": coder, "blind": blind, "task": task.as_json(), "digest": task.digest,
        "items": [item.as_json() for item in items], **more,
    }  # fmt: skip


def _check_head(file: DecisionFile, head: Mapping[str, object]) -> None:
    name, there = file.path.name, file.head
    if there.get("coder") != head["coder"]:
        raise ValueError(
            f"code: {name} has the codings of {there.get('coder')}, not of {head['coder']}; give each coder a file"
        )
    own, given = there.get("task"), head["task"]
    if there.get("digest") != head["digest"]:
        names = [str(task.get("name")) if isinstance(task, dict) else "" for task in (own, given)]
        if names[0] != names[1]:
            raise ValueError(f"code: {name} was coded by the codebook {names[0]}, not {names[1]}; give another file=")
        raise ValueError(
            f"code: the questions or labels of {names[0]} are no longer those of {name}; give another file=, since "
            "codings by two versions of a codebook are not comparable"
        )
    if there.get("blind") != head["blind"]:
        was = "blind" if there.get("blind") else "with proposals"
        raise ValueError(f"code: {name} was coded {was} so far; go on in this way, or give another file=")
    if there.get("between") != head.get("between"):
        raise ValueError(f"code: {name} is not the adjudication of these two coders; give another file=")
    stored, now = ({item.key: item for item in _items(one)} for one in (there, head))
    if {*stored} != {*now}:
        raise ValueError(
            f"code: {name} is of another sample ({len(stored)} items, {len({*stored} & {*now})} of them in this one); "
            "give the sample with which it was begun, or another file="
        )
    if changed := [item for key, item in stored.items() if item.digest != now[key].digest]:
        raise ValueError(
            f"code: the text of {len(changed)} items has changed since {name} was begun (doc_id "
            f"{named(dict.fromkeys(item.doc_id for item in changed))}); give the articles as they were"
        )


def _items(head: Mapping[str, object]) -> list[Item]:
    rows = head.get("items")
    return [item_from_json(row) for row in rows] if isinstance(rows, list) else []


def check_digests(items: Sequence[Item], texts: Mapping[str, str], name: str) -> None:
    """Raise where an item of a file is not at its place in the texts."""
    if strange := [item.doc_id for item in items if item.doc_id not in texts]:
        raise ValueError(f"{name}: doc_id {named(dict.fromkeys(strange))} not in articles; give those that were coded")
    if changed := [item for item in items if digest_of(texts[item.doc_id][item.start : item.end]) != item.digest]:
        raise ValueError(
            f"{name}: the text of {len(changed)} items has changed since it was coded (doc_id "
            f"{named(dict.fromkeys(item.doc_id for item in changed))}); give the articles as they were"
        )


def proposals_of(
    articles: pd.DataFrame, items: Sequence[Item], task: Task, table: pd.DataFrame | None
) -> dict[str, State]:
    """Give what the machine proposes for each item: the cues of a spans table, or the values of a codes table."""
    if table is None:
        return {}
    if task.is_marking:
        check_spans(table, articles)
        own = table[(table["device"] == task.name) & (table["role"] == "cue")]
        subtype = own["subtype"].fillna("").astype(str) if "subtype" in own.columns else [""] * len(own)
        marks: dict[str, list[Mark]] = {}
        for doc_id, start, end, label in zip(own["doc_id"].astype(str), own["start"], own["end"], subtype, strict=True):
            kept = label if label in task.labels else ""
            marks.setdefault(doc_id, []).append((int(start), int(end), kept))
        return {
            item.key: State(marks=tuple(sorted(
                mark for mark in marks.get(item.doc_id, ()) if item.start <= mark[0] < item.end and mark[1] > mark[0]
            )))
            for item in items if not item.is_retest
        }  # fmt: skip
    if not is_codes(table):
        raise ValueError("code: proposals= for questions is a codes table, with the columns doc_id, code and value")
    names = {question.name: question for question in task.questions}
    place = ["doc_id", "start"] if "start" in table.columns and (table["unit"] != "article").any() else ["doc_id"]
    answers: dict[tuple[str, ...], dict[str, int | float | str]] = {}
    for row in table[table["code"].isin(names)].to_dict("records"):
        at = tuple(str(row[name]) for name in place)
        answers.setdefault(at, {})[str(row["code"])] = names[str(row["code"])].value_of(row["value"])
    found = {item.key: (item.doc_id, str(item.start))[: len(place)] for item in items if not item.is_retest}
    return {key: State(answers=answers.get(at, {})) for key, at in found.items()}
