"""A probability sample of sentences for people to code, so that labels can be corrected by what they find."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from framing.checks import check_alike, check_articles, check_coder, check_columns, check_spans
from framing.coding.coding_sheet import write_sheet
from framing.coding.drawing import check_shares, drawn
from framing.coding.sentence_frame import Codes, SentenceFrame, frame_of, numbers_by_voice
from framing.coding.unit_sample import SAMPLED_COLUMNS, sampled_units
from framing.counting.denominators import places_left_out
from framing.counting.kinds import without_apart
from framing.model import VOICES, Document, named, note
from framing.texts.text import Reading, view
from framing.vocabulary.lexicon import Entry, Lexicon, bundled, read_lexicon

STRATA = ("found", "net", "rest")
SHARES = (0.2, 0.5, 0.3)
_COLUMNS = (
    "device", "stratum", "probability", "article_found", "article_drawn", "excluded", "seed", "start", "end", "before",
    "sentence", "after", "voice", "words", "found", "coded", "coded_words",
)  # fmt: skip


def sample(
    articles: pd.DataFrame,
    spans: pd.DataFrame | None = None,
    *,
    n: int,
    unit: str | None = None,
    device: str | None = None,
    by: str | None = "outlet",
    by_score: pd.DataFrame | None = None,
    first: pd.DataFrame | None = None,
    net: str | Path | Sequence[str] = (),
    strata: Mapping[str, float] | None = None,
    exclude: str | Sequence[str] = (),
    with_voice: bool = False,
    sheet: str | Path | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    r"""Draw sentences or other units for coding, each with a known probability, and write the sheet of sentences.

    The coded sample is needed for `framing.correct`. It shows how accurate the labels are in this corpus only.

    Parameters
    ----------
    articles, spans
        The articles, and the labels of one coder in them. Without spans whole units are drawn for codes: see `unit`.
    n
        Sentences from each value of `by`. In simulations 100 per outlet were enough for a device in one sentence of
        eight, and 200 with a net for one in a hundred (``benchmarks/correction.csv``); more make the interval narrower.
    unit
        What is drawn to be coded by a codebook's questions: ``"article"``, ``"paragraph"`` or ``"sentence"``, at random
        within each value of `by`, or of all with ``by=None``. `framing.ask` then writes the questions for coders. Takes
        no spans, and of the options only `n`, `by`, `by_score`, `first` and `seed`.
    device
        The device to be coded; may be omitted if `spans` have only one.
    by
        The column of `articles` within whose values sentences are drawn. Error rates of labels usually differ between
        groups, so choose the column that will be compared.
    by_score
        For rare codes, with ``unit="article"``: the codes that a classifier (`framing.learn`), a lexicon or a model
        gave to all articles. The less certain it is that articles lack the code, the more of them are drawn; see Notes.
    first
        With `by_score`: the sample of the same articles that was drawn at random before, for the classifier to learn
        from. It is given back too, with the probabilities of both together; code the rows whose `unit_id` is new.
    net
        For rare devices: terms that match nearly all that the labels may have missed, even if they match much else;
        ``*`` matches any ending. Or the path of a lexicon file, or the name of a bundled device, whose terms then match
        in any context. Sentences with a match in which nothing was found are a separate stratum.
    strata
        The share of `n` that comes from sentences in which the device was ``found``, from the ``net`` and from the
        ``rest``: .2, .5 and .3, or .2 and .8 without a net. A stratum too small for its share is taken whole.
    exclude
        As for `framing.count`, for the counts that are to be corrected.
    with_voice
        Whether coders also code whose words each instance is in, for counts by voice.
    sheet
        A CSV file to write for coders; `framing.read_codings` reads it back. It is in random order and shows neither
        outlet nor label, so that these do not influence coders. A different existing file is never overwritten.
    seed
        The same seed draws the same sentences.

    Returns
    -------
    DataFrame
        One row per sentence drawn, or sentence and voice: `sentence_id`, `doc_id`, the column `by`, `device`,
        `stratum`, `probability` (of being drawn), `article_found` (how many were found in its article),
        `article_drawn` (how many sentences of it were drawn), `excluded` (what `exclude` named), `seed`, `start`,
        `end`, the sentences `before` and `after` it, `words`, `found` (how many were found in it), and the empty
        columns `coded` and, by voice, `coded_words`. Keep this table: a coded sheet cannot be used without it.
        With `unit`: `unit_id`, `doc_id`, the column `by`, with `by_score` the `stratum`, `unit`, `start`, `end`,
        `probability`, `seed`, `text`, and the units `before` and `after` it in its article.

    Raises
    ------
    ValueError
        For a device that was not labelled, labels of several coders, a stratum without a share, an `n` that is too
        small, a missing column, a sheet that already exists and differs, or scores of a part of the articles.

    Notes
    -----
    With `by_score` each value of `by` has four strata, and a quarter of `n` comes from each: in the order of their
    scores p, with equal sums of sqrt(p (1 - p)), which is Neyman's allocation. Give the codes that are rare: of several
    codes the rarer have more weight. Codes without scores make two strata, yes and no. However poor the scores are, the
    probabilities are known, so that `framing.correct` and `framing.correct_rates` stay unbiased; what is gained is in
    ``benchmarks/validity/codes.csv``.

    A classifier needs coded articles first: draw and code some at random, learn from them, and draw others by its
    scores. Each article's `probability` is then that of being in either sample::

        first = framing.sample(articles, unit="article", n=100)
        ...                                                             # code them: codes
        scores = framing.learn(codes, articles).code(articles)
        both = framing.sample(articles, unit="article", n=100, by_score=scores, first=first)
        ...                                                             # code the new ones, and put all codes together
        codes = codes.drop(columns="probability").merge(both[["doc_id", "probability"]], on="doc_id")

    Examples
    --------
    >>> import framing
    >>> texts = ["It may rain. It is cold. Ferries run late. Perhaps."] * 2
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": texts})
    >>> spans = framing.label(articles, ["hedge"], with_voice=False)
    >>> drawn = framing.sample(articles, spans, n=4, strata={"found": 1, "rest": 1}, seed=3)
    >>> drawn[["outlet", "stratum", "probability", "sentence", "found"]].sort_values(["outlet", "sentence"]).head(4)
      outlet stratum  probability           sentence  found
    4    Bee    rest          1.0  Ferries run late.      0
    5    Bee    rest          1.0        It is cold.      0
    2    Bee   found          1.0       It may rain.      1
    6    Bee   found          1.0           Perhaps.      1
    """
    check_articles(articles)
    if by is not None:
        _check_by(articles, by)
    if unit is not None:
        if spans is not None or device or net or strata or exclude or with_voice or sheet:
            raise ValueError(
                "sample: unit= draws whole units for codes and takes only n, by, by_score, first and seed; leave the "
                "rest out"
            )
        if first is not None and by_score is None:
            raise ValueError("sample: first= goes with by_score=; without scores, draw all at once")
        return sampled_units(articles, unit=unit, n=n, by=by, by_score=by_score, first=first, seed=seed)
    if by_score is not None or first is not None:
        raise ValueError("sample: by_score= and first= draw articles for codes; give unit='article', and no spans")
    if spans is None or by is None:
        raise ValueError("sample: give spans and by= to draw sentences with labels, or unit='article' to draw articles")
    check_spans(spans, articles)
    device = _device(spans, device)
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    _check_spans(spans, left_out, with_voice=with_voice)
    lexicon = _net(net)
    names = STRATA if lexicon is not None else ("found", "rest")
    shares = dict(strata) if strata is not None else _default_shares(names)
    check_shares(shares, names, n)

    counted = without_apart(spans)  # what `count` leaves out, coders leave out too
    cues = counted[(counted["role"] == "cue") & (counted["device"] == device)]
    excluded = places_left_out(articles, spans, left_out)
    frame = frame_of(articles, cues, excluded, lexicon)
    groups, values = pd.factorize(articles[by], sort=True)
    sizes = np.bincount(groups[frame.article], minlength=len(values))
    if not sizes.all():
        raise ValueError(f"articles: {by} {named(values[sizes == 0])} has no sentence to draw from; leave it out")
    if (sizes < n).any():
        few = values[sizes < n]
        has = "has" if len(few) == 1 else "have"
        note(f"sample: {by} {named(few)} {has} fewer than {n:,} sentences, so all of them are included")
    stratum = np.where(frame.found > 0, 0, np.where(frame.is_net, 1, len(names) - 1)).astype(np.intp)
    weights = np.array([shares[name] for name in names])
    picked, chances = drawn(stratum, groups[frame.article], weights, n, np.random.default_rng(seed))

    table = _sentences(articles, frame, picked).assign(
        device=device,
        stratum=np.array(names, dtype=object)[stratum[picked]],
        probability=chances,
        excluded=", ".join(left_out) or "none",
        seed=seed,
        **{by: articles[by].iloc[frame.article[picked]].to_numpy()},
    )
    table["sentence_id"] = _identities(table)
    if with_voice:
        words, found = numbers_by_voice(articles, spans, cues, frame, picked, excluded)
        table = table.loc[table.index.repeat(len(VOICES))].reset_index(drop=True)
        table = table.assign(voice=list(VOICES) * len(picked), words=words.ravel(), found=found.ravel())
    for column in ("coded", *(["coded_words"] if with_voice else [])):
        table[column] = pd.array([pd.NA] * len(table), dtype="Int64")
    table = table[["sentence_id", "doc_id", by, *(column for column in _COLUMNS if column in table)]]
    if sheet is not None:
        write_sheet(table, Path(sheet))
    return table


def _check_by(articles: pd.DataFrame, by: str) -> None:
    check_columns(articles, (by,), name="articles", way_out="by= names the column within which to draw")
    if by in ("sentence_id", "unit_id", "doc_id", "text", *_COLUMNS, *SAMPLED_COLUMNS):
        raise ValueError(f"by={by!r} does not group articles; choose outlet or another column about articles")
    check_alike(articles[by], name="articles")
    if articles[by].isna().any():
        raise ValueError(f"articles: {int(articles[by].isna().sum())} have no {by}; fill it in, or leave them out")


def _device(spans: pd.DataFrame, device: str | None) -> str:
    labelled = [str(name) for name in spans["device"].cat.categories]
    if device is None and len(labelled) == 1:
        return labelled[0]
    if device is None:
        raise ValueError(
            f"sample: device= is required; coders code one device at a time (there are: {named(labelled)})"
        )
    if device not in labelled:
        raise ValueError(f"sample: {device!r} was not labelled (only {named(labelled, most=8)}); label it too")
    return device


def _check_spans(spans: pd.DataFrame, left_out: Sequence[str], *, with_voice: bool) -> None:
    labelled = list(spans["device"].cat.categories)
    for name in (*left_out, *(["attribution"] if with_voice else [])):
        if name not in labelled:
            what = f"exclude={name!r}" if name in left_out else "with_voice=True needs attribution"
            raise ValueError(f"sample: {what}, but that was not labelled; label it too")
    if with_voice:
        check_columns(spans, ("voice", "instance"), name="spans", way_out="framing.label gives it")
    check_coder(spans, verb="sample")


def _net(net: str | Path | Sequence[str]) -> Lexicon | None:
    """Compile the terms of the net, if there is one."""
    if isinstance(net, str | Path):
        own = [entry for entry in bundled() if entry.device == str(net)]
        terms = [entry.term for entry in own or read_lexicon(net)]
    else:
        terms = [view(term).strip() for term in net]
    if wrong := [term for term in terms if not any(character.isalnum() for character in term)]:
        raise ValueError(f"net: {wrong[0]!r} has no letters; give words, with * for any ending")
    return Lexicon([Entry(term, "net", "", "own") for term in dict.fromkeys(terms)]) if terms else None


def _default_shares(names: Sequence[str]) -> dict[str, float]:
    """Return the shares of strata; without a net its share goes to the rest, since that is where misses are."""
    found, net, rest = SHARES
    return dict(zip(STRATA, SHARES, strict=True)) if "net" in names else {"found": found, "rest": net + rest}


def _identities(table: pd.DataFrame) -> list[str]:
    """Name sentences so that sheets of different draws cannot be confused, and spreadsheets do not read numbers."""
    names = []
    for number, row in enumerate(
        zip(*(table[name] for name in ("doc_id", "start", "sentence", "device")), strict=True)
    ):
        digest = hashlib.sha256("\t".join(map(str, row)).encode()).hexdigest()
        names.append(f"S{number + 1:04}-{digest[:6]}")
    return names


def _sentences(articles: pd.DataFrame, frame: SentenceFrame, picked: Codes) -> pd.DataFrame:
    """Return the drawn sentences with those before and after them, each on one line."""
    texts, doc_ids = articles["text"].tolist(), articles["doc_id"].tolist()
    readings = {place: Reading(Document("", texts[place])) for place in np.unique(frame.article[picked])}
    rows = []
    for at in picked:
        reading, number = readings[frame.article[at]], int(frame.number[at])
        around = [(0, 0), *reading.sentences, (0, 0)][number : number + 3]
        rows.append([" ".join(reading.text[start:end].split()) for start, end in around])
    return pd.DataFrame(rows, columns=["before", "sentence", "after"], dtype="str").assign(
        doc_id=[doc_ids[place] for place in frame.article[picked]],
        start=frame.start[picked],
        end=frame.end[picked],
        words=frame.words[picked],
        found=frame.found[picked],
        article_found=frame.article_found[frame.article[picked]],
        article_drawn=np.bincount(frame.article[picked])[frame.article[picked]],
    )
