"""What coders gave to the units of a device: articles, their counts, sentences, stretches of characters, subtypes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.coding.coded_agreement import CodedUnits
from framing.coding.coefficients import Counts, Matched, Nominal, Whole, paired
from framing.coding.matching import Place
from framing.model import ROLES
from framing.texts.text import sentence_spans

_Mark: TypeAlias = tuple[int, int, str, str]  # start, end, subtype, role
Marks: TypeAlias = dict[int, list[_Mark]]  # of one coder and device, by the article's position


class Compared(NamedTuple):
    """What is compared: the unit, how two marks were matched (empty for a coefficient), and the values by article."""

    unit: str
    match: str
    given: Nominal | Counts | Matched | CodedUnits
    marked: Whole  # how many units of each article any coder marked


class Texts(NamedTuple):
    """Of each article, where its sentences end and how many characters it has."""

    ends: list[list[int]]
    lengths: Whole

    @classmethod
    def of_articles(cls, articles: pd.DataFrame) -> Texts:
        """Split the texts once, for all devices."""
        ends = [[end for _, end in sentence_spans(text)] for text in articles["text"]]
        return cls(ends, np.array([len(text) for text in articles["text"]], dtype=np.int64))


def marks_of(spans: pd.DataFrame, articles: pd.DataFrame) -> Marks:
    """Group one coder's rows by article, in the order of the text."""
    article = pd.Index(articles["doc_id"]).get_indexer(pd.Index(spans["doc_id"]))
    subtype = spans["subtype"].astype(object) if "subtype" in spans.columns else pd.Series("", index=spans.index)
    subtypes = subtype.where(subtype.notna(), "").astype(str)
    marks: Marks = defaultdict(list)
    columns = (spans["start"].tolist(), spans["end"].tolist(), subtypes.tolist(), spans["role"].tolist())
    for place, *row in sorted(zip(article.tolist(), *columns, strict=True)):
        start, end, name, role = row
        marks[place].append((start, end, name, role))
    return marks


def subtypes_of(coded: Sequence[Marks]) -> list[str]:
    """List the subtypes that any coder gave to a cue."""
    return sorted({row[2] for marks in coded for rows in marks.values() for row in rows if row[3] == "cue"})


def of_subtype(marks: Marks, subtype: str) -> Marks:
    """Keep the marks of one subtype."""
    kept = {place: [row for row in rows if row[2] == subtype] for place, rows in marks.items()}
    return defaultdict(list, kept)


def compared_units(coded: Sequence[Marks], texts: Texts, roles: Sequence[str]) -> Iterator[Compared]:
    """Compare the articles, their counts and the sentences by where cues start, and the stretches of each role."""
    starts = [
        [[row[0] for row in marks.get(place, ()) if row[3] == "cue"] for marks in coded]
        for place in range(len(texts.ends))
    ]
    number = np.array([[len(found) for found in of_article] for of_article in starts], dtype=np.int64)
    has_any = (number.max(axis=1, initial=0) > 0).astype(np.int64)
    present = (number > 0).astype(np.int64)
    yield Compared("article", "", Nominal.of_units([row[None, :] for row in present], values=2), has_any)
    yield Compared("count", "", Counts(number), has_any)
    sentences = [np.zeros((len(ends), len(coded)), dtype=np.int64) for ends in texts.ends]
    for given, ends, found in zip(sentences, texts.ends, starts, strict=True):
        for coder in range(len(coded)) if ends else ():
            # A place beyond the last sentence's end, where a cue has no width, belongs to the last sentence.
            inside = np.searchsorted(ends, found[coder], side="right")
            given[np.minimum(inside, len(ends) - 1), coder] = 1
    marked = np.array([int(given.any(axis=1).sum()) for given in sentences], dtype=np.int64)
    yield Compared("sentence", "", Nominal.of_units(sentences, values=2), marked)
    yield from (_compared_stretches(coded, texts.lengths, role) for role in ROLES if role in roles)


def _compared_stretches(coded: Sequence[Marks], lengths: Whole, role: str) -> Compared:
    """Compare which characters coders marked: |u-alpha."""
    coders, articles = len(coded), len(lengths)
    tables = np.zeros((articles, coders * (coders - 1) // 2, 2, 2))
    own = np.zeros((articles, 2))
    marked = np.zeros(articles, dtype=np.int64)
    tables[:, :, 0, 0] = lengths[:, None]
    own[:, 0] = coders * lengths
    for place in sorted(set().union(*coded)):
        mask = np.zeros((coders, int(lengths[place])), dtype=np.int64)
        for coder, marks in enumerate(coded):
            for start, end in _stretches(marks.get(place, ()), role):
                mask[coder, start:end] = 1
                own[place] += (start - end, (end - start) ** 2)
        tables[place] = paired(mask, 2)
        marked[place] = mask.any(axis=0).sum()
    return Compared(role, "", Nominal(tables, own, lengths, coders), marked)


def _stretches(rows: Sequence[_Mark], role: str) -> list[Place]:
    """Join what overlaps, but not what touches: two cues side by side are two."""
    places: list[Place] = []
    for start, end in sorted((start, end) for start, end, _, its_role in rows if its_role == role and end > start):
        if places and start < places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], end))
        else:
            places.append((start, end))
    return places


def compared_subtypes(coded: Sequence[Marks], lengths: Whole, names: Sequence[str]) -> Compared:
    """Compare which subtype coders gave to what several marked: cu-alpha."""
    coders, values = len(coded), len(names) + 1
    value = {name: number for number, name in enumerate(names, start=1)}
    tables = np.zeros((len(lengths), coders * (coders - 1) // 2, values, values))
    own = np.zeros((len(lengths), values))
    units = np.zeros(len(lengths), dtype=np.int64)
    for place in sorted(set().union(*coded)):
        mask = np.zeros((coders, int(lengths[place])), dtype=np.int64)
        stretches: list[tuple[int, npt.NDArray[np.intp]]] = []
        for coder, marks in enumerate(coded):
            for start, end, name, role in marks.get(place, ()):
                free = start + np.flatnonzero(mask[coder, start:end] == 0)
                if role == "cue" and len(free):
                    mask[coder, free] = value[name]
                    stretches.append((value[name], free))
        coders_there = (mask > 0).sum(axis=0)
        for number, free in stretches:
            own[place, number] += float((coders_there[free] > 1).sum()) ** 2
        tables[place] = paired(mask, values)
        units[place] = (coders_there > 1).sum()
    tables[:, :, 0, :] = tables[:, :, :, 0] = 0  # only characters that both of a pair marked have two subtypes
    return Compared("subtype", "", Nominal(tables, own, units, coders), units)
