"""Who a source is: the name in a source phrase, joined over one article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing.speakers.mentions import Mentions
from framing.speakers.source_names import SourceNames, is_speakers_own
from framing.speakers.voice import Content, Voices
from framing.texts.text import Place


def speakers(text: str, sources: Sequence[tuple[Place | None, int]]) -> list[str]:
    """Name the speaker of each source phrase of one article.

    A phrase gives the name in it, without titles, in the fullest form that the article has; "the minister" gives the
    person of whom the article says so, a pronoun the last fitting person or group. A phrase without a name is given as
    it stands, cut before the first comma. Without a parser a pronoun may be given a person who is named near by.

    Parameters
    ----------
    text : str
        The article.
    sources : sequence of (place, order)
        Place of each source phrase, or None, and the place in the text by which it is read; in any order.

    Returns
    -------
    list of str
        One name a source, empty where there is none.

    Examples
    --------
    >>> text = "Mayor Ada Orr spoke. Orr said yes. She added no."
    >>> speakers(text, [((21, 24), 21), ((35, 38), 35)])
    ['Ada Orr', 'Ada Orr']
    """
    return SourceNames(text, sources).named({})


def speakers_by_instance(
    text: str, attributions: Iterable[tuple[int, str, int, int]], *, quoted: Sequence[Place] | None = None
) -> dict[int, str]:
    """Name the speaker of each attribution of one article, from its rows: instance, role, start, end.

    Where rows of contents are among them, *I* inside a content is its source. Who has the places of the quotations
    passes them as `quoted`, and they are not looked for again.

    Examples
    --------
    >>> speakers_by_instance("Ada Orr said so.", [(3, "source", 0, 7), (3, "cue", 8, 12)])
    {3: 'Ada Orr'}
    """
    return named_article(text, attributions, quoted=quoted).names


def named_article(
    text: str, attributions: Iterable[tuple[int, str, int, int]], *, quoted: Sequence[Place] | None = None
) -> NamedArticle:
    """Name the speakers as `speakers_by_instance` does, and keep what the article says of them.

    Examples
    --------
    >>> article = named_article("The Dunn Line said so.", [(3, "source", 4, 13), (3, "cue", 14, 18)])
    >>> article.names, article.places, sorted(article.known.organisations)
    ({3: 'Dunn Line'}, {3: (4, 13)}, ['Dunn Line'])
    """
    sources: dict[int, Place] = {}
    cues: dict[int, int] = {}
    contents: list[Content] = []
    for instance, role, start, end in attributions:
        if role == "source":
            sources.setdefault(instance, (start, end))
        elif role == "cue":
            cues[instance] = start
        else:
            contents.append(Content(start, end, instance))
    order = sorted(cues)
    if not sources:
        return NamedArticle(dict.fromkeys(order, ""), {}, None)
    rank = {instance: index for index, instance in enumerate(order)}
    places = [sources.get(instance) for instance in order]
    read_at = [place[0] if place else cues[instance] for place, instance in zip(places, order, strict=True)]
    naming = SourceNames(text, list(zip(places, read_at, strict=True)), quoted)
    own = [index for index, place in enumerate(naming.places) if place and is_speakers_own(text, place)]
    holders = {}
    if own:
        voices = Voices(contents, [])
        for index in own:
            holders[index] = rank.get(voices.at(read_at[index], besides=order[index]).within, -1)
    names = dict(zip(order, naming.named(holders), strict=True))
    found = {instance: place for instance, place in zip(order, naming.places, strict=True) if place is not None}
    return NamedArticle(names, found, naming.known)


class NamedArticle(NamedTuple):
    """The speakers of one article by instance, the mended places of their sources, and whom the article speaks of."""

    names: dict[int, str]
    places: dict[int, Place]
    known: Mentions | None
