"""Which of the network's attributions are kept, as what kind, and whose they are: decisions by rule about its cues."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from framing.attributing.around import Around, around, by_phrase, is_noun, is_passive
from framing.attributing.frames import Attribution
from framing.attributing.kind import form_of, is_known, is_somebody, kind_of, reports
from framing.attributing.phrase import AUXILIARIES
from framing.attributing.owner import is_scrap, subject_of_sentence, whole_source
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

SURE_OF_PHRASE = 0.9  # from here a known cue may report any noun phrase
SURE_OF_UNKNOWN = 0.55  # from here a cue counts that is not in the lexicon, if it reports a clause or a quotation

_APPEARING = word_list("reporting", "appearing")
_HEARSAY = word_list("reporting", "hearsay")
_PREPOSITIONS = word_list("reporting", "prepositions")
_LEFT_OVER = word_list("reporting", "left_over")
_WRITERS = word_list("reporting", "writers")
_ADDRESSED = word_list("reporting", "addressed")
_INFERRING = word_list("reporting", "inferring")
_JUDGING = word_list("reporting", "judging")
_UNOWNED = word_list("reporting", "unowned")
_EXPECTED = word_list("reporting", "expected")
_NOT_ABOUT = word_list("reporting", "clausal") - word_list("reporting", "with_topic")
_LIGHT_VERBS = word_list("reporting", "light_verbs")
_LINKS = tuple(word_list("reporting", "link_openers"))
_OWNERS = word_list("clauses", "owners")
_DETERMINERS = word_list("reporting", "determiners")
_IDIOM = re.compile(
    r"\b(?:to say the least|that is to say|needless to say|strange to say|so to speak|sad to say|say goodbye|"
    r"let us say|let's say|it goes without saying|you know|i mean|to say nothing|not to mention)\b"
)
_BACK = 5  # words from a preposition to the verb that it goes with
_FOR_WHOM = re.compile(r"\b(?:to|for)\s+$")
_SEEMS_TO = re.compile(r"\s+(?:to|like to)\s+((?:me|him|her|them|us|many|some|most)\b|(?:the|his|her|their|its)\s+\w+)")
_QUESTION_WORDS = ("how", "why", "what", "where", "when", "here's", "who", "which", "is", "are", "can", "will")
_IMPERSONAL = re.compile(r"\b(?:it|there)(?:'s| is| was| would be| may be| seems| isn't)\b[^.;]{0,40}\bto\s+$")
_QUOTED_AS = re.compile(r"\bquoted (?:as )?$")
_SAYING = re.compile(r"\s+(?:as\s+)?saying\b")


def judged(reading: Reading, made: Attribution, hits: Sequence[Hit]) -> Attribution | None:
    """Decide about one attribution of the network; None where it is none.

    Parameters
    ----------
    reading : Reading
        The document.
    made : Attribution
        With the raw score of the network in `score`.
    hits : sequence of Hit
        Where the cues of the lexicon stand, in order.

    Returns
    -------
    Attribution or None
        With its kind, a whole source or none, and the cue that the word beside a preposition is.
    """
    cue = around(reading, made.cue)
    if cue is None or not made.content:
        return made if made.content else None
    if made.rule.startswith(":") or cue.form == ":":
        return _with_colon(reading, made)
    made, cue = _with_verb(reading, made, cue, hits)
    term = made.rule.rpartition(": ")[0]
    content = reading.text[made.content[0][0] : made.content[0][1]]
    form, before = form_of(content), made.content[0][0] < made.cue[0]
    if _is_filler(reading, made, cue, form) or (cue.form in _PREPOSITIONS and form != "quotation" and cue.first == cue.last):
        return None
    if form not in ("quotation", "clause") and not before and not _is_term(term, cue) or _is_unsure(made, term, cue):
        return None
    noun = is_noun(cue) and not _has_subject(reading, made, cue)
    if noun and _is_relative(content):
        return None
    made = _around_cue(reading, made, cue)
    source, is_open = _source(reading, made, cue, is_noun=noun)
    if source is None and not is_open and form != "quotation":
        return None
    if source is None and (noun and cue.form not in _UNOWNED or is_passive(cue) and not _is_told(cue, form)):
        return None
    phrase = reading.text[slice(*source)] if source else ""
    if cue.form in _INFERRING and phrase and not noun and not is_somebody(phrase):
        return None
    if _is_supposed(reading, phrase, source):
        return None
    kind = kind_of(_known(term, cue), phrase, is_noun=noun)
    if " " in reading.text[slice(*made.cue)] and form == "phrase" and cue.form in _NOT_ABOUT:
        return None
    is_plain = made.score >= SURE_OF_PHRASE and _is_term(term, cue) and not noun
    if not is_plain and not reports(_known(term, cue), content, form=form, kind=kind, is_noun=noun, before=before):
        return None
    if _is_the_writers(phrase, cue, kind, form, before=before):
        return None
    if kind == "thought" and not phrase and not noun and not is_passive(cue):
        return None
    return replace(made, source=source, kind=kind)


def _has_subject(reading: Reading, made: Attribution, cue: Around) -> bool:
    """Tell whether a word that may be a noun is a verb, since its source ends right before it: the fishermen doubt."""
    if made.source is None or made.cue[0] - made.source[1] != 1 or cue.before() in _DETERMINERS:
        return False
    return not reading.view[made.source[0] : made.source[1]].endswith(("'s", "s'", "his", "her", "their", "its"))


def _around_cue(reading: Reading, made: Attribution, cue: Around) -> Attribution:
    """Cut a passive's cue out of its content: the plan [is expected] to fail."""
    if not is_passive(cue):
        return made
    pieces: list[Place] = []
    for start, end in made.content:
        if start < made.cue[0] and made.cue[1] < end:
            at = cue.first
            while at > 0 and (cue.words[at - 1].form in AUXILIARIES or cue.words[at - 1].form.endswith("ly")):
                at -= 1
            if at and cue.words[at - 1].end > start:
                pieces.append((start, cue.words[at - 1].end))
            pieces.append((made.cue[1] + 1, end))
        elif start >= cue.words[max(0, cue.first - 3)].start and start < made.cue[0] < end:
            pieces.append((made.cue[1] + 1, end))
        else:
            pieces.append((start, end))
    return replace(made, content=[place for place in pieces if place[0] < place[1]] or made.content)


def _is_told(cue: Around, form: str) -> bool:
    """Tell whether a passive without an agent reports words: was told that, is expected to; not: is dismissed."""
    return form in ("clause", "quotation") or cue.form in _JUDGING or (form == "infinitive" and cue.form in _EXPECTED)


def _is_supposed(reading: Reading, phrase: str, source: Place | None) -> bool:
    """Tell whether somebody in general is only supposed to say it: if a president admits, when anyone asks."""
    if source is None or not phrase.lower().startswith(("a ", "an ", "any ", "someone", "anyone", "somebody")):
        return False
    before = reading.view[max(0, source[0] - 8) : source[0]].split()
    return before[-1:] in (["if"], ["when"], ["unless"], ["until"], ["whenever"])


def _known(term: str, cue: Around) -> str:
    return term if is_known(term) else cue.form


def _is_term(term: str, cue: Around) -> bool:
    return is_known(term) or is_known(cue.form)


def _is_unsure(made: Attribution, term: str, cue: Around) -> bool:
    return not _is_term(term, cue) and made.score < SURE_OF_UNKNOWN


def _with_verb(
    reading: Reading, made: Attribution, cue: Around, hits: Sequence[Hit]
) -> tuple[Attribution, Around]:
    """Give a cue that is a preposition way to the verb or noun before it; take up one left over after the cue."""
    term = made.rule.rpartition(": ")[0]
    if cue.form in _PREPOSITIONS and cue.first == cue.last and cue.first and not is_known(term):
        for back in range(1, min(_BACK, cue.first) + 1):
            before = cue.words[cue.first - back]
            if not before.is_word:
                break
            if is_known(before.form):
                end = made.cue[1] if back == 1 else before.end
                made = replace(made, cue=(before.start, end), rule=f"{before.form}: network")
                cue = cue._replace(first=cue.first - back, last=cue.last if back == 1 else cue.first - back)
                break
    start, end = made.content[0]
    index = bisect_right(cue.words, start, key=lambda word: word.start) - 1
    if 0 <= index < len(cue.words) and index == cue.last + 1 and cue.words[index].start == start:
        word = cue.words[index]
        if word.form in _LEFT_OVER and word.end + 1 < end:
            content = [(word.end + 1, end), *made.content[1:]]
            made = replace(made, cue=(made.cue[0], word.end), content=content)
    return made, cue


def _is_filler(reading: Reading, made: Attribution, cue: Around, form: str) -> bool:
    """Tell whether the cue reports nobody's words: the outlet's doubt, hearsay, idioms, link text, commands."""
    view, (start, end) = reading.view, made.cue
    if cue.form in _HEARSAY:
        return True
    if cue.form in _APPEARING:
        return not _is_for_somebody(view, made)
    near = view[max(0, start - 20) : end + 20]
    if any(match.start() < 20 + end - start and match.end() > 20 for match in _IDIOM.finditer(near)) and start >= 20:
        return True
    first = reading.paragraph_at(start)[0]
    if view.startswith(_LINKS, first) and form != "quotation":
        return True
    if _IMPERSONAL.search(view, max(0, start - 60), start) and not cue.is_quoted:
        return True
    is_command = cue.first == 0 and not made.source and form != "quotation" and not cue.form.endswith(("ed", "ing"))
    return is_command and cue.form not in ("said", "told")


def _is_for_somebody(view: str, made: Attribution) -> bool:
    if made.source and _FOR_WHOM.search(view, max(0, made.source[0] - 5), made.source[0]):
        return not view.startswith((" to", " for"), made.source[1]) or made.source[0] > made.cue[0]
    return False


def _is_relative(content: str) -> bool:
    """Tell whether *that* after a noun is a pronoun: claims that are old."""
    words = content.split(maxsplit=3)
    return len(words) > 1 and words[0].lower() == "that" and words[1].lower() in _VERBS_AFTER_RELATIVE


_VERBS_AFTER_RELATIVE = word_list("clauses", "finite") | frozenset("do does don't doesn't aren't isn't won't have".split())


def _is_the_writers(phrase: str, cue: Around, kind: str, form: str, *, before: bool) -> bool:
    """Tell whether the writer speaks for the text, or to its readers, outside quotations."""
    if cue.is_quoted:
        return False
    first = phrase.lower().replace("’", "'").split()
    if not first or len(first) > 3:
        return False
    if len(first) == 1 and first[0] in _ADDRESSED:
        return True
    if first[0] not in _WRITERS and first[-1] not in _WRITERS:
        return False
    return kind != "speech" or not (form in ("quotation", "clause") or before)


def _source(reading: Reading, made: Attribution, cue: Around, *, is_noun: bool) -> tuple[Place | None, bool]:
    """Give who says it, and whether an attribution may go without: agentless passives, nouns."""
    if is_noun:
        return _owner(reading, made, cue), True
    if is_passive(cue):
        if _SAYING.match(reading.view, made.cue[1]) or (cue.form == "quoted"):
            return (whole_source(reading, cue, made.source) if made.source else None), True
        return _by(reading, made, cue), True
    if made.source is not None:
        if cue.form == "saying" and _QUOTED_AS.search(reading.view, max(0, made.cue[0] - 12), made.cue[0]):
            return made.source, True
        found = whole_source(reading, cue, made.source)
        return found or subject_of_sentence(cue), False
    return subject_of_sentence(cue), False


def _by(reading: Reading, made: Attribution, cue: Around) -> Place | None:
    """Give who says it by a passive, marked by the network or read after *by*."""
    if made.source and reading.view[max(0, made.source[0] - 4) : made.source[0]].endswith("by "):
        return made.source
    found = by_phrase(cue)
    if found is None:
        return None
    place = (cue.words[found[0]].start, cue.words[found[1] - 1].end)
    return None if is_scrap(reading.text[slice(*place)]) else place


def _owner(reading: Reading, made: Attribution, cue: Around) -> Place | None:
    """Give whose claim it is: the mayor's claim, the claim by the mayor; or who made it."""
    words, index = cue.words, cue.first - 1
    while index > 0 and cue.first - index < 4 and not words[index].form.endswith(("'s", "s'")):
        if words[index].form in _OWNERS:
            break
        index -= 1
    if index >= 0 and (words[index].form in _OWNERS or words[index].form.endswith(("'s", "s'"))):
        start = words[index].start
        if made.source and made.source[0] < start and made.source[1] == words[index].end and words[index].form not in _OWNERS:
            start = made.source[0]
        elif words[index].form in _OWNERS:
            return (start, words[index].end)
        else:
            at = index
            while at > 0 and words[at].is_capitalised and words[at - 1].is_capitalised:
                at -= 1
            if at > 0 and words[at - 1].form in _DETERMINERS:
                at -= 1
            start = words[at].start
        return (start, words[index].end)
    if made.source is None:
        return None
    between = reading.view[min(made.source[1], made.cue[0]) : max(made.source[0], made.cue[0])].split()
    if made.source[0] > made.cue[0]:
        lead = reading.view[made.cue[1] : made.source[0]].split()
        return made.source if lead[-1:] in (["by"], ["from"], ["of"], ["among"]) else None
    if len(between) <= 5 and any(word in _LIGHT_VERBS for word in between):
        return whole_source(reading, cue, made.source)
    return None


def _with_colon(reading: Reading, made: Attribution) -> Attribution | None:
    """Keep a name before a colon that says a quotation, or a headline's claim; no titles of links."""
    content = reading.view[made.content[0][0] : made.content[0][1]]
    phrase = reading.text[slice(*made.source)] if made.source else ""
    if not phrase or is_scrap(phrase) or phrase[:1].islower() or len(phrase.split()) > 6:
        return replace(made, source=None, kind="speech") if form_of(content) == "quotation" else None
    first = reading.paragraph_at(made.cue[0])[0]
    if form_of(content) != "quotation":
        if reading.view.startswith(_LINKS, first) or content.split(maxsplit=1)[0] in _QUESTION_WORDS:
            return None
    return replace(made, kind="speech")
