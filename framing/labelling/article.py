"""Label articles: run the detectors, then tell voice, speaker and part of what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import attrgetter

from framing.attributing.blocks import SAID
from framing.attributing.kind import carries_voice
from framing.attributing.network import SURE, network
from framing.labelling.plan import Plan, detect
from framing.labelling.rows import Rows
from framing.labelling.together import OfArticle
from framing.model import OPINION, Span
from framing.speakers.corpus_names import CorpusNames
from framing.speakers.speaker import named_article
from framing.speakers.voice import Content, Voices, authors_own
from framing.texts.parts import parts_at
from framing.texts.quotation import Quotation
from framing.texts.text import Place, Reading, merged, word_index, words_at


def label_articles(
    readings: Sequence[Reading], plan: Plan, told: Sequence[OfArticle], rows: Rows, corpus: CorpusNames
) -> None:
    """Add the spans of some articles to `rows`, and whom they name to `corpus`.

    Of each article `told` has the places of terms, and what was found within paragraphs already. Each step is taken
    for all of them before the next, so that what it needs stays in the processor's cache.
    """
    needed = [plan.needed_in(reading.document.language) for reading in readings]
    if (tagger := network()) is not None:
        for reading, devices in zip(readings, needed, strict=True):
            if "attribution" in devices:
                reading.marked = tagger.find(reading, least=SURE)
    found: list[dict[str, list[Span]]] = [{device: [] for device in plan.needed} for _ in readings]
    for device in plan.needed:
        for reading, devices, (hits, within), spans in zip(readings, needed, told, found, strict=True):
            if device not in devices:
                continue
            spans[device] = within[device] if device in within else detect(device, reading, hits[device], plan)
            if device == "boilerplate":
                reading.boilerplate = spans[device]
            if device == "attribution":
                reading.attributions = spans[device]
    for reading, spans in zip(readings, found, strict=True):
        _add_rows(reading, spans, plan.wanted, rows, corpus, with_voice=plan.with_voice)


def _add_rows(
    reading: Reading,
    found: Mapping[str, list[Span]],
    wanted: Sequence[str],
    rows: Rows,
    corpus: CorpusNames,
    *,
    with_voice: bool,
) -> None:
    """Add the spans found in one document to the table, with voice, speaker and part."""
    # numbers of instances are given anew over all devices; `within` points at the attribution's new number
    numbers = accumulate((_instances(found[device]) for device in wanted), initial=0)
    first = dict(zip(wanted, numbers, strict=False))
    spans = sorted(
        (span for device in wanted for span in found[device]),
        key=attrgetter("start", "end", "device", "instance"),
    )
    rows.add(reading.document.doc_id, spans, first)
    if not with_voice:
        rows.add_untold(len(spans))
        return
    attributions = found["attribution"]
    spoken = _spoken(reading, attributions)
    authors = _authors(reading, attributions, spoken)
    contents = [
        Content(span.start, span.end, span.instance)
        for span in attributions
        if span.role == "content" and span.instance not in authors
        if carries_voice(span.kind, reading.text[span.start : span.end])
    ]
    own = [Content(span.start, span.end, span.instance) for span in attributions if span.role != "content"]
    voices = Voices(contents, spoken)
    starts = sorted({span.start for device in (*wanted, "attribution") for span in found[device]})
    words = words_at(reading.text, starts) or [(0, len(reading.text))]
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


def _authors(reading: Reading, attributions: Sequence[Span], spoken: Sequence[Quotation]) -> frozenset[int]:
    """Name the attributions whose source is the author of an opinion piece."""
    if reading.document.genre != OPINION:
        return frozenset()
    return authors_own(
        reading.text, [(span.instance, span.role, span.start, span.end) for span in attributions], spoken
    )


def _spoken(reading: Reading, attributions: Sequence[Span]) -> list[Quotation]:
    """Give where words stand as they were said: in marks, in turns, and in signed posts or blocks without marks."""
    said = [(span.start, span.end) for span in attributions if span.role == "content" and span.entry.endswith(SAID)]
    if not said:
        return reading.spoken
    places = merged([*said, *((found.start, found.end) for found in reading.spoken)])
    return [Quotation(start, end) for start, end in places]


def _subtypes(spans: Sequence[Span]) -> list[tuple[str, Place]]:
    return [(span.subtype, (span.start, span.end)) for span in spans]


def _instances(spans: Sequence[Span]) -> int:
    return [span.role for span in spans].count("cue")
