"""Who goes on speaking in a quotation without a cue: whoever spoke last, or the subject of the sentence before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from framing.attributing.article import Article, Attribution
from framing.attributing.blocks import by_name, paragraph_before, stripped_end
from framing.attributing.kind import is_known
from framing.attributing.owner import subject_in
from framing.attributing.passage import fills_paragraph
from framing.attributing.phrase import SUBJECT_PRONOUNS
from framing.attributing.reach import DAYS, FRONTING, NO_PHRASE, ROLES
from framing.attributing.verbs import is_finite
from framing.attributing.words import Word, words_of
from framing.texts.quotation import Quotation, quoted_length
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

_DETERMINERS = word_list("reporting", "determiners")
_PREPOSITIONS = word_list("reporting", "prepositions")
_NOT_FIRST = frozenset().union(word_list("reporting", "not_first"), word_list("clauses", "openers"), _PREPOSITIONS)
_NO_NAMES = _NOT_FIRST | _DETERMINERS | SUBJECT_PRONOUNS | FRONTING | {"here", "there"}
_BULLETS = ("●", "•", "*", "-", "–", "—", ";", ":")
_STRONG = word_list("reporting", "strong")
_JOINING = ("and", "but", "so", "yet")
_CONTINUING = ("continued", "continues", "went on", "goes on", "added", "adds", "concluded")
_NOBODY = ("it", "there", "this", "that", "here", "what")
_BY = ("of", "by", "from")
_WORDS = word_list("reporting", "own_words")
_PAST = word_list("verbs", "past") | {"had"}
_FULL, _MOST = 2, 6  # words of a full name
_SHORT = 10  # words and marks


class Speakers:
    """Who spoke last at each place: the state is the attributions of speech in order, and whose a paragraph is.

    Examples
    --------
    >>> from framing.model import Document
    >>> article = Article(Reading(Document("a", "Orr was brief. “It rains now.” Lind left.")))
    >>> article.add(Attribution((31, 35), "said", (0, 3), [(15, 30)]))
    >>> Speakers(article).of(article.reading.quotations[0])
    (0, 3)
    """

    def __init__(self, article: Article) -> None:
        self.reading = article.reading
        self.said = sorted(
            (
                item
                for item in article.found
                if item.source is not None
                and item.kind in ("speech", "thought", "")
                and ("accord" not in item.rule or _is_quotation(article.reading, item))
            ),
            key=lambda item: item.cue,
        )
        self.cues = [item.cue[0] for item in self.said]
        phrases = (article.reading.text[slice(*item.source)] for item in self.said if item.source is not None)
        self.led = {item.content[0][0]: item.source for item in self.said if "colon" in item.rule}  # by a paragraph
        self.surnames = {phrase.split()[-1] for phrase in phrases if phrase.split()[-1][0].isupper()} - {"I"}

    def add(self, made: Attribution) -> None:
        """Take in a quotation whose speaker is known, so that the next one may go on with it."""
        if made.source is not None:
            insort(self.said, made, key=lambda item: item.cue)
            insort(self.cues, made.cue[0])
            if "colon" in made.rule:
                self.led[made.content[0][0]] = made.source

    def of(self, quotation: Quotation) -> Place | None:
        """Give the source of the sentence before a quotation, or the subject before its colon."""
        reading = self.reading
        first = reading.paragraph_at(quotation.start)[0]
        sentence = reading.sentence_at(quotation.start)
        lead = reading.text[sentence[0] : quotation.start].rstrip()
        if lead.endswith(":"):
            place = (sentence[0], quotation.start)
            made = by_name(reading, (sentence[0], sentence[0] + len(lead)))
            return made.source if made else before_colon(reading, place) or self._known_subject(place, quotation)
        if lead:
            return None
        if quotation.start == first:
            index = bisect_left(reading.paragraphs, (first,)) - 1
            if not fills_paragraph(reading, quotation):
                return None
            after = self._continued(index + 2)
            if after is not None or index < 0:
                return after
            before = paragraph_before(reading, index + 1)
            if before[0] in self.led:  # in other remarks, Orr said:
                self.led[first] = self.led[before[0]]
                return self.led[first]
        else:
            before = (first, quotation.start)
        said = self._last(before)
        last = reading.sentence_at(max(before[0], stripped_end(reading.text, *before) - 1))
        if said is None:
            return self._known_subject(last, quotation)
        reach = max(said.cue[1], said.content[-1][1] if said.content else 0)
        is_next = said.cue[0] >= last[0] or reach > last[0]
        return said.source if is_next else self._known_subject(last, quotation)

    def _known_subject(self, place: Place, quotation: Quotation) -> Place | None:
        """Give the subject of a sentence that reports nothing if it speaks elsewhere: Orr was brief. [“It rained.”].

        Not where the quotation speaks of it by name.
        """
        words = words_of(self.reading, place)
        start = int(words[0].form in _STRONG or words[0].form in _JOINING)  # Writes Orr; and Orr was brief
        names = next((i for i in range(start, len(words)) if not words[i].is_capitalised), len(words))
        found = (words[start].start, words[names - 1].end) if names > start else subject_in(words)
        phrase = self.reading.text[slice(*found)] if found else "-"
        if found and (whole := phrase.lstrip("”’\"' ")):  # the mark of a quotation before it
            found, phrase = (found[1] - len(whole), found[1]), whole
        name = phrase.split()[-1]
        is_short = len(words) <= _SHORT and self.reading.text[place[1] - 1 : quotation.start] == ". "
        may_speak = name in self.surnames or (is_short and name[0].isupper())  # Ada Orr concurred. [“It rained.”]
        is_speaker = may_speak and name not in self.reading.text[quotation.start : quotation.end]
        return found if is_speaker or phrase.lower() in ("he", "she") else None

    def _continued(self, index: int) -> Place | None:
        """Give who goes on in the paragraph at `index`, which begins with a quotation: “It rained,” Orr continued."""
        if index >= len(self.reading.paragraphs):
            return None
        start, end = self.reading.paragraphs[index]
        after = bisect_left(self.cues, start)
        if after == len(self.cues) or self.cues[after] >= end or self.said[after].content[0][0] != start:
            return None
        return self.said[after].source if self.said[after].rule.partition(":")[0] in _CONTINUING else None

    def _last(self, place: Place) -> Attribution | None:
        index = bisect_right(self.cues, place[1]) - 1
        found = self.said[index] if index >= 0 else None
        return found if found is not None and found.cue[0] >= place[0] else None


def before_colon(reading: Reading, place: Place) -> Place | None:
    """Give who says what follows the colon at the end of a sentence: its subject, or whose words they are.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "In the words of Ada Orr: “It rains.”"
    >>> text[slice(*before_colon(Reading(Document("a", text)), (0, 24)))]
    'Ada Orr'
    """
    words = words_of(reading, place)
    by = next((i for i in range(len(words) - 2, 0, -1) if words[i].form in _BY), 0)
    is_way = words[-2:-1] and words[-2].form == "way"  # by the way:
    if by and not is_way and words[by - 1].form in _WORDS and all(word.is_word for word in words[by + 1 : -1]):
        return words[by + 1].start, words[-2].end
    found = subject_in(words) or _first_subject(words)
    comma = next((i for i in range(len(words) - 2, 0, -1) if words[i].form == ","), 0)
    if found is not None and comma and not is_known(words[comma + 1].form):
        found = subject_in(words[comma + 1 :]) or found
    if found is None or reading.view[slice(*found)] in _NOBODY:
        return _named(words)
    forms = reading.view[slice(*found)].split()
    if forms[-1] == "who":
        return _first_subject(words) or _before_who(words) or _named(words)
    return _named(words) if forms[0] in FRONTING else found


def _named(words: Sequence[Word]) -> Place | None:
    """Give the first name of a sentence before a colon that is no object of a preposition, or its *he* or *she*.

    Orr, of course, made it famous:; when Orr said in Ayr:; Orr’s answer:; to quote Ada Orr:.
    """
    at = 0
    while at < len(words) - 1:
        first, word = at, words[at]
        if word.form in ("he", "she"):
            return word.start, word.end
        while words[at].is_capitalised and not words[at].form.endswith("'s"):
            at += 1
        is_owner = words[at].is_capitalised
        last, following = at - (not is_owner), words[at + is_owner].form
        at += 1
        while first < last and words[first].form in _NO_NAMES:
            first += 1
        if (
            last < first
            or word.form in DAYS
            or (
                first == last and words[first].form.partition("'")[0] in _NO_NAMES  # they're
            )
        ):
            continue
        is_label = first == last == 0 and (following == ":" or following in _PREPOSITIONS)  # Friends of the Mill:
        first -= first > 0 and words[first - 1].form == "the"
        is_free = not first or _may_come_before(words[first - 1], words[first - 2])
        if is_free and not is_label and (following in _WORDS if is_owner else _may_come_after(following)):
            return words[first].start, words[last].end
    return None


def _may_come_before(word: Word, earlier: Word) -> bool:
    """Tell whether a subject may stand right after a word: no preposition, nor the comma of a place's name."""
    if word.form == ",":
        return not earlier.is_capitalised
    return word.form not in _PREPOSITIONS if word.is_word else word.form in _BULLETS


def _may_come_after(form: str) -> bool:
    """Tell whether a word may follow a subject: a verb, a preposition, a mark."""
    is_verb = is_finite(form) or form in _PAST or form.endswith(("s", "ed"))
    return is_verb or form in _PREPOSITIONS or not form[0].isalnum()


def _is_quotation(reading: Reading, item: Attribution) -> bool:
    """Tell whether a content is one quotation and nothing else, such as *Orr said* beside it."""
    return all(quoted_length(reading.quotations, place) + 2 >= place[1] - place[0] for place in item.content)


def _first_subject(words: Sequence[Word]) -> Place | None:
    """Give the pronoun that a sentence begins with, or the name or role that it consists of."""
    if words[0].form in ("he", "she", "they"):
        return words[0].start, words[0].end
    is_whole = words[-1].form == ":" and (_is_name(words[:-1]) or _is_role(words[:-1]))
    return (words[0].start, words[-2].end) if is_whole else None


def _before_who(words: Sequence[Word]) -> Place | None:
    """Give the name before *who* in words such as: The reply from Ada Orr, who had lost, was short:."""
    who = next((i for i in range(3, len(words)) if words[i].form == "who" and words[i - 1].form == ","), 0)
    by = next((i for i in range(who - 2, 0, -1) if not words[i].is_capitalised), 0)
    is_from = who and by < who - 2 and words[by].form in _BY and words[by - 1].form in _WORDS
    return (words[by + 1].start, words[who - 2].end) if is_from else None


def _is_name(words: Sequence[Word]) -> bool:
    """Tell whether all words before a colon are a name of two words or more: Ada Orr:."""
    return _FULL <= len(words) <= _MOST and all(word.is_capitalised for word in words)


def _is_role(words: Sequence[Word]) -> bool:
    """Tell whether the words before a colon are whoever has a role: Police officer:; Old harbour master:."""
    is_phrase = 0 < len(words) <= _MOST and words[0].is_capitalised and all(word.is_word for word in words)
    return is_phrase and words[-1].form in ROLES - {"source"} and not any(word.form in NO_PHRASE for word in words)
