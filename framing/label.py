"""Run devices over articles: detectors return the spans; voice, speaker and part are added here."""

from __future__ import annotations

import difflib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module, resources
from pathlib import Path

import pandas as pd

from framing.attributing.blas import one_blas_thread
from framing.attributing.kind import carries_voice
from framing.attributing.quoted import SAID
from framing.boilerplate.standing import StandingText
from framing.model import VERSION, Document, Span, check_articles, named, paths_of
from framing.speakers.corpus_names import CorpusNames
from framing.speakers.speaker import named_article
from framing.speakers.voice import Content, Voices
from framing.texts.parts import parts_at
from framing.texts.quotation import Quotation
from framing.texts.text import Place, Reading, merged, word_index
from framing.vocabulary.codebook_pages import device_names
from framing.vocabulary.decisions import decided
from framing.vocabulary.lexicon import Entry, Hit, compiled, read_lexicon
from framing.vocabulary.rule_file import Rule, read_own_rules

CODER = f"framing-{VERSION}"
_ALWAYS = ("attribution", "boilerplate", "layout")  # voice and part need them

Detector = Callable[[Reading, Sequence[Hit]], list[Span]]
OwnRules = dict[str, dict[str, Rule]]  # of a researcher, by device


@lru_cache(maxsize=1)
def _detectors() -> dict[str, Detector]:
    folder = resources.files("framing").joinpath("detectors").iterdir()
    names = sorted(file.name.removesuffix(".py") for file in folder if file.name.endswith(".py"))
    return {name: import_module(f"framing.detectors.{name}").detect for name in names if name != "__init__"}


def label(
    articles: pd.DataFrame,
    devices: Sequence[str] | None = None,
    *,
    lexicons: str | Path | Iterable[str | Path] = (),
    outlets: str | Path | Iterable[str | Path] = (),
    coder: str = CODER,
    with_voice: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Label framing devices in articles: one row per labelled span, with whose words it is in.

    It uses lexicons, rules and a small network, without parser or download; the codebook page of each device reports
    its accuracy. The text is never altered. English only.

    Parameters
    ----------
    articles : DataFrame
        The articles table: at least `doc_id`, `outlet`, `text`; `headline` helps to distinguish the headline from the
        body. Lines that come back within an outlet, and the speakers whom a surname means, come from all of them.
    devices : sequence of str, optional
        The devices to label; by default all bundled ones and all of `lexicons`.
    lexicons : path or str, or several, optional
        Term lists of your own (TSV: ``term  device  subtype  source``). A new device needs nothing else; terms for a
        bundled device are added to it. Rules for terms that count only in some contexts may be in a file next to the
        list, ``mine.rules.toml`` next to ``mine.tsv``, written like those in ``framing/lexicons/rules``; a term names
        its rule after a colon in its subtype. ``"biomedicine"``, ``"debate"`` and ``"encyclopedia"`` name bundled terms
        for hedges in texts other than news.
    outlets : path, or several, optional
        Profiles of outlets (TOML, see `framing.outlet_profile`) in addition to the bundled ones, for their standing
        lines.
    coder : str, optional
        What to write into the column `coder`.
    with_voice : bool, optional
        Whether to tell voice, speaker and part. False is faster and leaves them empty.
    progress : callable, optional
        Called as ``progress(done, total)`` at intervals, in articles.

    Returns
    -------
    DataFrame
        The spans table: `doc_id, start, end, device, subtype, role, instance, entry, voice, within, speaker, part,
        kind, score, coder`. `kind` is an attribution's: speech, thought, intention, attitude or evidence. `score` is
        the probability that an attribution of the network is right, NaN elsewhere. The categories of `device` are the
        devices that were labelled. An article in which nothing was found
        has no row; it still counts as zero in `framing.count`. Cues of one device never overlap, except in `layout`,
        where the dateline is inside the lede.

    Raises
    ------
    ValueError
        For an unknown device, an invalid lexicon or rule, or an articles table with a missing column or a repeated
        `doc_id`.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "“The deal may fail,” Ada Orr said. It seems dead."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "text": [text]})
    >>> label(articles, ["hedge"])[["start", "end", "subtype", "voice", "speaker"]]
       start  end subtype   voice  speaker
    0     10   13   modal  quoted  Ada Orr
    1     38   43    verb  outlet
    """
    check_articles(articles)
    own, own_rules = _own_lexicons(lexicons)
    wanted = _wanted(devices, own)
    needed = _needed(wanted, with_voice=with_voice)
    lexicon = compiled(needed, tuple(own))
    rows, corpus = _Rows(), CorpusNames()
    total = len(articles)
    # lines that come back within an outlet are seen only over the whole corpus, before the first article is labelled
    texts = list(zip(map(str, articles["outlet"]), articles["text"], strict=True))
    known = StandingText(texts if "boilerplate" in needed else (), outlets)
    headlines = articles["headline"] if "headline" in articles.columns else pd.Series("", index=articles.index)
    columns = (articles["doc_id"], articles["outlet"], headlines, articles["text"])
    with one_blas_thread:
        for number, (doc_id, outlet, headline, text) in enumerate(zip(*columns, strict=True)):
            document = Document(str(doc_id), text, str(outlet), headline if isinstance(headline, str) else "")
            reading = known.reading(number, document)
            found = _found(reading, lexicon.find(reading.view), needed, own_rules)
            _add_rows(reading, found, wanted, rows, corpus, with_voice=with_voice)
            if progress is not None and (number % 20 == 19 or number + 1 == total):
                progress(number + 1, total)
    rows.join(corpus)
    table = rows.table(list(wanted), coder)
    doc_ids = dict(zip(map(str, articles["doc_id"]), articles["doc_id"], strict=True))
    return table.assign(doc_id=table["doc_id"].map(doc_ids).astype(articles["doc_id"].dtype))


def _own_lexicons(lexicons: str | Path | Iterable[str | Path]) -> tuple[list[Entry], OwnRules]:
    """Read a researcher's term lists, and the rules next to them."""
    own: list[Entry] = []
    own_rules: OwnRules = {}
    for path in paths_of(lexicons):
        entries = read_lexicon(path)
        own += entries
        for device, rules in read_own_rules(path, entries, _detectors()).items():
            both = next((name for name in rules if name in own_rules.get(device, {})), "")
            if both:
                raise ValueError(f"{path}: two lists have a rule {both!r} for {device}; name one anew")
            own_rules.setdefault(device, {}).update(rules)
    return own, own_rules


def _wanted(devices: Sequence[str] | None, own: Sequence[Entry]) -> tuple[str, ...]:
    known = dict.fromkeys([*device_names(), *(entry.device for entry in own)])
    if devices is None:
        return tuple(known)
    asked = (devices,) if isinstance(devices, str) else tuple(dict.fromkeys(devices))
    unknown = [device for device in asked if device not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {named(known, most=20)}"
        raise ValueError(f"devices: no device {unknown[0]!r}; {hint} (a lexicon file makes a new one: lexicons=[...])")
    if not asked:
        raise ValueError(f"devices: none named; leave it out for all, or name some of: {named(known, most=20)}")
    return asked


def _needed(wanted: Sequence[str], *, with_voice: bool) -> tuple[str, ...]:
    """Return the devices to label, in order: layout depends on boilerplate, scare quotes on attributions."""
    needed = dict.fromkeys([*wanted, *(_ALWAYS if with_voice else ())])
    before = {"layout": "boilerplate", "scare_quote": "attribution"}
    first = [needed_first for device, needed_first in before.items() if device in needed]
    return tuple(dict.fromkeys([*first, *needed]))


def _found(
    reading: Reading, hits: Mapping[str, Sequence[Hit]], needed: Sequence[str], own_rules: OwnRules
) -> dict[str, list[Span]]:
    """Run the devices needed, in their order."""
    found: dict[str, list[Span]] = {}
    for device in needed:
        found[device] = _detect(device, reading, hits.get(device, []), own_rules)
        if device == "boilerplate":
            reading.boilerplate = found[device]
        if device == "attribution":
            reading.attributions = found[device]
    return found


def _add_rows(
    reading: Reading,
    found: Mapping[str, list[Span]],
    wanted: Sequence[str],
    rows: _Rows,
    corpus: CorpusNames,
    *,
    with_voice: bool,
) -> None:
    """Add the spans found in one document to the table, with voice, speaker and part."""
    # numbers of instances are given anew over all devices; `within` points at the attribution's new number
    first = {device: sum(_instances(found[before]) for before in wanted[: wanted.index(device)]) for device in wanted}
    spans = sorted(
        (span for device in wanted for span in found[device]),
        key=lambda span: (span.start, span.end, span.device, span.instance),
    )
    rows.add(reading.document.doc_id, spans, first)
    if not with_voice:
        rows.add_untold(len(spans))
        return
    attributions = found["attribution"]
    contents = [
        Content(span.start, span.end, span.instance)
        for span in attributions
        if span.role == "content" and carries_voice(span.kind, reading.text[span.start : span.end])
    ]
    own = [Content(span.start, span.end, span.instance) for span in attributions if span.role != "content"]
    voices = Voices(contents, _spoken(reading, attributions))
    words = reading.words or [(0, len(reading.text))]
    of_words = voices.of_words(words, own)
    article = named_article(
        reading.text,
        [(span.instance, span.role, span.start, span.end) for span in attributions],
        quoted=[(quotation.start, quotation.end) for quotation in reading.quotations],
    )
    corpus.add(reading.document.doc_id, article.known, article.names.values())
    at = [word_index(words, span.start) for span in spans]  # a span is where its first word is, as words are counted
    told = [
        voices.at(words[index][0], besides=span.instance)
        if span.device == "attribution" and of_words[index].within == span.instance
        else of_words[index]
        for index, span in zip(at, spans, strict=True)
    ]
    shift = first.get("attribution")
    rows.add_told(
        voice=[voice for voice, _ in told],
        within=[within + shift if shift is not None and within >= 0 else -1 for _, within in told],
        speaker=[article.names.get(within, "") for _, within in told],
        part=parts_at([words[index][0] for index in at], _subtypes(found["layout"])),
    )


def _spoken(reading: Reading, attributions: Sequence[Span]) -> list[Quotation]:
    """Give where words stand as they were said: in marks, in turns, and in signed posts or blocks without marks."""
    said = [(span.start, span.end) for span in attributions if span.role == "content" and span.entry.endswith(SAID)]
    if not said:
        return reading.spoken
    places = merged([*said, *((found.start, found.end) for found in reading.spoken)])
    return [Quotation(start, end) for start, end in places]


def _detect(device: str, reading: Reading, hits: Sequence[Hit], own_rules: OwnRules) -> list[Span]:
    """Run the device's detector; a device without one is its lexicon and its rules."""
    detector = _detectors().get(device)
    return detector(reading, hits) if detector else decided(reading, hits, device, own_rules.get(device))


def _subtypes(spans: Sequence[Span]) -> list[tuple[str, Place]]:
    return [(span.subtype, (span.start, span.end)) for span in spans]


def _instances(spans: Sequence[Span]) -> int:
    return sum(span.role == "cue" for span in spans)


class _Rows:
    """Columns of the spans table while it grows: one list per column, numbers packed."""

    def __init__(self) -> None:
        self.numbers = {name: array("q") for name in ("start", "end", "instance", "within")}
        self.words: dict[str, list[str]] = {
            name: [] for name in ("doc_id", "device", "subtype", "role", "entry", "kind", "voice", "speaker", "part")
        }
        self.scores = array("d")

    def add(self, doc_id: str, spans: Sequence[Span], first: Mapping[str, int]) -> None:
        """Add what a document's spans are; `first` is the number before the first instance of each device."""
        self.numbers["start"].extend([span.start for span in spans])
        self.numbers["end"].extend([span.end for span in spans])
        self.numbers["instance"].extend([first[span.device] + span.instance for span in spans])
        self.words["doc_id"] += [doc_id] * len(spans)
        self.words["device"] += [span.device for span in spans]
        self.words["subtype"] += [span.subtype for span in spans]
        self.words["role"] += [span.role for span in spans]
        self.words["entry"] += [span.entry for span in spans]
        self.words["kind"] += [span.kind for span in spans]
        self.scores.extend([span.score for span in spans])

    def add_told(self, *, voice: list[str], within: list[int], speaker: list[str], part: list[str]) -> None:
        """Add the columns that depend on the position of these spans."""
        self.numbers["within"].extend(within)
        self.words["voice"] += voice
        self.words["speaker"] += speaker
        self.words["part"] += part

    def add_untold(self, number: int) -> None:
        """Leave that empty."""
        empty = [""] * number
        self.add_told(voice=empty, within=[-1] * number, speaker=empty, part=empty)

    def join(self, corpus: CorpusNames) -> None:
        """Give each speaker the name over the corpus, once all articles are known."""
        speakers = zip(self.words["doc_id"], self.words["speaker"], strict=True)
        joined = {pair: corpus.joined(*pair).name for pair in set(speakers) if pair[1]}
        pairs = zip(self.words["doc_id"], self.words["speaker"], strict=True)
        self.words["speaker"] = [joined.get(pair, "") for pair in pairs]

    def table(self, devices: Sequence[str], coder: str) -> pd.DataFrame:
        numbers = {name: pd.Series(list(column), dtype="int64") for name, column in self.numbers.items()}
        within = numbers["within"].astype("Int64").mask(numbers["within"] < 0)
        words = {name: pd.Series(column, dtype=object).astype("str") for name, column in self.words.items()}
        return pd.DataFrame(
            {
                "doc_id": words["doc_id"], "start": numbers["start"], "end": numbers["end"],
                "device": words["device"].astype(pd.CategoricalDtype(list(devices))), "subtype": words["subtype"],
                "role": words["role"], "instance": numbers["instance"], "entry": words["entry"],
                "voice": words["voice"], "within": within, "speaker": words["speaker"], "part": words["part"],
                "kind": words["kind"], "score": pd.Series(list(self.scores), dtype="float64"),
                "coder": pd.Series(coder, index=within.index, dtype=words["role"].dtype),
            }
        )  # fmt: skip
