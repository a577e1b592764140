"""Loaded wording: which places of the evaluation lexicon judge, by the words and the capitals around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.model import Span, subtype_parts
from framing.texts.quotation import first_reaching
from framing.texts.text import PLAIN_WORD, Place, Reading
from framing.vocabulary.context import Contexts, opens_sentence
from framing.vocabulary.decision_list import Rule, decisions
from framing.vocabulary.lexicon import Entry, Hit
from framing.vocabulary.rule_file import read_rules, rule_of

WITHIN_PARAGRAPH = True  # looks no further, and finds cues alone

_WORD = re.compile(PLAIN_WORD)
_MOSTLY = 0.7  # a sentence with this share of capitalised words is a headline in title case
_SMALL = 4  # letters of words that have no capital in a title, such as *with*
_LONGEST_TITLE = 200  # characters
_OPPOSED = ("anti-", "non-", "counter-")  # an anti-racist is not called a racist


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the loaded wording of one document among the places of the evaluation lexicon.

    The lexicon decides most: a term's other senses are distinguished only where `lexicons/rules/evaluation.toml` has a
    rule for it. A compound with a hyphen is one cue, and none if it opposes what it names (*anti-racist*). A term that
    is part of a name is none. Whether a neutral word was at hand is not known; negation does not turn a direction.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order. The subtype of a term is ``kind:direction``, or
        ``kind:direction:rule`` with the name of a rule, ``always`` or ``never``.

    Returns
    -------
    list of Span
        One cue a loaded word or phrase, `subtype` its kind and direction, as ``dysphemism:negative``.

    Raises
    ------
    ValueError
        Where a term names a rule that there is not.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "A farcical vote. The valley lies in fog."))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["evaluation"])]
    [(2, 10, 'evaluation', 'evaluative:negative')]
    """
    hits = list(hits)
    told = {hit.entry.subtype: _told(hit.entry) for hit in hits}
    of_hits = [told[hit.entry.subtype] for hit in hits]
    decided = decisions([rule for *_, rule in of_hits], Contexts(reading, hits))
    spans: list[Span] = []
    last = 0
    for hit, (subtype, is_always, _), decision in zip(hits, of_hits, decided, strict=True):
        if hit.start < last or decision is False:  # in a compound that counts already, or in another sense
            continue
        start, end = _compound(reading, hit)
        if (
            _is_opposed(reading, hit, start)
            or (not is_always and _is_part_of_name(reading, hit))
            or _is_in_title(reading, hit)
        ):
            continue
        last = end
        spans.append(Span(start, end, "evaluation", subtype, "cue", len(spans), hit.entry.term))
    return spans


def _told(entry: Entry) -> tuple[str, bool, Rule]:
    """Give the subtype of a term's cues, whether they always count, and the rule that decides about them."""
    kind, rest = subtype_parts(entry.subtype)
    direction, name = subtype_parts(rest)
    rule = rule_of(read_rules("evaluation"), name, entry)
    return f"{kind}:{direction}" if direction else kind, name == "always", rule


def _is_opposed(reading: Reading, hit: Hit, start: int) -> bool:
    """Tell whether the compound that starts at `start` is against what the term names."""
    return start < hit.start and reading.view.startswith(_OPPOSED, start)


def _compound(reading: Reading, hit: Hit) -> Place:
    """Give the place of the hit with all that hyphens join to it."""
    view, start, end = reading.view, hit.start, hit.end
    while start and (view[start - 1].isalnum() or (view[start - 1] == "-" and view[max(0, start - 2)].isalnum())):
        start -= 1
    while end < len(view) and (view[end].isalnum() or (view[end] == "-" and view[end + 1 : end + 2].isalnum())):
        end += 1
    return start, end


def _is_part_of_name(reading: Reading, hit: Hit) -> bool:
    """Tell whether the hit and a neighbour have capitals where no headline or sentence begins."""
    text = reading.plain
    if not text[hit.start].isupper() or text[hit.start : hit.end].isupper() or opens_sentence(reading, hit.start):
        return False
    words = list(_WORD.finditer(text, *reading.sentence_at(hit.start)))
    if sum(word.group()[0].isupper() for word in words) > _MOSTLY * len(words):
        return False
    left = [word for word in words if text[word.end() : hit.start] in (" ", ". ")]
    right = [word for word in words if word.start() == hit.end + 1]
    return any(word.group()[0].isupper() for word in (*left, *right))


def _is_in_title(reading: Reading, hit: Hit) -> bool:
    """Tell whether the hit has a capital in a quoted title with a subtitle: “Fog and Lies: A Keeper's Years”."""
    if not reading.plain[hit.start].isupper():
        return False
    number = first_reaching(reading.quotations, hit.start)
    start, end, *_ = reading.quotations[number] if number < len(reading.quotations) else (hit.end, hit.end)
    if not start < hit.start or end - start > _LONGEST_TITLE:
        return False
    title = reading.plain[start:end]
    long = [word for word in _WORD.findall(title) if len(word) > _SMALL]
    return ": " in title and len(long) > 1 and all(word[0].isupper() for word in long)
