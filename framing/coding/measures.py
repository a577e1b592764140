"""Which stretches of two codings are compared, and which of them are matched one to one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.coding.coefficients import Matched
from framing.coding.matching import Pair, Stretch, do_touch, joined, left_to_right, one_to_one

MATCHES = ("exact", "overlap", "half")
QUOTATIONS = ("direct", "mixed", "indirect")

# longer than any text: a place is article * STRIDE + offset, so that no stretch meets one of another article
STRIDE = 1 << 32
_SPACE = re.compile(r"\s")

Instance: TypeAlias = tuple[int, int]  # the article's number and the instance's


class Paired(NamedTuple):
    """The stretches of each side, how they are matched, and which were; without `a`, recall alone."""

    unit: str
    match: str
    a: list[Stretch] | None
    b: list[Stretch]
    pairs: list[Pair]


class Attributions(NamedTuple):
    """The attributions of one side: their contents in order, whose each is, and the roles by instance."""

    owners: list[Instance]
    contents: list[Stretch]
    cues: dict[Instance, Stretch]
    sources: dict[Instance, Stretch]
    subtypes: dict[Instance, str]


def have_roles(spans: pd.DataFrame) -> set[str]:
    """Name the devices whose instances have more than a cue: attribution, and what the rows show.

    Examples
    --------
    >>> have_roles(pd.DataFrame({"device": pd.Categorical(["hedge"]), "role": ["cue"]}))
    set()
    """
    looked_for = {"attribution"} & set(spans["device"].cat.categories)
    return looked_for | set(spans.loc[spans["role"] != "cue", "device"].astype(str))


def placed(spans: pd.DataFrame, articles: pd.DataFrame, devices_with_roles: Container[str] = ()) -> pd.DataFrame:
    """Lay all spans out on one line, article after article, for `devices_with_roles` without the spaces.

    Without spaces a stretch is the set of its characters, so it does not matter how wide a coder marked a line break.
    """
    rows = pd.DataFrame(
        {
            "article": pd.Index(articles["doc_id"]).get_indexer(pd.Index(spans["doc_id"])),
            "device": spans["device"].astype(str).to_numpy(),
            "subtype": _strings(spans["subtype"]) if "subtype" in spans.columns else "",
            "role": spans["role"].to_numpy(),
            "instance": spans["instance"].to_numpy() if "instance" in spans.columns else 0,
        }
    )
    start, end = (spans[name].to_numpy(dtype="int64", copy=True) for name in ("start", "end"))
    of_article = rows[rows["device"].map(lambda device: device in devices_with_roles).astype(bool)].groupby("article")
    for article, text in enumerate(articles["text"] if of_article.ngroups else ()):
        if article in of_article.groups:
            theirs = of_article.groups[article].to_numpy()
            spaces = np.array([found.start() for found in _SPACE.finditer(text)], dtype="int64")
            for places in (start, end):
                places[theirs] -= np.searchsorted(spaces, places[theirs])
    shift = rows["article"].to_numpy(dtype="int64") * STRIDE
    return rows.assign(start=start + shift, end=end + shift)


def _strings(values: pd.Series) -> npt.NDArray[np.object_]:
    """Return the values as strings, empty where missing."""
    plain = values.astype(object)
    return plain.where(plain.notna(), "").astype(str).to_numpy(dtype=object)


def with_subtype_of_cue(rows: pd.DataFrame) -> pd.DataFrame:
    """Set the subtype of sources and contents to that of their cue."""
    key = ["article", "device", "instance"]
    told = rows.loc[rows["role"] == "cue", [*key, "subtype"]].drop_duplicates(key)
    theirs = rows[key].merge(told, on=key, how="left")["subtype"].to_numpy()
    return rows.assign(subtype=rows["subtype"].where((rows["role"] == "cue") | pd.isna(theirs), theirs))


def matched_cues(a: pd.DataFrame, b: pd.DataFrame, matches: Sequence[str]) -> list[Paired]:
    """Match the cues of a device of one row per instance, each place once."""
    ours, theirs = _cues(a), _cues(b)
    pairs = {
        "exact": lambda: one_to_one(ours, theirs, "exact"),
        "overlap": lambda: left_to_right(ours, theirs),
        "half": lambda: one_to_one(ours, theirs, "half"),
    }
    return [Paired("cue", match, ours, theirs, pairs[match]()) for match in matches]


def _cues(rows: pd.DataFrame) -> list[Stretch]:
    places = rows.loc[rows["role"] == "cue", ["start", "end"]].drop_duplicates().sort_values(["start", "end"])
    return [((start, end),) for start, end in zip(places["start"].tolist(), places["end"].tolist(), strict=True)]


def matched_roles(a: pd.DataFrame, b: pd.DataFrame) -> list[Paired]:
    """Match attributions: each role, the whole, and the contents of each type in `b`."""
    ours, theirs = attributions(a), attributions(b)
    half = one_to_one(ours.contents, theirs.contents, "half")
    exact = one_to_one(ours.contents, theirs.contents, "exact")
    whole = [pair for pair in half if _are_one(ours, theirs, pair)]
    return [
        _distinct("cue", ours.cues, theirs.cues),
        _distinct("source", ours.sources, theirs.sources),
        Paired("content", "half", ours.contents, theirs.contents, half),
        Paired("content", "exact", ours.contents, theirs.contents, exact),
        Paired("whole", "half", ours.contents, theirs.contents, whole),
        *(_of_type(quotation, theirs, half) for quotation in QUOTATIONS),
    ]


def attributions(rows: pd.DataFrame) -> Attributions:
    """Join the rows of `placed` to attributions."""
    pieces: dict[str, dict[Instance, list[tuple[int, int]]]] = {
        role: defaultdict(list) for role in ("cue", "source", "content")
    }
    subtypes: dict[Instance, str] = {}
    columns = (rows[name].tolist() for name in ("article", "instance", "role", "subtype", "start", "end"))
    for article, instance, role, subtype, start, end in zip(*columns, strict=True):
        pieces[role][article, instance].append((start, end))
        subtypes[article, instance] = subtype
    cues, sources, contents = (
        {instance: stretch for instance, places in found.items() if (stretch := joined(places))}
        for found in pieces.values()
    )
    order = sorted(contents, key=lambda instance: (contents[instance], instance))
    return Attributions(order, [contents[instance] for instance in order], cues, sources, subtypes)


def _distinct(role: Literal["cue", "source"], a: dict[Instance, Stretch], b: dict[Instance, Stretch]) -> Paired:
    ours, theirs = sorted(set(a.values())), sorted(set(b.values()))
    return Paired(role, "overlap", ours, theirs, one_to_one(ours, theirs, "touch"))


def _are_one(ours: Attributions, theirs: Attributions, pair: Pair) -> bool:
    """Return whether two attributions agree in cue and source: these share a character or are absent in both."""
    one, other = ours.owners[pair[0]], theirs.owners[pair[1]]
    return all(
        do_touch(a.get(one, ()), b.get(other, ())) or (one not in a and other not in b)
        for a, b in ((ours.cues, theirs.cues), (ours.sources, theirs.sources))
    )


def _of_type(quotation: str, theirs: Attributions, half: list[Pair]) -> Paired:
    """Keep the contents of one type in `b`, and their pairs."""
    kept = [place for place, owner in enumerate(theirs.owners) if theirs.subtypes[owner] == quotation]
    number = {place: new for new, place in enumerate(kept)}
    pairs = [(i, number[j]) for i, j in half if j in number]
    return Paired(f"content_{quotation}", "half", None, [theirs.contents[place] for place in kept], pairs)


def counted(matched: Sequence[Paired], articles: int, *, have_truth: bool) -> Matched:
    """Count the stretches of each side and the matched pairs in each article, over pairs of coders."""
    counts = np.zeros((articles, 3))
    for paired in matched:
        found = [paired.b[j] for _, j in paired.pairs]
        for column, stretches in enumerate((paired.a or [], paired.b, found)):
            article = np.array([stretch[0][0] // STRIDE for stretch in stretches], dtype=np.int64)
            counts[:, column] += np.bincount(article, minlength=articles)
        counts[:, 0] += np.nan if paired.a is None else 0
    return Matched(counts, have_truth)
