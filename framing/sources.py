"""The attribution table: who is made answerable, what source that is, by which verb, in how many words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd

from framing.checks import check_articles, check_coder, check_columns, check_looked_for, check_spans
from framing.counting.denominators import outside
from framing.counting.people_table import People, Table, read_people
from framing.model import ATTRIBUTION_KINDS, named
from framing.speakers.article_sources import Source, described, gender_inferred
from framing.speakers.corpus_names import CorpusNames
from framing.speakers.names import name_in
from framing.speakers.source_naming import is_named
from framing.speakers.speaker import named_article
from framing.texts.text import PLAIN_WORD, view, word_count
from framing.vocabulary.lexicon import bundled

_DESCRIBED = ("role", "naming", "type", "gender_presented")
_COLUMNS = (
    "doc_id", "outlet", "instance", "speaker", "forms", "is_ambiguous", "source", *_DESCRIBED, "role_title", "kind",
    "cue", "cue_class", "quotation", "words",
)  # fmt: skip
_MOST_FORMS = 12

_WORD = re.compile(PLAIN_WORD)


def sources(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    exclude: str | Sequence[str] = (),
    people: Table | None = None,
    infer_gender: bool = False,
) -> pd.DataFrame:
    """Make the table of attributions: one row per attribution, with its source, cue and length of content.

    Who and what a source is, is inferred from the words of its phrase, of the article and of the corpus; the codebook
    page of `attribution` says how often that is right.

    Parameters
    ----------
    articles : DataFrame
        The articles that were labelled. A surname alone is given to the person who clearly bears it in all of them.
    spans : DataFrame
        The spans table, with the device ``attribution`` (all roles).
    exclude : str or sequence of str, optional
        Devices in whose text attributions are left out, such as ``"boilerplate"``, as in `framing.count`.
    people : path or DataFrame, optional
        Your own table (TSV) with the columns `form` and `speaker` and any attributes of the speaker, such as `party`,
        which are added as columns. It wins over what is inferred, also in `role`, `type` and `gender_presented`, where
        it has a column of that name.
    infer_gender : bool, optional
        Whether to add `gender_inferred`, from given names: for shares of many persons, never for one.

    Returns
    -------
    DataFrame
        One row an attribution, in the order of the articles and their text: `doc_id`, `outlet`, `instance`; `speaker`
        (one name for one person; else a description; empty if neither is known), `forms` (the phrases by
        which this speaker is a source in the corpus, the most frequent first), `is_ambiguous` (whether several persons
        bear the speaker's surname, and none clearly is meant), `source` (the phrase as it stands); `role`
        (``politician_official, spokesperson, expert_academic, business, civil_society, law_courts, citizen_witness,
        media, other, none``), `naming` (``named, unnamed_reason, unnamed, none``), `type` (``individual, collective,
        organisation, document, none``), `gender_presented` of individuals (``woman, man, nonbinary, undecided``);
        `role_title` (what the article says the person is), `kind` (``speech, thought, intention, attitude, evidence``,
        as in `spans`; by the class of the cue where coders' spans have none), `cue` (as it stands), `cue_class` (of the
        reporting verb: ``neutral, distancing, endorsing, argumentative, emotive, thought, attitude, intention``; empty
        where the lexicon does not have the cue), `quotation` (``direct, mixed, indirect``), `words` (of the content).

    Raises
    ------
    ValueError
        Where attribution, or a device to exclude, was not looked for; where rows of `people` are in conflict.

    Notes
    -----
    Classes of cues follow Thompson (1996) and Bergler (1992); the lexicon `attribution.tsv` names the source of each.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> text = "“It works,” said Ada Orr, an engineer. She left. A senior official claimed that it failed."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "text": [text]})
    >>> table = framing.sources(articles, framing.label(articles))
    >>> table[["speaker", "role", "naming", "gender_presented", "cue_class"]]
                 speaker                 role   naming gender_presented   cue_class
    0            Ada Orr      expert_academic    named            woman     neutral
    1  a senior official  politician_official  unnamed        undecided  distancing
    """
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="sources")
    check_columns(spans, ("instance", "subtype"), name="spans", way_out="framing.label gives it")
    if "attribution" not in spans["device"].cat.categories:
        raise ValueError("sources: 'attribution' was not looked for; add it to the devices of label")
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    check_looked_for(spans, left_out, option="exclude")
    own = read_people(people)
    _check_attributes(own)
    spans = outside(articles, spans, left_out) if left_out else spans
    rows = spans[spans["device"] == "attribution"]
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    written = [
        texts[doc_id][start:end] for doc_id, start, end in zip(rows["doc_id"], rows["start"], rows["end"], strict=True)
    ]
    table = _attributions(articles, rows.assign(written=written), _sources(rows, texts))
    table = _carried(table)
    if own.names:
        table = _by_people(table, own)
    table["forms"] = _forms(table)
    columns = [*_COLUMNS, *(name for name in own.columns if name not in _COLUMNS)]
    if infer_gender:
        table["gender_inferred"] = [
            gender_inferred(*pair) for pair in zip(table["speaker"], table["type"], strict=True)
        ]
        columns.insert(columns.index("gender_presented") + 1, "gender_inferred")
    return table[columns]


def _attributions(articles: pd.DataFrame, rows: pd.DataFrame, described: pd.DataFrame) -> pd.DataFrame:
    """Put what belongs to one attribution into one row, in the order of the text."""
    key = ["doc_id", "instance"]
    kinds = rows["kind"].fillna("") if "kind" in rows else ""
    cues = rows.assign(kind=kinds)[rows["role"] == "cue"].set_index(key)
    source = rows[rows["role"] == "source"].drop_duplicates(key).set_index(key)
    content = rows[rows["role"] == "content"]
    lengths = content.assign(words=[word_count(text) for text in content["written"]]).groupby(key)["words"].sum()
    table = cues[["start", "written", "subtype", "kind"]].rename(columns={"written": "cue", "subtype": "quotation"})
    table = table.assign(source=source["written"], words=lengths).join(described)
    table["source"] = table["source"].fillna("")
    table["words"] = table["words"].fillna(0).astype("int64")
    table = table.reset_index()
    table["outlet"] = table["doc_id"].map(dict(zip(articles["doc_id"], articles["outlet"], strict=True)))
    table["_order"] = table["doc_id"].map({doc_id: number for number, doc_id in enumerate(articles["doc_id"])})
    table = table.sort_values(["_order", "start", "instance"], kind="stable").reset_index(drop=True)
    table["cue_class"] = [cue_class(cue) for cue in table["cue"]]
    by_class = [name if name in ATTRIBUTION_KINDS else "speech" for name in table["cue_class"]]
    table["kind"] = [kind or other for kind, other in zip(table["kind"], by_class, strict=True)]
    table["role_title"] = [role_title(source) for source in table["source"]]
    return table


def _sources(rows: pd.DataFrame, texts: Mapping[object, str]) -> pd.DataFrame:
    """Name and describe the source of each attribution, by article and instance."""
    keys: list[tuple[object, int]] = []
    found: list[Source] = []
    corpus = CorpusNames()
    for doc_id, group in rows.groupby("doc_id", sort=False):
        places = zip(group["instance"], group["role"], group["start"], group["end"], strict=True)
        article = named_article(texts[doc_id], places)
        corpus.add(doc_id, article.known, article.names.values())
        of_article = described(texts[doc_id], article)
        keys += [(doc_id, instance) for instance in of_article]
        found += of_article.values()
    joint = [corpus.joined(doc_id, source.speaker) for (doc_id, _), source in zip(keys, found, strict=True)]
    index = pd.MultiIndex.from_tuples(keys, names=["doc_id", "instance"])
    table = pd.DataFrame(found, columns=["speaker", *_DESCRIBED], index=index, dtype=object)
    return table.assign(
        speaker=pd.Series([name for name, _ in joint], index=index, dtype=object),
        is_ambiguous=pd.Series([is_ambiguous for _, is_ambiguous in joint], index=index, dtype=bool),
    )


def _carried(table: pd.DataFrame) -> pd.DataFrame:
    """Carry titles to later mentions in an article, and the role that a name has elsewhere in the corpus."""
    titles: dict[tuple[object, str], str] = {}
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, speaker, title, role in zip(
        *(table[name] for name in ("doc_id", "speaker", "role_title", "role")), strict=True
    ):
        if title:
            titles.setdefault((doc_id, speaker), title)
        if role not in ("other", "none") and is_named(speaker):
            roles[speaker][role] += 1
    told = zip(*(table[name] for name in ("doc_id", "speaker", "role_title")), strict=True)
    carried = [title or titles.get((doc_id, speaker), "") for doc_id, speaker, title in told]
    role = [
        roles[speaker].most_common(1)[0][0] if role == "other" and speaker in roles else role
        for speaker, role in zip(table["speaker"], table["role"], strict=True)
    ]
    return table.assign(
        role_title=pd.Series(carried, index=table.index, dtype=object),
        role=pd.Series(role, index=table.index, dtype=object),
    )


def _check_attributes(people: People) -> None:
    """Raise where an attribute has the name of a column that is measured."""
    taken = [name for name in people.columns if name in _COLUMNS and name not in _DESCRIBED]
    if taken:
        raise ValueError(
            f"people: an attribute cannot be called {named(taken)}, as columns of the result are; rename it"
        )


def _by_people(table: pd.DataFrame, people: People) -> pd.DataFrame:
    """Name the speakers of a researcher's table by it, and add its attributes."""
    names = [people.name(speaker, source) for speaker, source in zip(table["speaker"], table["source"], strict=True)]
    table = table.assign(
        speaker=[name or old for name, old in zip(names, table["speaker"], strict=True)],
        is_ambiguous=[not name and old for name, old in zip(names, table["is_ambiguous"], strict=True)],
    )
    for column in people.columns:
        told = [people.attributes.get(speaker, {}).get(column, "") for speaker in table["speaker"]]
        known = table[column] if column in table.columns else [""] * len(table)
        table[column] = [value or old for value, old in zip(told, known, strict=True)]
    if "naming" not in people.columns:
        table["naming"] = ["named" if name else old for name, old in zip(names, table["naming"], strict=True)]
    return table


def _forms(table: pd.DataFrame) -> list[str]:
    """Give the phrases by which each row's speaker is a source, the most frequent first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for speaker, source in zip(table["speaker"], table["source"], strict=True):
        counted[speaker][" ".join(source.split())] += 1
    joined = {
        speaker: "; ".join(form for form, _ in forms.most_common(_MOST_FORMS)) if speaker else ""
        for speaker, forms in counted.items()
    }
    return [joined[speaker] for speaker in table["speaker"]]


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


def role_title(source: str) -> str:
    """Give what a source phrase says of the named person: what stands before the name, or after it between commas.

    Examples
    --------
    >>> role_title("Kremlin spokesman Dmitry Peskov"), role_title("Orr, an engineer")
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
