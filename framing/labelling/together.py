"""Several articles of one language read as one text, for the devices that look no further than a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from framing.article_languages import in_language
from framing.labelling.plan import Plan, detect, is_within_paragraph
from framing.model import Document, Span
from framing.texts.text import Reading, view
from framing.texts.word_starts import Numbers
from framing.vocabulary.lexicon import Hit, Hits

OfArticle = tuple[dict[str, list[Hit]], dict[str, list[Span]]]  # places of terms, and what was found; by device
_BETWEEN = "\n\n"  # ends a paragraph, and what looks over the end of a line finds nothing behind it


class Together:
    """The terms of all devices in some articles, and what was found by those that look no further than a paragraph.

    Reading all articles at once costs no more than reading one that is as long. Places are those in all the texts one
    behind the other; `firsts` says where each text begins.
    """

    def __init__(self, texts: Sequence[str], language: str, plan: Plan) -> None:
        sizes = np.array([len(text) + len(_BETWEEN) for text in texts], dtype=np.int64)
        self.firsts: Numbers = np.cumsum(sizes) - sizes
        reading = Reading(Document("", _BETWEEN.join(texts), language=language))
        reading.view = _BETWEEN.join(map(view, texts))
        hits: Mapping[str, Sequence[Hit]] = plan.lexicon.places(reading.view, reading.word_starts)
        if plan.has_languages:
            hits = in_language(hits, language)
        devices = plan.needed_in(language)
        self._hits = {device: Hits.of(hits.get(device, [])) for device in devices if not is_within_paragraph(device)}
        self.found = {
            device: detect(device, reading, hits.get(device, []), plan)
            for device in devices
            if is_within_paragraph(device)
        }

    def by_article(self) -> Iterator[OfArticle]:
        """Give for each article the terms of the other devices, and what was found, with the places in its text."""
        hits_at = {device: self._edges(hits.start) for device, hits in self._hits.items()}
        spans_at = {device: self._edges([span.start for span in spans]) for device, spans in self.found.items()}
        for number, first in enumerate(self.firsts.tolist()):
            hits = {
                device: list(found.at(hits_at[device][number], since=first)) for device, found in self._hits.items()
            }
            spans = {
                device: [
                    span._replace(start=span.start - first, end=span.end - first, instance=instance)
                    for instance, span in enumerate(found[spans_at[device][number]])
                ]
                for device, found in self.found.items()
            }
            yield hits, spans

    def _edges(self, starts: Sequence[int] | Numbers) -> list[slice]:
        """Tell for each article which of some places are in it."""
        edges = [*np.searchsorted(starts, self.firsts).tolist(), len(starts)]
        return list(map(slice, edges, edges[1:]))
