"""Frames as patterns of elements that recur: hierarchical clustering of the articles by their coded elements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.checks import check_coder
from framing.code_table import CODE_COLUMNS, PLACE, check_codes, coders_of, wide_of, yes_or_no
from framing.model import named, note
from framing.results.notes import encoded, in_words
from framing.results.schema import Limits
from framing.statistics.clustering import Choice, choice_of, stability

LEAST_UNITS, MOST_UNITS = 20, 5_000  # a tree of more needs too much memory
DISSOLVED, STABLE = 0.6, 0.75  # Hennig (2007) and the help of his R package fpc
RARE = 0.05
FRAME_COLUMNS = ("code", "n", "share", "stability", "units", "unit", "elements", "coder", "draws", "seed", "kind",
                 "limits", "note")  # fmt: skip
_KEPT = ("unit_id", "probability")  # of the sample


@dataclass(frozen=True, slots=True)
class Clustering:
    """Frames found by clustering: `frames` with their stability, `elements` in each, the `choice` of their number.

    `codes` is a codes table of the frames, which `framing.count` takes.
    """

    frames: pd.DataFrame
    elements: pd.DataFrame
    choice: pd.DataFrame
    codes: pd.DataFrame

    def __repr__(self) -> str:
        units, unit = self.frames["units"].iloc[0], self.frames["unit"].iloc[0]
        return (
            f"<{len(self.frames)} frames of {units} {unit}s by {self.elements['element'].nunique()} elements: .frames, "
            ".elements, .choice, .codes>"
        )


def cluster_elements(
    codes: pd.DataFrame, *, k: int | None = None, most: int = 8, draws: int = 100, seed: int = 0
) -> Clustering:
    """Find frames as patterns of elements: Ward's clustering of articles by which frame elements they have.

    Clustering always finds clusters: see in `choice` whether the elements go together more than by chance, and in
    `frames` whether the same clusters come back. What a cluster means, and whether it is a frame, is for you to argue.

    Parameters
    ----------
    codes : DataFrame
        Codes of the elements, yes and no, by one coder: answers to the questions of a page such as ``frame_elements``
        (`framing.read_codes`), or what `framing.combine` made of them. Better the specific elements of your issue than
        general ones.
    k : int, optional
        The number of frames; by default that of the gap statistic.
    most : int
        Up to how many clusters `choice` compares.
    draws : int
        How often elements are put into random order, and articles are drawn again.
    seed : int
        Where the random numbers start.

    Returns
    -------
    Clustering
        Four tables:

        - ``.frames``: per frame its name (``frame 1`` is the largest), `n` and `share` of the articles, `stability`,
          and `elements`, those that set it apart most; `limits` and `note`.
        - ``.elements``: per frame and element, `n` and `share` of the frame's articles that have it, and
          `share_elsewhere` and `difference`. These shares have no interval and no test, since the clusters were made of
          them.
        - ``.choice``: per number of clusters `explained`, the share of the sum of squares that is between them, and
          `explained_random`, what is reached in 5 % of cases where elements are not related; `silhouette`; `gap` with
          its `gap_error`; and which was `chosen`.
        - ``.codes``: a codes table with a row per article and frame, `made_by` ``clustering``. For other names:
          ``.codes.replace({"code": {"frame 1": "blame"}})``.

    Raises
    ------
    ValueError
        Where codes are of several coders, or not yes and no; for fewer than two elements or 20 articles, or more than
        5,000; for a `k` below 2 or above `most`.

    Notes
    -----
    The method is that of Matthes & Kohring (2008, Journal of Communication 58:258-279): elements are coded, and Ward's
    method joins the articles with squared Euclidean distances. They take the number of clusters from the elbow of
    `explained`. The default is the gap statistic (Tibshirani, Walther & Hastie 2001): how much more is explained than
    with the same elements in random order; the smallest number whose gap is not below that of the next by more than two
    errors. In simulations it finds the number of three frames in 92 to 100 % of samples of 100 and 300 articles, the
    silhouette with six elements in none, and of elements that are not related a note says so in 90 to 98 %
    (``benchmarks/clusters.csv``). Where the gap is for a single cluster there are two all the same, with that note.

    Stability is the mean Jaccard similarity of a frame with the most similar cluster of each bootstrap sample (Hennig
    2007). From .75 on a cluster is called stable; below .60 it is not to be interpreted. With four elements
    stability is high without any frame, since a common element always divides the articles: look at `choice` first.

    An article that lacks the answer to an element is left out, and an element that all or none of the articles have;
    notes say so.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> is_blame = np.arange(90) < 60
    >>> elements = {"cause_actor": is_blame, "judged_bad": is_blame, "cause_circumstance": ~is_blame}
    >>> elements |= {"problem_named": is_blame, "problem_affected": ~is_blame, "remedy_action": ~is_blame}
    >>> values = {name: (rng.random(90) < 0.1 + 0.8 * own).astype(int) for name, own in elements.items()}
    >>> codes = pd.DataFrame(values).assign(doc_id=range(90), unit="article").melt(["doc_id", "unit"], var_name="code")
    >>> found = cluster_elements(codes)
    >>> found
    <2 frames of 90 articles by 6 elements: .frames, .elements, .choice, .codes>
    >>> found.frames[["code", "n", "stability", "elements"]].round(2)
          code   n  stability                                           elements
    0  frame 1  61       0.97             judged_bad, problem_named, cause_actor
    1  frame 2  29       0.95  cause_circumstance, problem_affected, remedy_a...
    """
    check_codes(codes)
    check_coder(codes, verb="cluster_elements", name="codes")
    coder = coders_of(codes)[0]
    if draws < 2 or most < 2 or (k is not None and not 2 <= k <= most):
        raise ValueError(f"cluster_elements: k={k}, most={most}, draws={draws}; give 2 <= k <= most, and 100 draws")
    table = _wide(codes)
    unit, rows = str(codes["unit"].iloc[0]), table.to_numpy(dtype=float)
    if most >= len(np.unique(rows, axis=0)):
        raise ValueError(
            f"cluster_elements: the {unit}s have {len(np.unique(rows, axis=0))} different patterns of elements, which "
            f"is not more than most={most}; give a smaller most"
        )
    rng = np.random.default_rng(seed)
    choice = choice_of(rows, most, draws, rng)
    number = k or max(choice.best, 2)
    cluster = choice.clusters(number)
    names = [f"frame {place}" for place in range(1, number + 1)]
    elements = _elements(table, cluster, names)
    stable = stability(rows, cluster, draws, rng)
    whole: Limits = {} if choice.best > 1 and _is_above_chance(choice, number) else {"no_clusters": {}}
    about = {"units": len(rows), "unit": unit, "coder": coder, "draws": draws, "seed": seed, "kind": "cluster"}
    frames = []
    for place, name in enumerate(names):
        limits = {**whole, **_of_stability(float(stable[place]))}
        n = int((cluster == place).sum())
        frames.append(
            {
                **about, "code": name, "n": n, "share": n / len(rows), "stability": float(stable[place]),
                "elements": _apart(elements[elements["code"] == name]), "limits": encoded(limits),
                "note": in_words(limits, about),
            }
        )  # fmt: skip
    if whole:
        note("cluster_elements: the elements go together no more than by chance: the clusters are not frames")
    return Clustering(
        pd.DataFrame(frames)[list(FRAME_COLUMNS)], elements, _choice_table(choice, number),
        _codes(codes, table, cluster, names, f"Ward, {number} clusters ({coder})"),
    )  # fmt: skip


def _wide(codes: pd.DataFrame) -> pd.DataFrame:
    """Give one row per unit and one column per element, without incomplete units and elements that do not vary."""
    wide = wide_of(codes, yes_or_no(codes, verb="cluster_elements"), verb="cluster_elements")
    table, unit = wide.dropna(), str(codes["unit"].iloc[0])
    if left_out := len(wide) - len(table):
        note(
            f"cluster_elements: {left_out} of {len(wide)} {unit}s lack the answer to an element; left out", stacklevel=4
        )
    if not LEAST_UNITS <= len(table) <= MOST_UNITS:
        raise ValueError(
            f"cluster_elements: {len(table):,} {unit}s with all elements; {LEAST_UNITS} to {MOST_UNITS:,} can be "
            "clustered: code more, or draw a sample"
        )
    share = table.mean()
    if alike := list(share.index[(share == 0) | (share == 1)]):
        note(f"cluster_elements: all or none of the {unit}s have {named(alike)}; left out", stacklevel=4)
    table = table.drop(columns=alike)
    if table.shape[1] < 2:
        raise ValueError(
            f"cluster_elements: {table.shape[1]} elements vary; two are needed, and eight or more are better"
        )
    if rare := list(share.index[(share > 0) & (share < RARE)]):
        note(f"cluster_elements: fewer than 5 % of the {unit}s have {named(rare)}, too few for a frame", stacklevel=4)
    return table


def _is_above_chance(choice: Choice, number: int) -> bool:
    return bool(choice.explained[number - 1] > choice.random[number - 1])


def _of_stability(value: float) -> Limits:
    """Say where a cluster is hardly found again."""
    if value >= STABLE:
        return {}
    return {"unstable_cluster" if value < DISSOLVED else "uncertain_cluster": {"stability": value}}


def _elements(table: pd.DataFrame, cluster: np.ndarray, names: list[str]) -> pd.DataFrame:
    """Give how many units of each frame, and of the others, have each element."""
    parts = []
    for place, name in enumerate(names):
        own, rest = table[cluster == place], table[cluster != place]
        parts.append(
            pd.DataFrame(
                {
                    "code": name, "element": table.columns, "n": own.sum().astype("int64").array,
                    "share": own.mean().array, "share_elsewhere": rest.mean().array,
                }
            )
        )  # fmt: skip
    elements = pd.concat(parts, ignore_index=True)
    return elements.assign(difference=elements["share"] - elements["share_elsewhere"])


def _apart(elements: pd.DataFrame) -> str:
    """Name up to three elements that at least half of a frame's units have, those that set it apart most first."""
    own = elements[(elements["share"] >= 0.5) & (elements["difference"] > 0)]
    return named(own.sort_values("difference", ascending=False, kind="stable")["element"].head(3)) or "few of any"


def _choice_table(choice: Choice, number: int) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "k": np.arange(1, len(choice.gap) + 1), "explained": choice.explained, "explained_random": choice.random,
            "silhouette": choice.silhouette, "gap": choice.gap, "gap_error": choice.error,
        }
    )  # fmt: skip
    return table.assign(chosen=table["k"] == number)


def _codes(codes: pd.DataFrame, table: pd.DataFrame, cluster: np.ndarray, names: list[str], coder: str) -> pd.DataFrame:
    """Give a codes table with one row per unit and frame."""
    columns = [name for name in (*PLACE, *_KEPT) if name in codes.columns]
    keys = list(table.index.names)
    units = codes[columns].drop_duplicates(keys).set_index(keys, drop=False).loc[table.index].reset_index(drop=True)
    parts = [
        units.assign(code=name, value=(cluster == place).astype("int64"), coder=coder, made_by="clustering")
        for place, name in enumerate(names)
    ]
    whole = pd.concat(parts, ignore_index=True)
    order = [*(name for name in CODE_COLUMNS if name in whole), "made_by", *(name for name in _KEPT if name in whole)]
    return whole[order]
