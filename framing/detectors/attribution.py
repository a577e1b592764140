"""Attributions: who is made answerable for what, by reporting cues, quotation marks and the words beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from framing.clause import ENDS, after_interruption, clause_end, content_start, is_infinitive, is_parenthetical
from framing.lexicon import Hit
from framing.model import Span
from framing.passage import chains, clause_in, fills_paragraph, joined_sentences, quotation_at
from framing.phrase import QUOTATION, Word, source_after, source_before, words_of
from framing.quotation import Quotation, quoted_length
from framing.reporting import ACCORDING, BARE_CLAUSE, FOLLOWING, NOUN_OR_VERB, REPORTS
from framing.text import Place, Reading, word_count

_BEFORE_NOUN = frozenset("a an the his her its their our my any no this that these those some with of and in by".split())
_OWNERS = frozenset("his her its their our my".split())

Indices = tuple[int, int]


@dataclass
class _Attribution:
    """One attribution being put together: places of its roles, and the rule that found it."""

    cue: Place
    rule: str
    source: Place | None = None
    content: list[Place] = field(default_factory=list)


class _Clause(NamedTuple):
    """Words in a row, and the index of each by its place."""

    words: list[Word]
    index: dict[int, int]

    @classmethod
    def of(cls, words: list[Word]) -> _Clause:
        return cls(words, {word.start: i for i, word in enumerate(words)})


class _Cue(NamedTuple):
    """One place of the lexicon, among the words of its sentence or of the quotation that it stands in."""

    words: list[Word]
    first: int
    last: int
    place: Place
    term: str
    is_inside: bool  # in a quotation

    def place_of(self, indices: Indices | None) -> Place | None:
        """Give the place of words by their indices."""
        return (self.words[indices[0]].start, self.words[indices[1] - 1].end) if indices else None


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the attributions of one document.

    Cue first: each place of the reporting lexicon is tried with the frames of news copy (source, cue, *that* clause;
    quotation, cue, source; *according to*; …); what is in quotation marks and left over becomes an attribution without
    a cue word. No parser: contents in long sentences may be too short or too long, and a cue that is not in the lexicon
    is missed.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the cues of the lexicon stand, in order.

    Returns
    -------
    list of Span
        Rows of role ``source`` (at most one), ``cue`` (exactly one), ``content`` (one or more) for each instance;
        `subtype` is ``direct``, ``mixed`` or ``indirect``, `entry` the cue's term and the frame.

    Examples
    --------
    >>> from framing.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "“It works,” Orr said."))
    >>> [(span.role, span.subtype, reading.text[span.start : span.end])
    ...  for span in detect(reading, Lexicon(bundled()).find(reading.view)["attribution"])]
    [('source', 'direct', 'Orr'), ('cue', 'direct', 'said'), ('content', 'direct', '“It works,”')]
    """
    article = _Article(reading)
    starts = [hit.start for hit in hits]
    for sentence in joined_sentences(reading, starts):
        first, last = bisect_left(starts, sentence[0]), bisect_left(starts, sentence[1])
        if first < last:
            _Sentence(article, sentence, hits[first:last]).look()
    article.add_bare_quotations()
    article.found.sort(key=lambda item: (item.cue, item.content))
    return [span for number, item in enumerate(article.found) for span in _spans(reading, item, number)]


class _Article:
    """What the sentences of one article share: its quotations, which of them are taken, and what was found so far."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.chains = chains(reading.quotations)
        self.taken: set[int] = set()
        self.found: list[_Attribution] = []

    def take(self, quotation: Quotation) -> list[Place]:
        """Mark a quotation's chain as attributed, and give its places."""
        chain = self.chains[quotation.start]
        self.taken.update(member.start for member in chain)
        return [(member.start, member.end) for member in chain]

    def add_bare_quotations(self) -> None:
        """Add quotations that no cue took, if they are sentences and not words in scare quotes or titles."""
        for quotation in self.reading.quotations:
            if quotation.start in self.taken or quotation.goes_on:
                continue
            inner = self.reading.text[quotation.start + 1 : quotation.end].rstrip("”\"’'» ")
            words = word_count(inner)
            is_sentence = words >= 5 and inner[-1:] in ".,?!…—"
            if is_sentence or (words > 1 and fills_paragraph(self.reading, quotation)):
                content = [(member.start, member.end) for member in self.chains[quotation.start]]
                place = (quotation.start, quotation.start)
                self.found.append(_Attribution(place, "quotation alone", None, content))


class _Sentence:
    """One sentence and its cues: the state that the frames share."""

    def __init__(self, article: _Article, place: Place, hits: Sequence[Hit]) -> None:
        self.article, self.reading, self.place, self.hits = article, article.reading, place, hits
        quotations = self.reading.quotations
        first = bisect_left(quotations, place[0], key=lambda quotation: quotation.end)
        last = bisect_left(quotations, place[1], key=lambda quotation: quotation.start)
        self.outer = _Clause.of(words_of(self.reading, place, quotations[first:last]))
        self.inner: dict[Place, _Clause] = {}
        self.cues = {hit.start for hit in hits}
        self.verbal_cues = {hit.start for hit in hits if not hit.entry.term.endswith(" that")}
        self.neutral_cues = {hit.start for hit in hits if hit.entry.subtype == "neutral"}
        self.subject: Place | None = None

    def look(self) -> None:
        """Try every cue, and add what it gives to the article."""
        found = []
        for hit in self.hits:
            cue = self._cue(hit)
            item = self._frame(cue, hit) if cue is not None else None
            if item is not None and cue is not None:
                found.append(item)
                if item.source is not None and not cue.is_inside:
                    self.subject = item.source
        self.article.found += found

    def _cue(self, hit: Hit) -> _Cue | None:
        quotation = quotation_at(self.reading, hit.start)
        clause = self.outer
        if quotation is not None:
            place = clause_in(self.reading, quotation, hit.start)
            if place not in self.inner:
                self.inner[place] = _Clause.of(words_of(self.reading, place))
            clause = self.inner[place]
        first = clause.index.get(hit.start, -1)
        if first < 0:
            return None
        last = bisect_left(clause.words, hit.end, key=lambda word: word.start) - 1
        return _Cue(clause.words, first, max(last, first), (hit.start, hit.end), hit.entry.term, quotation is not None)

    def _frame(self, cue: _Cue, hit: Hit) -> _Attribution | None:
        """Give the attribution of one cue by the first frame that fits."""
        words, at = cue.words, cue.first
        if cue.term in ACCORDING:
            return self._according(cue)
        before = words[at - 1].form if at else ""
        if cue.term.endswith(" that"):
            cue = cue._replace(place=(hit.start, hit.end - len(" that")))
            if cue.term not in NOUN_OR_VERB or before in _BEFORE_NOUN or before.endswith(("'s", "s'")):
                return self._noun(cue)
            cue = cue._replace(term=cue.term.removesuffix(" that"), last=at)
        if before in ("a", "an", "the", "of") or is_infinitive(words, at):
            return None
        border = next((i + 1 for i in range(at - 1, -1, -1) if words[i].start in self.cues), 0)
        source = source_before(words, at, border)
        if cue.is_inside and (
            source is None or words[source[1] - 1].form in ("i", "we", "you") or hit.entry.subtype == "thought"
        ):
            return None
        return self._beside_quotation(cue, source) or self._around_clause(cue, source) or self._before(cue, source)

    def _beside_quotation(self, cue: _Cue, source: Indices | None) -> _Attribution | None:
        """Quotation, cue, source; quotation, source, cue."""
        quotation = _quotation_before(cue.words, source[0] if source else cue.first)
        if quotation < 0:
            return None
        if source is None:
            return self._quoted(cue, quotation, source_after(cue.words, cue.last), "quotation, cue, source")
        if cue.first - source[1] < 4 and cue.term in FOLLOWING:
            return self._quoted(cue, quotation, source, "quotation, source, cue")
        return None

    def _around_clause(self, cue: _Cue, source: Indices | None) -> _Attribution | None:
        """Clause, cue, source; clause, source, cue."""
        words = cue.words
        if source is None:
            return self._inverted(cue) if cue.first and words[cue.first - 1].form == "," else None
        if not is_parenthetical(words, source, cue.last, cue.term):
            return None
        content = [(words[0].start, words[source[0] - 2].end)]
        rest = after_interruption(words, cue.last)
        end = clause_end(words, rest, self.verbal_cues) if rest >= 0 else -1
        if end > rest:
            content.append((words[rest].start, words[end - 1].end))
        return _Attribution(cue.place, f"{cue.term}: clause, source, cue", cue.place_of(source), content)

    def _quoted(self, cue: _Cue, quotation: int, source: Indices | None, frame: str) -> _Attribution:
        words = cue.words
        content = self._quotation_content(words[quotation])
        lead = words[:quotation]
        if any(word.is_word for word in lead) and lead[-1].form not in (QUOTATION, ":", ","):
            # the words before run into the quotation: The plan was “a gift,” she said.
            content[0] = (words[0].start, content[0][1])
        content += self._rest_of_quotation(words, cue.last, content[-1][1])
        return _Attribution(cue.place, f"{cue.term}: {frame}", cue.place_of(source), content)

    def _quotation_content(self, word: Word) -> list[Place]:
        quotation = quotation_at(self.reading, word.start)
        return self.article.take(quotation) if quotation is not None else []

    def _rest_of_quotation(self, words: Sequence[Word], cue_end: int, after: int) -> list[Place]:
        """Find the second half of a split quotation: in this sentence, else right at the start of the next one."""
        for index in range(cue_end + 1, len(words)):
            word = words[index]
            if word.form == QUOTATION and word.start >= after:
                is_apart = words[index - 1].form in (",", ":", "—", "–", ";", ".")
                return self._quotation_content(word) if is_apart else []
            if word.start in self.neutral_cues:
                return []
        end, quotations = self.place[1], self.reading.quotations
        index = bisect_left(quotations, end, key=lambda quotation: quotation.start)
        if index < len(quotations):
            between = self.reading.text[end : quotations[index].start]
            if not between.strip() and "\n" not in between:
                return self.article.take(quotations[index])
        return []

    def _inverted(self, cue: _Cue) -> _Attribution | None:
        """Clause, cue, source: The road is closed, said the ministry."""
        words = cue.words
        source = source_after(words, cue.last)
        if source is None or cue.term not in BARE_CLAUSE or words[source[0]].form in ("that", "it"):
            return None
        if source[1] < len(words) and words[source[1]].form not in ENDS | {",", "in", "on", "who"}:
            return None
        content = (words[0].start, words[cue.first - 2].end)
        return _Attribution(cue.place, f"{cue.term}: clause, cue, source", cue.place_of(source), [content])

    def _according(self, cue: _Cue) -> _Attribution | None:
        """According to source, clause; clause, according to source."""
        words, is_fronted = cue.words, cue.first <= 1
        source = source_after(words, cue.last, is_fronted=is_fronted)
        if source is None:
            return None
        if is_fronted:
            start = source[1] + (source[1] < len(words) and words[source[1]].form == ",")
            end = clause_end(words, start, self.verbal_cues)
        else:
            start = 0
            end = cue.first - (words[cue.first - 1].form in (",", "—", "–", "("))
        if start >= end:
            return None
        content = (words[start].start, words[end - 1].end)
        self._take_within(content)
        return _Attribution(cue.place, f"{cue.term}: frame", cue.place_of(source), [content])

    def _noun(self, cue: _Cue) -> _Attribution | None:
        """Whose noun, that clause: the minister's claim that …"""
        words, at = cue.words, cue.first
        end = clause_end(words, cue.last, self.verbal_cues)
        if end - cue.last < 4:
            return None
        owner = None
        if at > 0 and (words[at - 1].form.endswith(("'s", "s'")) or words[at - 1].form in _OWNERS):
            start = at - 1
            while start > 0 and words[start - 1].is_capitalised:
                start -= 1
            owner = cue.place_of((start, at))
        if owner is None and cue.term.split()[0] not in REPORTS:
            return None
        content = (words[cue.last].start, words[end - 1].end)
        return _Attribution(cue.place, f"{cue.term}: noun", owner, [content])

    def _before(self, cue: _Cue, source: Indices | None) -> _Attribution | None:
        """Source, cue, content."""
        words = cue.words
        start, frame = content_start(words, cue.last, cue.term)
        if start < 0:
            return None
        owner = cue.place_of(source)
        if owner is None:
            # "went home and said", "adding that": the subject of the sentence goes on
            if cue.is_inside or not cue.first or words[cue.first - 1].form not in ("and", "but", ",", QUOTATION):
                return None
            owner = self.subject
            if owner is None and cue.first == 1 and self.article.found:
                owner = self.article.found[-1].source
        if frame == "quotation":
            content = self._quotation_content(words[start])
            if len(words) - start < 3 and content:
                content += self._rest_of_quotation(words, start, content[-1][1])
        else:
            end = clause_end(words, start, self.verbal_cues)
            if end <= start:
                return None
            content = [(words[start].start, words[end - 1].end)]
            self._take_within(content[0])
            if end >= len(words) - 1 and words[end - 1].form == QUOTATION:
                content += self._rest_of_quotation(words, end, words[end - 1].end)
        return _Attribution(cue.place, f"{cue.term}: source, cue, {frame}", owner, content) if content else None

    def _take_within(self, content: Place) -> None:
        quotations = self.reading.quotations
        index = bisect_left(quotations, content[0], key=lambda quotation: quotation.start)
        while index < len(quotations) and quotations[index].end <= content[1] + 1:
            self.article.taken.add(quotations[index].start)
            index += 1


def _quotation_before(words: Sequence[Word], at: int) -> int:
    """Give the index of the quotation that ends right before index `at`, allowing a comma; -1 where none does."""
    index = at - 1
    if index >= 0 and words[index].form == ",":
        index -= 1
    return index if index >= 0 and words[index].form == QUOTATION else -1


def _spans(reading: Reading, item: _Attribution, number: int) -> list[Span]:
    total = sum(end - start for start, end in item.content)
    quoted = sum(quoted_length(reading.quotations, place) for place in item.content)
    subtype = "direct" if quoted >= 0.9 * total else "mixed" if quoted >= 3 else "indirect"
    rows = [(item.source, "source")] if item.source else []
    rows += [(item.cue, "cue"), *((place, "content") for place in sorted(set(item.content)))]
    return [Span(start, end, "attribution", subtype, role, number, item.rule) for (start, end), role in rows]
