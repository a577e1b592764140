"""The verbs `corpora`, `corpus` and `corpus_codings`: open research corpora as the tables of this package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.checks import check_articles, check_spans
from framing.corpora import registry, store
from framing.corpora.coded import Coded
from framing.corpora.registry import Entry
from framing.model import note
from framing.read.dates import parse_dates

_FIRST = ("doc_id", "outlet", "date", "headline", "text")
_SPANS = ("doc_id", "start", "end", "device", "subtype", "role", "instance", "coder")
_CODES = ("doc_id", "unit", "start", "end", "code", "value", "coder", "score")


def corpora() -> pd.DataFrame:
    """List the open research corpora that `corpus` can read, with licence and citation.

    Nothing is downloaded. The texts are other people's: what may be done with them is in `licence` and on the corpus's
    page, and whoever publishes results cites `citation`.

    Returns
    -------
    pandas.DataFrame
        One row per corpus: `name` (for `corpus`); `title`; `good_for`; `articles` (or sentences); `words` (missing
        where unknown); `languages`; `codings` (``spans``, ``codes`` or empty: what `corpus_codings` gives); `devices`
        of the spans; `licence` as stated; `citation`; `page`; `commit` of the repository that is read (empty where it
        is no repository); `verified` (how what arrives is checked); `at_hand`: ``folder`` (converted copies in the
        folder that the environment variable ``FRAMING_DATA`` names), ``cache`` (downloaded earlier) or empty.

    See Also
    --------
    corpus : The articles of one corpus.

    Examples
    --------
    >>> table = corpora()
    >>> table.loc[table["codings"] == "spans", ["name", "articles", "devices"]]
           name  articles                          devices
    0   polnear      1008                      attribution
    1     basil       300  lexical_bias, informational_bias
    4      babe      3674                      biased_word
    6  newsmtsc      7758                           target
    """
    entries = registry.registry().values()
    return pd.DataFrame(
        {
            "name": [entry.name for entry in entries],
            "title": [entry.title for entry in entries],
            "good_for": [entry.good_for for entry in entries],
            "articles": [entry.articles for entry in entries],
            "words": pd.array([entry.words for entry in entries], dtype="Int64"),
            "languages": [", ".join(entry.languages) for entry in entries],
            "codings": [entry.codings for entry in entries],
            "devices": [", ".join(entry.devices) for entry in entries],
            "licence": [entry.licence for entry in entries],
            "citation": [entry.citation for entry in entries],
            "page": [entry.page for entry in entries],
            "commit": [entry.commit for entry in entries],
            "verified": [entry.verified for entry in entries],
            "at_hand": [store.at_hand(entry) for entry in entries],
        }
    )


def corpus(name: str) -> pd.DataFrame:
    """Read an open research corpus by name into an articles table.

    The files come from the corpus's own repository at a fixed commit, once, into the user's cache; an interrupted
    download goes on where it ended. If the environment variable ``FRAMING_DATA`` names a folder with converted copies,
    these are read instead, without a network; a note says if they are a part of the corpus. Articles are counted, and
    another number than published is an error.

    Parameters
    ----------
    name : str
        A name of `corpora`.

    Returns
    -------
    pandas.DataFrame
        One row per article (of `babe` and `newsmtsc`: per sentence): `doc_id`, `outlet` (as the corpus writes it),
        `date`, `headline`, `text` (the characters that were coded), and what else the corpus says about articles:
        `event`, `split`, `hyperpartisan`, `leaning` ...

    Raises
    ------
    ValueError
        In one line: an unknown name, no connection, a file that is damaged or is not the one expected.

    See Also
    --------
    corpus_codings : The codings of the same corpus.

    Examples
    --------
    >>> articles = corpus("basil")  # doctest: +SKIP
    >>> corpus("polnaer")
    Traceback (most recent call last):
    ValueError: corpus: no corpus is called 'polnaer'; did you mean 'polnear'? framing.corpora() lists them
    """
    entry = registry.entry_of(name, verb="corpus")
    documents, is_copy = store.load(entry)
    articles = _articles(documents)
    _check_counts(entry, documents, is_copy=is_copy)
    if is_copy and entry.articles_in_copies < entry.articles:
        note(
            f"corpus: {name!r} is read from the folder FRAMING_DATA, which has {len(articles):,} of its "
            f"{entry.articles:,} articles"
        )
    return articles


def corpus_codings(name: str) -> pd.DataFrame:
    """Read what people coded in an open research corpus: a spans table, or a codes table.

    Where several people coded an article of PolNeAR, the spans of the first one named are given; a single `coder`, the
    corpus, makes the table usable as a coder's by `count`, `agree` and others. Labels of whole articles are columns of
    `corpus`.

    Parameters
    ----------
    name : str
        A name of `corpora` whose `codings` are ``spans`` or ``codes``.

    Returns
    -------
    pandas.DataFrame
        Spans: `doc_id`, `start`, `end`, `device` (categorical), `subtype`, `role`, `instance`, `coder` (`name`), and
        columns of the corpus, such as `target`. Devices are ``attribution`` (polnear), ``lexical_bias`` and
        ``informational_bias`` with the polarity as `subtype` (basil), ``biased_word`` (babe), ``target`` with the
        polarity as `subtype` (newsmtsc).
        Codes: `doc_id`, `unit` (``article``), `start`, `end`, `code`, `value` (0 or 1), `coder`, `score` (empty). In
        `climate_frames`, the five frames have the coder ``climate_frames``, the answers to the 23 questions
        ``coder_1`` to ``coder_4``; a question that a coder did not answer with yes or no has no row.

    Raises
    ------
    ValueError
        In one line: as for `corpus`, or a corpus without codings.

    See Also
    --------
    corpora : What is coded in which corpus.

    Examples
    --------
    >>> spans = corpus_codings("polnear")  # doctest: +SKIP
    >>> corpus_codings("allsides")
    Traceback (most recent call last):
    ValueError: corpus_codings: 'allsides' has no codings of its texts; its labels of articles are columns of
    framing.corpus('allsides')
    """
    entry = registry.entry_of(name, verb="corpus_codings")
    if not entry.codings:
        raise ValueError(
            f"corpus_codings: {name!r} has no codings of its texts; its labels of articles are columns of "
            f"framing.corpus({name!r})"
        )
    documents, is_copy = store.load(entry)
    _check_counts(entry, documents, is_copy=is_copy)
    unplaced = Counter(reason for document in documents for reason in document.unplaced)
    if unplaced:
        listed = ", ".join(f"{reason} ({n:,})" for reason, n in unplaced.items())
        note(f"corpus_codings: {unplaced.total():,} codings of {name!r} have no place in a text: {listed}")
    return _codes(documents) if entry.codings == "codes" else _spans(documents, entry)


def _articles(documents: Sequence[Coded]) -> pd.DataFrame:
    """Make the articles table."""
    table = pd.DataFrame([document.article for document in documents])
    for column in ("date", "headline"):
        if column not in table:
            table[column] = ""
    dates = parse_dates(table["date"], np.zeros(len(table)), None).dates
    table = table.assign(date=dates)[[*_FIRST, *(name for name in table if name not in _FIRST)]]
    check_articles(table)
    return table


def _spans(documents: Sequence[Coded], entry: Entry) -> pd.DataFrame:
    """Make the spans table; the devices looked for are the corpus's, also where one was not found."""
    rows = [{"doc_id": document.article["doc_id"], **coding} for document in documents for coding in document.codings]
    table = pd.DataFrame(rows, columns=None if rows else list(_SPANS)).assign(coder=entry.name)
    table["device"] = table["device"].astype(pd.CategoricalDtype(list(entry.devices)))
    table = table[[*_SPANS, *(name for name in table if name not in _SPANS)]]
    check_spans(table, _articles(documents))
    return table


def _codes(documents: Sequence[Coded]) -> pd.DataFrame:
    """Make the codes table."""
    rows = [{"doc_id": document.article["doc_id"], **coding} for document in documents for coding in document.codings]
    table = pd.DataFrame(rows, columns=None if rows else list(_CODES)).assign(score=np.nan)
    return table[list(_CODES)]


def _check_counts(entry: Entry, documents: Sequence[Coded], *, is_copy: bool) -> None:
    """Raise unless as many articles and codings were read as are known to be there."""
    articles = entry.articles_in_copies if is_copy else entry.articles
    found = len(documents)
    is_right = found >= articles if entry.at_least and not is_copy else found == articles
    codings = sum(_instances(document, entry) for document in documents)
    expected = entry.codings_in_copies if is_copy else None
    if is_right and expected in (None, codings):
        return
    where = (store.copies_of(entry) if is_copy else store.cached(entry))[0].parent
    have = f"{found:,} articles" if not is_right else f"{codings:,} codings"
    want = f"{articles:,}" if not is_right else f"{expected:,}"
    raise ValueError(
        f"{where}: {entry.name} has {have}, but {want} were published; these are other or incomplete files: remove "
        "them and call again"
    )


def _instances(document: Coded, entry: Entry) -> int:
    """Count the codings of a document, codes or instances of spans, and those without a place."""
    placed = range(len(document.codings)) if entry.codings == "codes" else {row["instance"] for row in document.codings}
    return len(placed) + len(document.unplaced)
