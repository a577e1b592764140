"""Agentless passives: a form of *be* or *get*, then a participle, and no by-phrase that says who did it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from framing.model import Span
from framing.texts.text import Place, Reading
from framing.vocabulary.context import Contexts
from framing.vocabulary.lexicon import Hit, Hits
from framing.vocabulary.rule_file import read_words
from framing.vocabulary.word_lists import any_of

WITHIN_PARAGRAPH = True  # looks no further, and finds cues alone

# What may stand between the auxiliary and its participle.
_LISTS = read_words("passive_agentless")
_BETWEEN = re.compile(
    rf"(?: (?:[a-z]+ly|at least|in fact|{any_of(_LISTS['between'])}))* [\"“']{{0,2}}(?P<word>[a-z][a-z'\-]*)"
)
_PRONOUN_BETWEEN = re.compile(r" (?:he|she|they|we|you|it)(?= [a-z]+ed\b)")
_FIRST_BETWEEN = {"at", "in", "he", "she", "they", "we", "you", "it", *(word.split()[0] for word in _LISTS["between"])}
# Where a clause ends, so far as marks and words show it.
_CLAUSE_END = re.compile(
    rf"[.;:!?“”\"\n(—]|--|, (?={any_of(_LISTS['after_comma'])})\b|"
    rf" {any_of(_LISTS['joining'])}\b|"
    r" and (?!(?:[a-z]+ly )?[a-z]+(?:ed|en)\b)"
)
_BY = re.compile(r"\bby (?!and large\b)(?=(?P<one>\S+)(?: (?P<two>\S+))?)")
_ACCUSTOMED = re.compile(r" to (?:\w+ing|it|this|that|these|the|a|an|such|his|her|their|our)\b")
_MEASURE = re.compile(r"by (?:[\w'\-]+ ){0,3}(?:margins?|votes?|percent|points?)\b")
_REACH = 120  # characters that an agent may be away from its participle


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the passives of one document that leave out who acts.

    Marks and words alone, no parser: the clause is taken to end at the next mark or joining word, and an agent further
    on is not seen. Passives without an auxiliary ("the man killed on Monday") and after a bare *'s* are not looked for.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order: forms of *be* and *get*, irregular participles, and adjectives
        that look like participles.

    Returns
    -------
    list of Span
        One cue a passive, from the auxiliary to the participle; `subtype` is ``be`` or ``get``.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Two were killed on Monday. One was hit by a car. All were tired."))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["passive_agentless"])]
    [(4, 15, 'passive_agentless', 'be')]
    """
    columns = Hits.of(hits)
    entries = [columns.entries[number] for number in columns.entry.tolist()]
    starts, ends = columns.start.tolist(), columns.end.tolist()
    kinds = {start: entry.subtype for start, entry in zip(starts, entries, strict=True)}
    auxiliaries = [number for number, entry in enumerate(entries) if entry.subtype in ("be", "get")]
    spans: list[Span] = []
    reached = 0  # of two auxiliaries of one participle (were being cast) the first makes the passive
    following = Contexts(reading, columns.at(auxiliaries)).tokens(range(len(auxiliaries)), 1)
    for number, word in zip(auxiliaries, following, strict=True):
        auxiliary, entry = (starts[number], ends[number]), entries[number]
        place = _participle(reading, auxiliary, entry.subtype, word, kinds) if auxiliary[0] >= reached else None
        if place is None:
            continue
        reached = place[1]
        if not _has_agent(reading, reached):
            spans.append(Span(auxiliary[0], reached, "passive_agentless", entry.subtype, "cue", len(spans), entry.term))
    return spans


def _participle(
    reading: Reading, auxiliary: Place, form: str, following: str, kinds: Mapping[int, str]
) -> Place | None:
    """Give the place of the participle that an auxiliary, a form of *be* or *get*, governs, or None.

    `following` is the next word.
    """
    view = reading.view
    start = auxiliary[1] + 1
    end = start + len(following)
    if (
        following.isascii() and following.isalpha() and not following.endswith("ly") and following not in _FIRST_BETWEEN
        and view.startswith(following, start) and view[start - 1] == " " and view[end : end + 1] not in ("'", "-")
    ):  # nothing stands between, and no pattern is needed  # fmt: skip
        word = following
    else:
        turned = _PRONOUN_BETWEEN.match(view, auxiliary[1]) if form == "be" else None
        found = _BETWEEN.match(view, turned.end() if turned else auxiliary[1])
        if found is None:
            return None
        (start, end), word = found.span("word"), found["word"].removesuffix("'s")
    kind = kinds.get(start, "")
    is_one = kind == "participle" or (kind == "" and _looks_like_participle(word))
    if not is_one or view[auxiliary[1] - 1] == "-" or view[end : end + 1] == "-":
        return None
    # a capital on the participle alone makes it a name: the company is United
    if word == "used" and (form == "get" or _ACCUSTOMED.match(view, end)):
        return None
    is_name = reading.text[start].isupper() and not reading.text[auxiliary[0]].isupper()
    return None if is_name else (start, end)


def _looks_like_participle(word: str) -> bool:
    if not word.endswith("ed") or word.endswith("eed") or len(word) < 4:
        return False
    if word.startswith("un") and not word.startswith("under"):
        return False
    return "-" not in word or word.startswith(("re-", "co-"))


def _has_agent(reading: Reading, start: int) -> bool:
    """Tell whether a by-phrase that names an agent follows in the clause."""
    view = reading.view
    end = start + _REACH
    if view.find("by ", start, end) < 0:
        return False
    border = _CLAUSE_END.search(view, start, end)
    limit = border.start() if border else end
    return any(_is_agent(by) for by in _BY.finditer(view, start, limit))


def _is_agent(by: re.Match[str]) -> bool:
    """Tell an agent from a time, a measure, a means or a manner: by soldiers, not by Friday, by phone, by waiting."""
    one, two = by["one"].strip(",.;:"), (by["two"] or "").strip(",.;:")
    if one in _LISTS["means"]:  # sent by car, but sold by car makers
        return by["one"] == one and two[:1].isalpha() and two not in _LISTS["after_means"]
    if one[0].isdigit() or one[0] in "$£€" or one.split("-")[0] in _LISTS["no_agent"]:
        return False
    gerund = two if one.endswith("ly") else one
    if (gerund.endswith("ing") and gerund not in _LISTS["nouns_in_ing"]) or _MEASURE.match(by.string, by.start()):
        return False
    return not (one in _LISTS["determiners"] and two.split("-")[0] in _LISTS["no_agent_after_determiner"])
