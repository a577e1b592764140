"""Two codings side by side: on which items they differ, for an adjudicator to decide."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from framing.code_table import PLACE, check_codes, coders_of, is_codes
from framing.coding.coded_tables import SETTLED, Coded, coded_of_file, is_alike
from framing.coding.decision_file import Line
from framing.coding.items import Item, digest_of
from framing.coding.opening import check_digests, head_of
from framing.coding.session import DONE, State
from framing.coding.task import Task, task_of
from framing.model import named, note
from framing.vocabulary.code_pages import CodePage

Versions = dict[str, tuple[State, State]]


def coded_of(
    coding: object, articles: pd.DataFrame, texts: Mapping[str, str], codebook: str | Path | CodePage | None
) -> Coded:
    """Take a coding that is given as a file, as the widget that writes one, or as a codes table."""
    if isinstance(coding, pd.DataFrame):
        if not is_codes(coding) or codebook is None:
            raise ValueError(
                "adjudicate: give the files that framing.code wrote, or two codes tables with codebook='generic_frames'"
            )
        return _coded_of_table(coding, articles, texts, task_of(coding.iloc[:0], codebook))
    path = Path(str(getattr(coding, "file", coding)))
    coded = coded_of_file(path)
    check_digests([item for item in coded.items if coded.states[item.key].status == DONE], texts, path.name)
    return coded


def _coded_of_table(codes: pd.DataFrame, articles: pd.DataFrame, texts: Mapping[str, str], task: Task) -> Coded:
    check_codes(codes, articles)
    if len(coders := coders_of(codes)) > 1:
        raise ValueError(f"adjudicate: codes of several coders ({named(coders)}); give one coder's at a time")
    known = {question.name: question for question in task.questions}
    if unknown := [code for code in codes["code"].astype(str).unique() if code not in known]:
        raise ValueError(f"adjudicate: {named(unknown)} are no questions of {task.name}; give the codebook they are of")
    own = ("code", "value", "coder", "score", "made_by", "blind", "decided", "note", *PLACE)
    kept = [name for name in codes.columns if name not in own]
    items: dict[tuple[str, int], Item] = {}
    answers: dict[tuple[str, int], dict[str, int | float | str]] = {}
    for row in codes.astype(object).where(codes.notna(), None).to_dict("records"):
        doc_id, is_article = str(row["doc_id"]), row["unit"] == "article"
        start, end = (0, len(texts[doc_id])) if is_article else (int(row["start"]), int(row["end"]))
        at = doc_id, start
        answers.setdefault(at, {})[str(row["code"])] = known[str(row["code"])].value_of(row["value"])
        facts = {str(name): row[name] for name in kept}
        digest = digest_of(texts[doc_id][start:end])
        items.setdefault(at, Item(f"{doc_id}@{start}", doc_id, str(row["unit"]), start, end, digest, facts))
    states = {items[at].key: State(DONE, answers=answers[at]) for at in items}
    return Coded(coders[0], task, list(items.values()), states, blind=True, settled=False)


def settled_head(a: Coded, b: Coded) -> tuple[Line, Versions]:
    """Give the first line of an adjudication's file, and what the two decided about each item on which they differ.

    Raises
    ------
    ValueError
        Where the two are one coder's, by two codebooks, or of no common item, or where they differ nowhere.
    """
    if a.coder == b.coder:
        raise ValueError(f"adjudicate: both codings are {a.coder}'s; give those of two coders")
    if a.settled or b.settled:
        raise ValueError("adjudicate: one of the codings was settled already; give those of two coders")
    if a.task.digest != b.task.digest:
        raise ValueError(
            f"adjudicate: {a.coder} coded by {a.task.name} and {b.coder} by {b.task.name}, or by another version of "
            "it; give codings by one codebook"
        )
    mine, theirs = (
        {(item.doc_id, item.start, item.end): (item, state) for item, state in one.decided()} for one in (a, b)
    )
    common = [place for place in mine if place in theirs]
    if not common:
        raise ValueError(f"adjudicate: no item was decided by both {a.coder} and {b.coder}")
    if alone := len({*mine, *theirs}) - len(common):
        note(f"adjudicate: {alone} items were decided by only one of the two; left out", stacklevel=4)
    items: list[Item] = []
    versions: Versions = {}
    agreed: list[object] = []
    for place in common:
        item, state = mine[place]
        if is_alike(a.task, state, theirs[place][1]):
            agreed.append([item.as_json(), state.as_json()])
        else:
            items.append(item)
            versions[item.key] = state, theirs[place][1]
    if not items:
        raise ValueError(f"adjudicate: {a.coder} and {b.coder} agree on all {len(common)} items; take either coding")
    return head_of(SETTLED, a.task, items, blind=True, between=[a.coder, b.coder], agreed=agreed), versions
