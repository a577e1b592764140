"""How reliably coders mark a device: alpha, kappa and per cent for articles, their counts, sentences and stretches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.coding.coefficients import Counts, Nominal, Whole, paired
from framing.coding.matching import Place
from framing.coding.measures import have_roles
from framing.model import ROLES, check_articles, check_coder, check_columns, check_spans, named, note
from framing.text import sentence_spans

KEYS = ("subtype", "outlet")
FIGURES = ("coders", "articles", "units", "marked", "percent", "kappa", "alpha", "low", "high", "note")
FEW_ARTICLES = 20  # that have any: what the interval is drawn from

_Row: TypeAlias = tuple[int, int, str, str]  # start, end, subtype, role
_Coding: TypeAlias = dict[int, list[_Row]]  # by the article's place


class _Compared(NamedTuple):
    """What coders gave to units of one kind, and for each article its units and those that any coder marked."""

    unit: str
    given: Nominal | Counts
    units: Whole
    marked: Whole


def reliability(
    codings: pd.DataFrame | Sequence[pd.DataFrame],
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure the reliability of two or more codings of the same articles, corrected for chance.

    Coders who agree may be wrong together. Against a reference, `framing.agree` gives precision and recall; where
    coders differ, `framing.disagreements` shows.

    Parameters
    ----------
    codings : DataFrame or sequence of DataFrame
        Spans tables, one a coder; or one table with several coders in `coder`. All have to have read all `articles`.
        Devices that not all looked for are left out, and a note names them.
    articles : DataFrame
        The articles that all coders read, those in which they marked nothing too.
    by : str or sequence of str
        ``"subtype"``: a row for each subtype too, and one (`unit` is ``subtype``) for the agreement on the subtype of
        what several marked; ``"outlet"``: a row for each outlet.
    level : float
        Level of the interval.
    replicates : int
        How often articles are drawn for the interval; 0 leaves it empty.
    seed : int
        Where the random numbers start.

    Returns
    -------
    DataFrame
        One row a device (and what `by` asks) and `unit`, which is what coders are compared on:

        - ``article``: whether it has any; ``count``: how many it has;
        - ``sentence``: whether a cue starts in it;
        - ``cue`` (and ``source``, ``content`` where instances have them): which stretches of characters are marked;
        - ``subtype``: with ``by="subtype"``.

        `coders, articles, units` (articles, sentences or characters; for ``subtype`` characters that several marked),
        `marked` (units that any coder marked), `percent` (0 to 100) and `kappa` (both the mean over pairs of coders),
        `alpha` with `low` and `high`, and `note`. Where nobody marked any, or all marked all, alpha has no value.

    Raises
    ------
    ValueError
        Where there are not two coders, no device is common, or a table or option is wrong.

    Notes
    -----
    Alpha is nominal for articles and sentences and has squared differences for counts (Krippendorff 2011, *Computing
    Krippendorff's alpha-reliability*). For stretches it is the unitised family of Krippendorff, Mathet, Bouvry &
    Widlöcher (2016, Quality & Quantity 50:2347-2364): |uα for cues, sources and contents, over all texts laid end to
    end, and cuα for ``subtype``. Unlike kappa of characters it knows that a stretch is one thing and not so many
    characters. Stretches of one coder that overlap are joined; for ``subtype`` the first keeps the characters.

    Kappa is Cohen's (1960). The interval is the percentile bootstrap of alpha over whole articles (Efron 1979). Alphas
    of .80 are often asked for, and .667 for tentative conclusions (Krippendorff 2004, HCR 30:411-433); see whether
    `low` is above.

    Examples
    --------
    >>> texts = ["It may rain. It is dry.", "It could."]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": texts})
    >>> marked = {"device": pd.Categorical(["hedge", "hedge"]), "role": "cue"}
    >>> one = pd.DataFrame({"doc_id": ["a", "b"], "start": [3, 3], "end": [6, 8], **marked})
    >>> other = pd.DataFrame({"doc_id": ["a", "a"], "start": [3, 16], "end": [6, 18], **marked})
    >>> table = reliability([one, other], articles, replicates=0)
    >>> table[["unit", "units", "marked", "percent", "kappa", "alpha"]].round(2)
           unit  units  marked  percent  kappa  alpha
    0   article      2       2    50.00   0.00   0.00
    1     count      2       2     0.00    NaN   0.25
    2  sentence      3       3    33.33  -0.50  -0.25
    3       cue     32      10    78.12   0.33   0.34
    """
    keys = _keys(by)
    if not 0 < level < 1 or replicates < 0:
        raise ValueError(f"reliability: level={level}, replicates={replicates}; 0.95 and 1000 are usual")
    check_articles(articles)
    if not len(articles):
        raise ValueError("reliability: no article; give the articles that the coders read")
    tables = _tables(codings, articles, keys)
    devices = _devices(tables)
    with_roles = set().union(*(have_roles(table) for table in tables))
    ends = [[end for _, end in sentence_spans(text)] for text in articles["text"]]
    lengths = np.array([len(text) for text in articles["text"]], dtype=np.int64)
    rows = []
    for device in devices:
        coded = [_coding(table[table["device"] == device], articles) for table in tables]
        roles = ROLES if device in with_roles else ("cue",)
        for subtype, compared in _compared(coded, ends, lengths, roles, by_subtype="subtype" in keys):
            for outlet, places in _groups(articles, by_outlet="outlet" in keys):
                figures = _figures(compared, places, len(tables), level, replicates, seed)
                rows.append({"outlet": outlet, "device": device, "subtype": subtype, "unit": compared.unit, **figures})
    table = pd.DataFrame(rows)
    leading = [key for key in ("outlet", "device", "subtype") if key == "device" or key in keys]
    if "outlet" in keys:
        table = table.sort_values("outlet", kind="stable", ignore_index=True)
    return table.assign(kind="reliability")[[*leading, "unit", *FIGURES, "kind"]]


def _keys(by: str | Sequence[str]) -> tuple[str, ...]:
    keys = (by,) if isinstance(by, str) else tuple(by)
    if wrong := [key for key in keys if key not in KEYS]:
        raise ValueError(f"reliability: by={wrong[0]!r} is none of {named(KEYS)}")
    return keys


def _tables(
    codings: pd.DataFrame | Sequence[pd.DataFrame], articles: pd.DataFrame, keys: Sequence[str]
) -> list[pd.DataFrame]:
    """Give one checked spans table a coder."""
    given = [codings] if isinstance(codings, pd.DataFrame) else list(codings)
    for table in given:
        check_spans(table, articles)
        if "subtype" in keys:
            check_columns(table, ("subtype",), name="codings", way_out="by='subtype' needs it")
    if len(given) == 1 and "coder" in given[0].columns:
        given = [given[0][given[0]["coder"] == coder] for coder in given[0]["coder"].unique()]
    if len(given) < 2:
        raise ValueError(
            f"reliability: {len(given)} coding; give two or more: reliability([a, b], articles), "
            "or one table with several names in its column 'coder'"
        )
    for number, table in enumerate(given):
        check_coder(table, verb="reliability", name=f"codings[{number}]")
    return given


def _devices(tables: Sequence[pd.DataFrame]) -> list[str]:
    """Name the devices that all looked for, and note the others."""
    looked_for = [list(table["device"].cat.categories) for table in tables]
    common = [device for device in looked_for[0] if all(device in names for names in looked_for)]
    if not common:
        raise ValueError(f"reliability: no device was looked for in all codings ({named(map(named, looked_for))})")
    others = {device for names in looked_for for device in names} - set(common)
    if others:
        note(f"reliability: not all looked for {named(sorted(others), most=8)}; left out", stacklevel=4)
    return common


def _coding(spans: pd.DataFrame, articles: pd.DataFrame) -> _Coding:
    """Give a coder's rows by article, in the order of the text."""
    places = pd.Index(articles["doc_id"]).get_indexer(pd.Index(spans["doc_id"]))
    subtype = spans["subtype"].astype(object) if "subtype" in spans.columns else pd.Series("", index=spans.index)
    subtypes = subtype.where(subtype.notna(), "").astype(str)
    rows: _Coding = defaultdict(list)
    columns = (spans["start"].tolist(), spans["end"].tolist(), subtypes.tolist(), spans["role"].tolist())
    for place, *row in sorted(zip(places.tolist(), *columns, strict=True)):
        start, end, name, role = row
        rows[place].append((start, end, name, role))
    return rows


def _compared(
    coded: Sequence[_Coding], ends: list[list[int]], lengths: Whole, roles: Sequence[str], *, by_subtype: bool
) -> Iterator[tuple[str, _Compared]]:
    """Compare a device as a whole, then each subtype and the choice between them."""
    yield from (("", one) for one in _of_units(coded, ends))
    yield from (("", _of_stretches(coded, lengths, role)) for role in roles)
    if not by_subtype:
        return
    names = sorted({row[2] for coding in coded for rows in coding.values() for row in rows if row[3] == "cue"})
    yield "", _of_subtypes(coded, lengths, names)
    for name in names:
        own = [_only(coding, name) for coding in coded]
        yield from ((name, one) for one in _of_units(own, ends))
        yield name, _of_stretches(own, lengths, "cue")


def _only(coding: _Coding, subtype: str) -> _Coding:
    kept = {place: [row for row in rows if row[2] == subtype] for place, rows in coding.items()}
    return defaultdict(list, kept)


def _of_units(coded: Sequence[_Coding], ends: list[list[int]]) -> Iterator[_Compared]:
    """Compare the articles, their counts, and the sentences, by where cues start."""
    coders = range(len(coded))
    starts = [
        [[row[0] for row in coding.get(place, ()) if row[3] == "cue"] for coding in coded] for place in range(len(ends))
    ]
    number = np.array([[len(found) for found in of_article] for of_article in starts], dtype=np.int64)
    has_any = number.max(axis=1, initial=0) > 0
    ones = np.ones(len(ends), dtype=np.int64)
    present = (number > 0).astype(np.int64)
    yield _Compared(
        "article", Nominal.of_units([row[None, :] for row in present], values=2), ones, has_any.astype(np.int64)
    )
    yield _Compared("count", Counts(number), ones, has_any.astype(np.int64))
    sentences = [np.zeros((len(of_article), len(coded)), dtype=np.int64) for of_article in ends]
    for given, of_article, found in zip(sentences, ends, starts, strict=True):
        for coder in coders if of_article else ():
            # A place beyond the last sentence's end, where a cue has no width, is the last sentence's.
            inside = np.searchsorted(of_article, found[coder], side="right")
            given[np.minimum(inside, len(of_article) - 1), coder] = 1
    yield _Compared(
        "sentence",
        Nominal.of_units(sentences, values=2),
        np.array([len(given) for given in sentences], dtype=np.int64),
        np.array([int(given.any(axis=1).sum()) for given in sentences], dtype=np.int64),
    )


def _of_stretches(coded: Sequence[_Coding], lengths: Whole, role: str) -> _Compared:
    """Compare which characters coders marked: |u-alpha."""
    coders, articles = len(coded), len(lengths)
    tables = np.zeros((articles, coders * (coders - 1) // 2, 2, 2))
    own = np.zeros((articles, 2))
    marked = np.zeros(articles, dtype=np.int64)
    tables[:, :, 0, 0] = lengths[:, None]
    own[:, 0] = coders * lengths
    for place in sorted(set().union(*coded)):
        mask = np.zeros((coders, int(lengths[place])), dtype=np.int64)
        for coder, coding in enumerate(coded):
            for start, end in _stretches(coding.get(place, ()), role):
                mask[coder, start:end] = 1
                own[place] += (start - end, (end - start) ** 2)
        tables[place] = paired(mask, 2)
        marked[place] = mask.any(axis=0).sum()
    return _Compared(role, Nominal(tables, own, coders), lengths, marked)


def _stretches(rows: Sequence[_Row], role: str) -> list[Place]:
    """Join what overlaps, but not what touches: two cues side by side are two."""
    places: list[Place] = []
    for start, end in sorted((start, end) for start, end, _, of in rows if of == role and end > start):
        if places and start < places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], end))
        else:
            places.append((start, end))
    return places


def _of_subtypes(coded: Sequence[_Coding], lengths: Whole, names: Sequence[str]) -> _Compared:
    """Compare which subtype coders gave to what several marked: cu-alpha."""
    coders, values = len(coded), len(names) + 1
    value = {name: number for number, name in enumerate(names, start=1)}
    tables = np.zeros((len(lengths), coders * (coders - 1) // 2, values, values))
    own = np.zeros((len(lengths), values))
    units = np.zeros(len(lengths), dtype=np.int64)
    for place in sorted(set().union(*coded)):
        mask = np.zeros((coders, int(lengths[place])), dtype=np.int64)
        stretches: list[tuple[int, npt.NDArray[np.intp]]] = []
        for coder, coding in enumerate(coded):
            for start, end, name, role in coding.get(place, ()):
                free = start + np.flatnonzero(mask[coder, start:end] == 0)
                if role == "cue" and len(free):
                    mask[coder, free] = value[name]
                    stretches.append((value[name], free))
        coding_of = (mask > 0).sum(axis=0)
        for number, free in stretches:
            own[place, number] += float((coding_of[free] > 1).sum()) ** 2
        tables[place] = paired(mask, values)
        units[place] = (coding_of > 1).sum()
    tables[:, :, 0, :] = tables[:, :, :, 0] = 0  # what one of the two left unmarked is no matter of subtypes
    return _Compared("subtype", Nominal(tables, own, coders), units, units)


def _groups(articles: pd.DataFrame, *, by_outlet: bool) -> Iterator[tuple[str, npt.NDArray[np.intp]]]:
    """Give each outlet, or all as one, and where its articles stand."""
    outlets: list[str] = articles["outlet"].astype(str).tolist() if by_outlet else [""] * len(articles)
    for outlet in sorted(set(outlets)):
        yield outlet, np.flatnonzero(np.array(outlets, dtype=object) == outlet)


def _figures(
    compared: _Compared, places: npt.NDArray[np.intp], coders: int, level: float, replicates: int, seed: int
) -> dict[str, object]:
    """Give the figures of one row."""
    given = _part(compared.given, places)
    articles, units, marked = len(places), int(compared.units[places].sum()), int(compared.marked[places].sum())
    alpha = float(given.alpha(np.ones((1, articles)))[0])
    low = high = float("nan")
    if articles > 1 and replicates and not np.isnan(alpha):
        generator = np.random.default_rng(seed)
        weights = generator.multinomial(articles, np.full(articles, 1 / articles), size=replicates).astype(np.float64)
        drawn = given.alpha(weights)
        drawn = drawn[~np.isnan(drawn)]  # a draw in which nothing varies tells nothing
        tail = (1 - level) / 2
        low, high = (float(limit) for limit in np.quantile(drawn, [tail, 1 - tail])) if len(drawn) else (low, high)
    notes = []
    if np.isnan(alpha):
        notes.append("nobody marked any: no alpha" if not marked else "no two values to tell apart: no alpha")
    elif (with_any := int((compared.marked[places] > 0).sum())) < FEW_ARTICLES:
        notes.append(f"few articles with any ({with_any} of {articles}): the interval is too narrow")
    return {
        "coders": coders, "articles": articles, "units": units, "marked": marked, "percent": given.percent(),
        "kappa": given.kappa(), "alpha": alpha, "low": low, "high": high, "note": "; ".join(notes),
    }  # fmt: skip


def _part(given: Nominal | Counts, places: npt.NDArray[np.intp]) -> Nominal | Counts:
    if isinstance(given, Counts):
        return Counts(given.given[places])
    return Nominal(given.tables[places], given.own[places], given.coders)
