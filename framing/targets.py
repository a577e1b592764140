"""The table of targets: each mention of an actor, whether it acts, and how its sentence evaluates it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import pandas as pd

from framing.attributing.blas import one_blas_thread
from framing.checks import check_articles, check_coder, check_columns, check_looked_for, check_spans
from framing.counting.denominators import outside
from framing.counting.near import target_of
from framing.model import Document, subtype_parts
from framing.targeting.network import POLARITIES, network
from framing.targeting.roles import role_of
from framing.targeting.window import Window
from framing.texts.text import Place, Reading

_COLUMNS = (
    "doc_id", "outlet", "instance", "target", "target_kind", "mention", "start", "end", "role", "polarity", "score",
    "has_loaded_word", "voice", "speaker", "part",
)  # fmt: skip
_ACTOR, _EVALUATION = "actor", "evaluation"


def targets(
    articles: pd.DataFrame, spans: pd.DataFrame, *, exclude: str | Sequence[str] = (), least: float = 0.0
) -> pd.DataFrame:
    """Make the table of targets: one row per mention of an actor, with its role and how its sentence evaluates it.

    ``framing.count(articles, table, base="mentions", by="polarity")`` counts it. **Do not compare outlets by it
    uncorrected**: the network errs, and may err more in the language of one outlet than of another. It was trained on
    sentences in which readers felt something good or bad of a person or body, so that a bad event (*Orr was hurt*) is
    often negative as a bad judgement (*Orr is a fool*) is; `role` and `has_loaded_word` separate them in part. English
    only.

    Parameters
    ----------
    articles : DataFrame
        The articles that were labelled.
    spans : DataFrame
        The spans table of one coder, with the device ``actor``.
    exclude : str or sequence of str, optional
        Devices in whose text mentions are left out, such as ``"boilerplate"``, as in `framing.count`.
    least : float, optional
        A mention that the network is less sure of than this, of 1, is ``neutral``, with the score that this has.

    Returns
    -------
    DataFrame
        One row a mention, in the order of the articles and their text: `doc_id`, `outlet`, `instance`, `target`,
        `target_kind` (``person, party, organisation, country, group``), `mention` (as it stands), `start`, `end`;
        `role` (``agent``: active subject or *by* phrase; ``patient``: object or passive subject; else empty);
        `polarity` (``negative, neutral, positive``) and its `score`, the calibrated probability; `has_loaded_word`
        (whether a cue of ``evaluation`` stands in the sentence; empty where that was not looked for); `voice`,
        `speaker`, `part`, as in the spans.

    Raises
    ------
    ValueError
        Where actors, or a device to exclude, were not looked for; where `least` is no probability.

    Notes
    -----
    The network sees the words of the sentence around the mention, and no names. Its accuracy and its limits are in the
    model card, ``framing/models/polarity.md``; training data: NewsMTSC (Hamborg & Donnay 2021): macro F1 .69 (.66 to
    .72) for 1,285 mentions in held-out sources. Roles are rules: of 170 mentions in AllSides articles, read by one
    language-model coder who saw the role, all 63 that had one were right (.94 to 1), and 18 had none that act or are
    acted upon (recall .78), version 0.1.0; the rules were mended after this reading.

    Examples
    --------
    >>> text = "Ada Orr deserves praise for her brave and brilliant work. Critics say Orr lied and cheated shamelessly."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [text]})
    >>> spans = pd.DataFrame({
    ...     "doc_id": "a", "start": [0, 70], "end": [7, 73], "role": "cue", "instance": [0, 1],
    ...     "device": pd.Categorical(["actor", "actor"]), "subtype": "person:Ada Orr",
    ... })
    >>> targets(articles, spans)[["target", "mention", "role", "polarity"]]
        target  mention   role  polarity
    0  Ada Orr  Ada Orr         positive
    1  Ada Orr      Orr  agent  negative
    """
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="targets")
    check_columns(spans, ("subtype", "instance"), name="spans", way_out="framing.label gives it")
    if not 0 <= least <= 1:
        raise ValueError(f"targets: least={least} is no probability; give 0 to 1")
    if _ACTOR not in spans["device"].cat.categories:
        raise ValueError(
            "targets: no actor was looked for; label(articles, lexicons=['actors.tsv']) with a list whose device is "
            "actor and whose subtype is kind:Name, such as person:Ada Orr"
        )
    check_looked_for(spans, left_out, option="exclude")
    if left_out:
        spans = outside(articles, spans, left_out)
    cues = spans[(spans["role"] == "cue") & spans["device"].isin([_ACTOR, _EVALUATION])]
    order = {doc_id: number for number, doc_id in enumerate(articles["doc_id"])}
    actors = cues[cues["device"] == _ACTOR].assign(_order=lambda rows: rows["doc_id"].map(order))
    actors = actors.sort_values(["_order", "start"], kind="stable").reset_index(drop=True)
    loaded = _starts(cues[cues["device"] == _EVALUATION])
    told = _told(articles, actors, loaded, least)
    table = actors.assign(
        outlet=actors["doc_id"].map(dict(zip(articles["doc_id"], articles["outlet"], strict=True))),
        target=[target_of(_ACTOR, subtype) for subtype in actors["subtype"]],
        target_kind=[subtype_parts(subtype)[0] for subtype in actors["subtype"]],
        **told,
    )
    if _EVALUATION not in spans["device"].cat.categories:
        table["has_loaded_word"] = pd.array([pd.NA] * len(table), dtype="boolean")
    for column in ("voice", "speaker", "part"):
        if column not in table.columns:
            table[column] = ""
    return table[list(_COLUMNS)]


def _starts(cues: pd.DataFrame) -> dict[object, list[int]]:
    """Give where the cues of each article start, in order."""
    found: dict[object, list[int]] = {}
    for doc_id, start in zip(cues["doc_id"].tolist(), cues["start"].tolist(), strict=True):
        found.setdefault(doc_id, []).append(start)
    return {doc_id: sorted(starts) for doc_id, starts in found.items()}


def _told(
    articles: pd.DataFrame, actors: pd.DataFrame, loaded: Mapping[object, Sequence[int]], least: float
) -> dict[str, pd.Series]:
    """Give the columns that are read from the text: mention, role, polarity, score, loaded words."""
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    tagger = network()
    mentions: list[str] = []
    roles: list[str] = []
    has_loaded: list[bool] = []
    windows: list[Window] = []
    reading, of_article = Reading(Document("", "")), None
    places = (actors[name].tolist() for name in ("doc_id", "start", "end"))
    for doc_id, start, end in zip(*places, strict=True):
        if doc_id != of_article:
            reading, of_article = Reading(Document(str(doc_id), texts[doc_id])), doc_id
        sentence: Place = reading.sentence_at(start)
        mentions.append(reading.text[start:end])
        roles.append(role_of(reading, (start, end)))
        windows.append(tagger.window(reading.text, sentence, (start, end)))
        starts = loaded.get(doc_id, ())
        at = bisect_left(starts, sentence[0])
        has_loaded.append(at < len(starts) and starts[at] < sentence[1])
    with one_blas_thread:
        chances = tagger.probabilities(windows)
    best = chances.argmax(axis=1)
    best[chances.max(axis=1, initial=0) < least] = POLARITIES.index("neutral")
    return {
        "mention": pd.Series(mentions, dtype="str"),
        "role": pd.Series(roles, dtype="str"),
        "polarity": pd.Series([POLARITIES[number] for number in best], dtype="str"),
        "score": pd.Series(chances[range(len(best)), best].astype(float).round(3), dtype="float64"),
        "has_loaded_word": pd.Series(has_loaded, dtype="boolean"),
    }
