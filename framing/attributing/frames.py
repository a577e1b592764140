"""Attributions by the frames of news copy: a reporting cue from the lexicon, and what stands before and after it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from framing.attributing.according import according
from framing.attributing.article import Article, Attribution
from framing.attributing.clause import (
    ENDS,
    Clause,
    Cue,
    after_interruption,
    clause_end,
    content_start,
    is_infinitive,
    is_parenthetical,
)
from framing.attributing.passage import clause_in, joined_sentences, quotation_at
from framing.attributing.phrase import source_after, source_before
from framing.attributing.words import QUOTATION, Word, words_of
from framing.texts.quotation import first_reaching
from framing.texts.text import Place
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

_BEFORE_NOUN = word_list("clauses", "before_noun")
_OWNERS = word_list("clauses", "owners")
_DETERMINERS = word_list("reporting", "determiners")

Indices = tuple[int, int]


def add_by_frames(article: Article, hits: Sequence[Hit]) -> None:
    """Add to `article` what the frames of news copy find around the cues of the lexicon.

    Source, cue, *that* clause; quotation, cue, source; *according to*; … Contents in long sentences may be too short or
    too long, and a cue that is not in the lexicon is missed.

    Examples
    --------
    >>> from framing.attributing.article import Article
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> article = Article(Reading(Document("a", "The road is closed, the ministry said.")))
    >>> add_by_frames(article, Lexicon(bundled()).find(article.reading.view)["attribution"])
    >>> article.found[0].rule, article.found[0].source
    ('said: clause, source, cue', (20, 32))
    """
    starts = [hit.start for hit in hits]
    for sentence in joined_sentences(article.reading, starts):
        first, last = bisect_left(starts, sentence[0]), bisect_left(starts, sentence[1])
        if first < last:
            for made in in_frames(article, sentence, hits[first:last]):
                article.add(made)


def in_frames(article: Article, place: Place, hits: Sequence[Hit]) -> list[Attribution]:
    """Give the attributions that the frames find around the cues of one sentence or of a part of it."""
    return _Sentence(article, place, hits).look()


class _Sentence:
    """One sentence and its cues: the state that the frames share."""

    def __init__(self, article: Article, place: Place, hits: Sequence[Hit]) -> None:
        self.article, self.reading, self.place, self.hits = article, article.reading, place, hits
        quotations = self.reading.quotations
        first, last = first_reaching(quotations, place[0]), bisect_left(quotations, (place[1],))
        self.outer = Clause.of(words_of(self.reading, place, quotations[first:last]))
        self.inner: dict[Place, Clause] = {}
        self.cues = {hit.start for hit in hits}
        self.verbal_cues = {hit.start for hit in hits if not hit.entry.term.endswith(" that")}
        self.neutral_cues = {hit.start for hit in hits if hit.entry.subtype == "neutral"}
        self.subject: Place | None = None

    def look(self) -> list[Attribution]:
        """Try every cue, and give what it gives."""
        found = []
        for hit in self.hits:
            cue = self._cue(hit)
            item = self._frame(cue, hit) if cue is not None else None
            if item is not None and cue is not None:
                found.append(item)
                if item.source is not None and not cue.is_inside:
                    self.subject = item.source
        return found

    def _cue(self, hit: Hit) -> Cue | None:
        quotation = quotation_at(self.reading, hit.start)
        clause = self.outer
        if quotation is not None:
            place = clause_in(self.reading, quotation, hit.start)
            if place not in self.inner:
                self.inner[place] = Clause.of(words_of(self.reading, place))
            clause = self.inner[place]
        return clause.cue(hit, is_inside=quotation is not None)

    def _frame(self, cue: Cue, hit: Hit) -> Attribution | None:
        """Give the attribution of one cue by the first frame that fits."""
        words, at = cue.words, cue.first
        if "source" in cue.frames:
            source, content = according(self.reading, cue, self.verbal_cues)
            for place in content:
                self.article.take_within(place)
            return Attribution(cue.place, f"{cue.term}: frame", source, content) if content else None
        before = words[at - 1].form if at else ""
        if cue.term.endswith(" that"):
            cue = cue._replace(place=(hit.start, hit.end - len(" that")))
            if "noun_or_verb" not in cue.frames or before in _BEFORE_NOUN or before.endswith(("'s", "s'")):
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

    def _beside_quotation(self, cue: Cue, source: Indices | None) -> Attribution | None:
        """Quotation, cue, source; quotation, source, cue."""
        quotation = _quotation_before(cue.words, source[0] if source else cue.first)
        if quotation < 0:
            return None
        if source is None:
            return self._quoted(cue, quotation, source_after(cue.words, cue.last), "quotation, cue, source")
        if cue.first - source[1] < 4 and cue.may_follow:
            return self._quoted(cue, quotation, source, "quotation, source, cue")
        return None

    def _around_clause(self, cue: Cue, source: Indices | None) -> Attribution | None:
        """Clause, cue, source; clause, source, cue."""
        words = cue.words
        if source is None:
            return self._inverted(cue) if cue.first and words[cue.first - 1].form == "," else None
        if not is_parenthetical(cue, source):
            return None
        content = [(words[0].start, words[source[0] - 2].end)]
        rest = after_interruption(words, cue.last)
        end = clause_end(words, rest, self.verbal_cues) if rest >= 0 else -1
        if end > rest:
            content.append((words[rest].start, words[end - 1].end))
        return Attribution(cue.place, f"{cue.term}: clause, source, cue", cue.place_of(source), content)

    def _quoted(self, cue: Cue, quotation: int, source: Indices | None, frame: str) -> Attribution:
        words = cue.words
        content = self._quotation_content(words[quotation])
        lead = words[:quotation]
        if any(word.is_word for word in lead) and lead[-1].form not in (QUOTATION, ":", ","):
            # the words before run into the quotation: The plan was “a gift,” she said.
            content[0] = (words[0].start, content[0][1])
        content += self._rest_of_quotation(words, cue.last, content[-1][1])
        return Attribution(cue.place, f"{cue.term}: {frame}", cue.place_of(source), content)

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
        index = bisect_left(quotations, (end,))
        if index < len(quotations):
            between = self.reading.text[end : quotations[index].start]
            if not between.strip() and "\n" not in between:
                return self.article.take(quotations[index])
        return []

    def _inverted(self, cue: Cue) -> Attribution | None:
        """Clause, cue, source: The road is closed, said the ministry."""
        words = cue.words
        source = source_after(words, cue.last)
        if source is None or "clause" not in cue.frames or words[source[0]].form in ("that", "it"):
            return None
        if source[1] < len(words) and words[source[1]].form not in ENDS | {",", "in", "on", "who"}:
            return None
        content = (words[0].start, words[cue.first - 2].end)
        return Attribution(cue.place, f"{cue.term}: clause, cue, source", cue.place_of(source), [content])

    def _noun(self, cue: Cue) -> Attribution | None:
        """Whose noun, that clause (the minister's claim that …)."""
        words, at = cue.words, cue.first
        end = clause_end(words, cue.last, self.verbal_cues)
        if end - cue.last < 4:
            return None
        owner = None
        if at > 0 and (words[at - 1].form.endswith(("'s", "s'")) or words[at - 1].form in _OWNERS):
            start = at - 1
            while start > 0 and words[start - 1].is_capitalised:
                start -= 1
            start -= start > 0 and words[start - 1].form in _DETERMINERS
            owner = cue.place_of((start, at))
        if owner is None and "unowned" not in cue.frames:
            return None
        content = (words[cue.last].start, words[end - 1].end)
        return Attribution(cue.place, f"{cue.term}: noun", owner, [content])

    def _before(self, cue: Cue, source: Indices | None) -> Attribution | None:
        """Source, cue, content."""
        words = cue.words
        start, frame = content_start(cue)
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
            self.article.take_within(content[0])
            if end >= len(words) - 1 and words[end - 1].form == QUOTATION:
                content += self._rest_of_quotation(words, end, words[end - 1].end)
        return Attribution(cue.place, f"{cue.term}: source, cue, {frame}", owner, content) if content else None


def _quotation_before(words: Sequence[Word], at: int) -> int:
    """Give the index of the quotation that ends right before index `at`, allowing a comma; -1 where none does."""
    index = at - 1
    if index >= 0 and words[index].form == ",":
        index -= 1
    return index if index >= 0 and words[index].form == QUOTATION else -1
