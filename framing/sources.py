"""The attribution table: who is made answerable, what kind of source that is, by which verb, in how many words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd

from framing.counting.denominators import outside
from framing.model import ATTRIBUTION_KINDS, check_articles, check_coder, check_columns, check_looked_for, check_spans
from framing.speakers.names import name_in
from framing.speakers.source_kinds import source_kind
from framing.speakers.speaker import speakers_and_organisations
from framing.texts.text import PLAIN_WORD, view, word_count
from framing.vocabulary.lexicon import bundled

_WORD = re.compile(PLAIN_WORD)


def sources(articles: pd.DataFrame, spans: pd.DataFrame, *, exclude: str | Sequence[str] = ()) -> pd.DataFrame:
    """Make the table of attributions: one row per attribution, with its source, cue and length of content.

    Kinds are inferred from the words of the source phrase and of the article; an organisation with a name like a
    person's is taken for a person.

    Parameters
    ----------
    articles : DataFrame
        The articles that were labelled.
    spans : DataFrame
        The spans table, with the device ``attribution`` (all roles).
    exclude : str or sequence of str, optional
        Devices in whose text attributions are left out, such as ``"boilerplate"``, as in `framing.count`.

    Returns
    -------
    DataFrame
        One row an attribution, in the order of the articles and their text: `doc_id`, `outlet`, `instance`, `speaker`
        (by the fullest name that the article gives), `source` (the phrase as it stands), `source_kind` (``person,
        organisation, anonymous, document, unspecified, none``), `role_title` (what the phrase says the person is),
        `kind` (``speech, thought, intention, attitude, evidence``, as in `spans`; by the class of the cue where a
        coder's spans have none), `cue` (as it stands), `cue_class` (of the reporting verb:
        ``neutral, distancing, endorsing, argumentative, emotive, thought, attitude, intention``; empty where the
        lexicon does not have the cue), `quotation` (``direct, mixed, indirect``), `words` (of the content).

    Raises
    ------
    ValueError
        Where attribution, or a device to exclude, was not looked for.

    Notes
    -----
    Classes of cues follow Thompson (1996) and Bergler (1992); the lexicon `attribution.tsv` names the source of each.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> text = "“It works,” said Orr, an engineer. A senior official claimed that it failed."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "text": [text]})
    >>> table = framing.sources(articles, framing.label(articles))
    >>> table[["speaker", "source_kind", "cue", "cue_class", "quotation"]]
                   speaker source_kind      cue   cue_class quotation
    0                  Orr      person     said     neutral    direct
    1    a senior official   anonymous  claimed  distancing  indirect
    """
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="sources")
    check_columns(spans, ("instance", "subtype"), name="spans", way_out="framing.label gives it")
    if "attribution" not in spans["device"].cat.categories:
        raise ValueError("sources: 'attribution' was not looked for; add it to the devices of label")
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    check_looked_for(spans, left_out, option="exclude")
    spans = outside(articles, spans, left_out) if left_out else spans
    rows = spans[spans["device"] == "attribution"]
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    outlets = dict(zip(articles["doc_id"], articles["outlet"], strict=True))
    order = {doc_id: number for number, doc_id in enumerate(articles["doc_id"])}
    written = [
        texts[doc_id][start:end] for doc_id, start, end in zip(rows["doc_id"], rows["start"], rows["end"], strict=True)
    ]
    rows = rows.assign(written=written)
    key = ["doc_id", "instance"]
    kinds = rows["kind"].fillna("") if "kind" in rows else ""
    cues = rows.assign(kind=kinds)[rows["role"] == "cue"].set_index(key)
    source = rows[rows["role"] == "source"].drop_duplicates(key).set_index(key)
    content = rows[rows["role"] == "content"]
    lengths = content.assign(words=[word_count(text) for text in content["written"]]).groupby(key)["words"].sum()
    table = cues[["start", "written", "subtype", "kind"]].rename(columns={"written": "cue", "subtype": "quotation"})
    table = table.assign(source=source["written"], words=lengths).join(_speakers(rows, texts))
    names = ["source", "speaker", "organisation"]
    table[names] = table[names].fillna("")
    table["words"] = table["words"].fillna(0).astype("int64")
    table = table.reset_index()
    table["outlet"] = table["doc_id"].map(outlets)
    table["_order"] = table["doc_id"].map(order)
    table = table.sort_values(["_order", "start", "instance"], kind="stable").reset_index(drop=True)
    classes = [cue_class(cue) for cue in table["cue"]]
    table["cue_class"] = classes
    by_class = [name if name in ATTRIBUTION_KINDS else "speech" for name in classes]
    table["kind"] = [kind or other for kind, other in zip(table["kind"], by_class, strict=True)]
    told = zip(table["source"], table["speaker"], table["organisation"], strict=True)
    table["source_kind"] = [source_kind(source, speaker, (organisation,)) for source, speaker, organisation in told]
    table["role_title"] = [role_title(*pair) for pair in zip(table["source"], table["speaker"], strict=True)]
    columns = ["doc_id", "outlet", "instance", "speaker", "source", "source_kind", "role_title", "kind"]
    return table[[*columns, "cue", "cue_class", "quotation", "words"]]


def _speakers(rows: pd.DataFrame, texts: Mapping[object, str]) -> pd.DataFrame:
    """Name the source of each attribution, by article and instance; `organisation` repeats the name of one that is."""
    keys: list[tuple[object, int]] = []
    names: list[tuple[str, str]] = []
    for doc_id, group in rows.groupby("doc_id", sort=False):
        places = zip(group["instance"], group["role"], group["start"], group["end"], strict=True)
        found, organisations = speakers_and_organisations(texts[doc_id], places)
        keys += [(doc_id, instance) for instance in found]
        names += [(name, name if name in organisations else "") for name in found.values()]
    index = pd.MultiIndex.from_tuples(keys, names=["doc_id", "instance"])
    return pd.DataFrame(names, columns=["speaker", "organisation"], index=index, dtype=object)


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {entry.term.removesuffix(" that"): entry.subtype for entry in bundled() if entry.device == "attribution"}


@lru_cache(maxsize=4096)
def cue_class(cue: str) -> str:
    """Give the class of a cue's reporting verb, or an empty string where the lexicon has none of its words.

    Examples
    --------
    >>> cue_class("said"), cue_class("has repeatedly claimed"), cue_class("―")
    ('neutral', 'distancing', '')
    """
    plain = view(cue)
    if plain in _classes():
        return _classes()[plain]
    return next((_classes()[word] for word in reversed(_WORD.findall(plain)) if word in _classes()), "")


def role_title(source: str, speaker: str) -> str:
    """Give what a source phrase says of the named person: what stands before the name, or after it between commas.

    Examples
    --------
    >>> role_title("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov"), role_title("Orr, an engineer", "Ada Orr")
    ('Kremlin spokesman', 'an engineer')
    """
    name = name_in(source)
    if not name or name not in source:
        return ""
    before, after = source.split(name, 1)
    if before.strip(" ,"):
        return before.strip(" ,")
    apposition = re.match(r"\s*,\s*([^,]+)", after)
    return apposition.group(1).strip() if apposition else ""
