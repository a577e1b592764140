"""Transcripts: paragraphs that a speaker's name and a colon open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from framing.vocabulary.word_lists import word_list

Place = tuple[int, int]

_LABEL = re.compile(
    r"[\"“”']?(?P<speaker>[A-Z][\w.'’-]{0,30}(?:,? [A-Z][\w.'’-]{0,30}){0,4})"
    r"(?: ?[(\[][^)\]\n]{0,60}[)\]])?(?P<mark>:)\s*(?=\S)"
)
_MARKS = "\"“”'"
_ASIDE = re.compile(r"[\"“]?[(\[][^)\]\n]*[)\]][.\"”]*$")
_QUESTION = frozenset(("q", "question"))  # what the outlet asks in an interview
_NEAREST, _MOST_BETWEEN = 3, 8  # paragraphs
_FEWEST_WORDS = 2
_LEAST_NAME = 4  # letters
_NO_SPEAKERS = word_list("transcripts", "no_speakers")


class Turn(NamedTuple):
    """What one speaker says at a stretch: places of the name, of the colon, and of the words, one a paragraph."""

    speaker: Place
    mark: Place
    content: list[Place]


class _Labelled(NamedTuple):
    """A paragraph that a name and a colon open: its number, the name's form, its places."""

    paragraph: int
    form: str
    speaker: Place
    mark: Place
    start: int


def turns(text: str, paragraphs: Sequence[Place]) -> list[Turn]:
    r"""Find the turns of a transcript; none where the text is no transcript.

    Names and colons open paragraphs near each other, by two speakers or more of whom one comes back; names in small
    letters count only where each comes back (Orr: … Lind: … Orr: … Lind: …). At least half of the turns are of two
    words or more. Paragraphs between two turns belong to the one before. *Q:* opens a question of the outlet's own and
    is no turn. A list whose items look like this can be mistaken for a transcript.

    Parameters
    ----------
    text : str
        The text.
    paragraphs : sequence of (int, int)
        Places of its paragraphs, as `framing.texts.text.paragraph_spans` gives them.

    Returns
    -------
    list of Turn
        In order.

    Examples
    --------
    >>> text = "HOST: Will it rain?\nORR: It will.\nHOST: Thank you."
    >>> found = turns(text, [(0, 19), (20, 33), (34, 50)])
    >>> [(text[slice(*turn.speaker)], text[slice(*turn.content[0])]) for turn in found]
    [('HOST', 'Will it rain?'), ('ORR', 'It will.'), ('HOST', 'Thank you.')]
    """
    labelled = _exchange([found for found in (_labelled(text, *item) for item in enumerate(paragraphs)) if found])
    made = []
    for number, this in enumerate(labelled):
        is_last = number + 1 == len(labelled)
        end = len(paragraphs) if is_last else labelled[number + 1].paragraph
        is_quoted = text[paragraphs[this.paragraph][0]] in _MARKS
        content = [(this.start, paragraphs[this.paragraph][1])]
        for place in paragraphs[this.paragraph + 1 : min(end, this.paragraph + 1 + _MOST_BETWEEN)]:
            is_led_in = text[place[0]] in _MARKS
            if is_led_in != is_quoted or (is_last and not is_quoted):
                break
            if not _ASIDE.match(text, *place):
                content.append((place[0] + is_led_in, place[1]))
        if this.form.lower() not in _QUESTION:
            made.append(Turn(this.speaker, this.mark, [_without_marks(text, place) for place in content]))
    spoken = sum(len(text[slice(*turn.content[0])].split()) >= _FEWEST_WORDS for turn in made)
    return made if 2 * spoken >= len(made) else []


def names_in_capitals(text: str, paragraphs: Sequence[Place]) -> set[str]:
    r"""Give the names in capitals that open a paragraph before a colon, whether or not the text is a transcript.

    Short ones that are nowhere written small are left out: an acronym's, not a person's.

    Examples
    --------
    >>> sorted(names_in_capitals("ADA ORR: So?\nSee also: BBC.\nBBC: No.", [(0, 12), (13, 27), (28, 36)]))
    ['ADA ORR']
    """
    found = (_labelled(text, *item) for item in enumerate(paragraphs))
    names = {label.form for label in found if label is not None and label.form.isupper()}
    return {name for name in names if len(name) >= _LEAST_NAME or name.capitalize() in text}


def _labelled(text: str, paragraph: int, place: Place) -> _Labelled | None:
    end = min(place[1], place[0] + 120)
    if text.find(":", place[0], end) < 0:
        return None
    match = _LABEL.match(text, place[0], place[1])
    if match is None or match.group("speaker").lower() in _NO_SPEAKERS:
        return None
    return _Labelled(paragraph, match.group("speaker"), match.span("speaker"), match.span("mark"), match.end())


def _exchange(labelled: Sequence[_Labelled]) -> list[_Labelled]:
    """Keep the paragraphs that are turns of an exchange: near another one, by speakers that can be told as such."""
    near = [
        this
        for index, this in enumerate(labelled)
        if any(
            other.form != this.form and abs(other.paragraph - this.paragraph) <= _NEAREST
            for other in labelled[max(0, index - 1) : index + 2]
        )
    ]
    alone = {this.form.lower() for this in near}

    def name(this: _Labelled) -> str:
        surname = this.form.split()[-1].lower()
        return surname if surname in alone else this.form.lower()  # HOST ADA ORR and ORR are one

    times = Counter(map(name, near))
    in_capitals = [this for this in near if this.form.isupper() and len(this.form) > 1]
    kept = in_capitals if 2 * len(in_capitals) >= len(near) else [this for this in near if times[name(this)] > 1]
    names = list(map(name, kept))
    return kept if 1 < len(set(names)) < len(names) else []


def _without_marks(text: str, place: Place) -> Place:
    start, end = place
    while end > start and text[end - 1] in _MARKS and text.count(text[end - 1], start, end) % 2:
        end -= 1
    return start, end
