"""Label one article: run the detectors, then tell voice, speaker and part of what they found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from framing.attributing.kind import carries_voice
from framing.attributing.quoted import SAID
from framing.labelling.plan import Plan, detect
from framing.labelling.rows import Rows
from framing.model import OPINION, Span
from framing.speakers.corpus_names import CorpusNames
from framing.speakers.speaker import named_article
from framing.speakers.voice import Content, Voices, authors_own
from framing.texts.parts import parts_at
from framing.texts.quotation import Quotation
from framing.texts.text import Place, Reading, merged, word_index
from framing.vocabulary.lexicon import Hit


def label_article(
    reading: Reading,
    plan: Plan,
    hits: Mapping[str, Sequence[Hit]],
    within: Mapping[str, list[Span]],
    rows: Rows,
    corpus: CorpusNames,
) -> None:
    """Add the spans of an article to `rows`, and whom it names to `corpus`.

    Of `Together` are the places of terms, and what was found `within` paragraphs already.
    """
    found: dict[str, list[Span]] = {device: [] for device in plan.needed}
    for device in plan.needed_in(reading.document.language):
        found[device] = within[device] if device in within else detect(device, reading, hits[device], plan)
        if device == "boilerplate":
            reading.boilerplate = found[device]
        if device == "attribution":
            reading.attributions = found[device]
    _add_rows(reading, found, plan.wanted, rows, corpus, with_voice=plan.with_voice)


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
        key=lambda span: (span.start, span.end, span.device, span.instance),
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
