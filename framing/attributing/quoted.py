"""Quotations that no cue took: whose they are by a name beside them, by their neighbours, or by what they repeat."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from framing.attributing.article import Article, Attribution
from framing.attributing.blocks import REPEATED, add_blocks, add_posts, by_name, paragraph_before, subject_of
from framing.attributing.going_on import Speakers, before_colon
from framing.attributing.kind import is_known
from framing.attributing.owner import is_scrap, subject_in
from framing.attributing.passage import fills_paragraph
from framing.attributing.phrase import source_after, source_before
from framing.attributing.pieces import merged
from framing.attributing.verbs import is_finite
from framing.attributing.words import Word, words_of
from framing.texts.quotation import Quotation, quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.lexicon import Hit

ALONE = "quotation alone"

_AFTER_DASH = re.compile(r"\s*([―—–-]{1,2})\s*([^\W\d_a-z][^\n]{1,60}?)[^\S\n]*+(?:[.,][^\S\n]*+)?(?=\n|$)")
# “It was time.” -- Ada Orr, in a letter to the council
_NAME_THEN = re.compile(
    r"\s*+(?<=\n)(--|[―—–-])\s?((?:[^\W\d_a-z][\w.’'\-]*\s){1,5}[^\W\d_a-z][\w’'\-]*)"
    r"(?=,|\s(?:in|on|at|to|during|via|[a-z]{2,}ing)\s)"
)
_PER = re.compile(r",?\s(per)\s((?:the\s)?[A-Z][\w’'&\-]*(?:\s[A-Z][\w’'&\-]*){0,4})")
_TITLED = ("title:", "titled:", "headline:", "headlined:", "called:", "question:", "questions:")
# “It rains,” she shot back: not in the lexicon
_SPOKE = frozenset("shot went goes began begins begin told sang read cut broke types".split())
_FARTHEST, _NEAR = 16, 5  # words from the comma of a quotation, or another mark, to the verb of who says it
_FEWEST, _MOST, _GRAM = 6, 60, 4  # words
_WORD_LENGTH = 12  # characters that hold the first word after a quotation
_JOINT = 3  # letters of words that titles do not capitalise
_OPENING = 50  # characters in which the first words of most paragraphs stand
_WORD = re.compile(r"[^\W_]+")


def add_quotations(article: Article, hits: Sequence[Hit]) -> None:
    """Add signed posts, blocks after a colon, quotations that no cue took if they are sentences, and repetitions."""
    reading = article.reading
    add_posts(article)
    add_blocks(article, hits)
    speakers = Speakers(article)
    for quotation in reading.quotations:
        if quotation.start in article.taken or quotation.goes_on or not _is_speech(reading, quotation):
            continue
        if reading.text.startswith((" by ", ", by "), quotation.end) or _is_subject(reading, quotation):  # of a title
            continue
        content = article.take(quotation)
        made = _before_dash(reading, content) or _after_colon(reading, quotation, hits)
        made = made or _after_comma(reading, content)
        if made is None:
            source = speakers.of(quotation)
            if source is None and _is_fragment(reading, quotation):
                continue
            made = Attribution((quotation.start, quotation.start), ALONE, source, kind="speech")
        same = article.with_cue_at(made.cue)
        if same is None:
            made.content = content
            article.add(made)
            speakers.add(made)
        else:
            same.content = merged([*same.content, *content])
    _add_repeated(article)


def _is_speech(reading: Reading, quotation: Quotation) -> bool:
    inner = reading.text[quotation.start + 1 : quotation.end].rstrip("”\"’'» ")
    words = word_count(inner)
    if _is_title(inner):
        return False
    return (words >= 5 and inner[-1:] in ".,?!…—") or (
        words > 1 and (words >= 5 or inner[-1:] in ".,?!…—") and fills_paragraph(reading, quotation)
    )


def _is_title(inner: str) -> bool:
    """Tell whether words are written as titles are: “The Long Way Home: How Farmers Kept the Valley.”."""
    longer = [word for word in inner.split() if len(word.strip("“‘,.:;?!")) > _JOINT]
    return len(longer) >= _JOINT and all(word.lstrip("“‘(")[:1].isupper() for word in longer) and not inner.isupper()


def _is_fragment(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a quotation is the rest of a sentence of the outlet: folks “find what they like”."""
    lead = reading.text[reading.sentence_at(quotation.start)[0] : quotation.start].rstrip()
    return bool(lead) and (lead[-1] != ":" or lead.endswith(_TITLED))


def _is_subject(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a verb of the outlet's follows a quotation: “Who pays?” is the question."""
    following = reading.view[quotation.end : quotation.end + _WORD_LENGTH].split()
    return bool(following) and is_finite(following[0])


def _before_dash(reading: Reading, content: Sequence[Place]) -> Attribution | None:
    """Read a quotation, a dash or *per*, and a name: “It was time.” — Ada Orr; “a gift,” per the Courier."""
    per = _PER.match(reading.text, content[-1][1])
    if per is not None:
        return Attribution(per.span(1), "per: quotation, name", per.span(2), kind="speech")
    match = _AFTER_DASH.match(reading.text, content[-1][1])
    if match is None or word_count(match.group(2)) > 8:
        match = _NAME_THEN.match(reading.text, content[-1][1])
    if match is None:
        return None
    return Attribution(match.span(1), "dash: quotation, name", match.span(2), kind="speech")


def _after_colon(reading: Reading, quotation: Quotation, hits: Sequence[Hit]) -> Attribution | None:
    """Read a paragraph that ends in a colon before the paragraph of the quotation: The mayor replied: …."""
    index = bisect_left(reading.paragraphs, (quotation.start, quotation.start))
    if not 0 < index < len(reading.paragraphs) or reading.paragraphs[index][0] != quotation.start:
        return None
    start, end = paragraph_before(reading, index)
    if reading.text[end - 1] != ":":
        return None
    made = by_name(reading, (start, end))
    if made is not None:
        return replace(made, rule=f"{made.rule.partition(':')[0]}: colon, quotation")
    last = bisect_left(hits, end, key=lambda hit: hit.start) - 1
    first = reading.sentence_at(end - 1)[0]
    hit = hits[last] if last >= 0 and hits[last].start >= max(start, first) else None
    if hit is None or reading.view[start : hit.start].split()[-1:] in (["a"], ["the"], ["this"]):  # had a [reply]
        source = before_colon(reading, (first, end))
        return source and Attribution((quotation.start, quotation.start), ALONE, source, kind="speech")
    source = None
    if hit.entry.term.endswith("ing") and word_count(reading.text[hit.end : end]) <= _NEAR:
        source = subject_in(words_of(reading, (first, hit.start)))
    source = source or subject_of(reading, hit)
    if source is None and reading.view.endswith("it ", first, hit.start):
        source = (hit.start - 3, hit.start - 1)
    is_clause = source is not None and _has_verb(reading.view[slice(*source)])
    if source is None or is_clause:
        other = before_colon(reading, (first, end))
        if other is not None or is_clause:
            return Attribution((quotation.start, quotation.start), ALONE, other, kind="speech")
    return Attribution((hit.start, hit.end), f"{hit.entry.term}: colon, quotation", source, kind="speech")


def _has_verb(phrase: str) -> bool:
    """Tell whether a source is a clause, so that the cue is a noun: there is no simple [answer]."""
    words = phrase.split()
    relative = next((i for i, word in enumerate(words) if word in ("who", "which", "whose")), len(words))
    return any(map(is_finite, words[:relative]))


def _after_comma(reading: Reading, content: Sequence[Place]) -> Attribution | None:
    """Read who stands after a quotation: “It rains,” Orr shot back; “No!” Orr cut in; “It rains,” according to Orr."""
    end = content[-1][1]
    first, last = reading.sentence_at(content[0][0])[0], reading.sentence_at(end - 1)[1]
    mark = reading.text[end - 2]
    if mark in "?!" and reading.text[end : end + 1] == " ":
        last = reading.sentence_at(end + 1)[1]
    if first < content[0][0] or last <= end or mark not in ",?!":
        return None
    words = words_of(reading, (end, last))
    if words and words[0].form == "according" and words[1:2] and words[1].form == "to":
        source = source_after(words, 1)
        return _beside(reading, words, source, (words[0].start, words[1].end))
    is_present = mark == "," and len(words) > 1 and words[1].is_capitalised and _is_present(words[0])
    if is_present or (len(words) > 1 and words[0].form.endswith("ed") and not words[0].is_capitalised):
        # “No,” stormed one clerk; “No,” laughs Ada Orr
        return _beside(reading, words, source_after(words, 0), (words[0].start, words[0].end))
    farthest = _FARTHEST if mark == "," else _NEAR
    for verb in range(1, min(len(words), farthest)):
        is_present = verb == 1 and words[0].form in ("he", "she") and _is_present(words[1])  # “No,” she shrugs
        source = source_before(words, verb) if is_present or _may_say(words[verb]) else None
        made = _beside(reading, words, source, (words[verb].start, words[verb].end))
        if made is not None:
            return made
    return None


def _beside(reading: Reading, words: Sequence[Word], source: tuple[int, int] | None, cue: Place) -> Attribution | None:
    """Make an attribution of a source right after a quotation, or after its cue there."""
    if source is None or source[0] > 2:
        return None
    place = (words[source[0]].start, words[source[1] - 1].end)
    if is_scrap(reading.text[slice(*place)]):
        return None
    return Attribution(cue, f"{reading.view[slice(*cue)]}: quotation, name", place, kind="speech")


def _is_present(word: Word) -> bool:
    """Tell whether a word may be a verb of the present: laughs, shrugs."""
    return not word.is_capitalised and len(word.form) > _JOINT and word.form.endswith("s") and not is_finite(word.form)


def _may_say(word: Word) -> bool:
    """Tell whether the subject before a word may be who said the quotation before it."""
    return not word.is_capitalised and (word.form.endswith("ed") or word.form in _SPOKE or is_known(word.form))


def _add_repeated(article: Article) -> None:
    """Add paragraphs that repeat words said elsewhere in the article, such as pull quotes, as their speaker's."""
    said = [item for item in article.found if item.source is not None and item.kind in ("speech", "evidence", "")]
    if not said:
        return
    reading = article.reading
    held: list[Place] = sorted(place for item in article.found for place in item.content)
    cues = sorted(item.cue[0] for item in article.found)
    opening = {
        (start, end): _opening(reading, start, end)
        for start, end in reading.paragraphs
        if end - start <= 10 * _MOST and not _is_held(held, start, end) and not _has(cues, start, end)
    }
    wanted = frozenset(opening.values())
    grams: dict[tuple[str, ...], tuple[Attribution, list[str], int]] = {}
    for item in said:
        for place in item.content:
            if quoted_length(reading.quotations, place) * 2 < place[1] - place[0]:
                continue
            words = _WORD.findall(reading.view, *place)
            for at, gram in enumerate(zip(*(words[first:] for first in range(_GRAM)), strict=False)):
                if gram in wanted:
                    grams.setdefault(gram, (item, words, at))
    for (start, end), gram in opening.items() if grams else ():
        words = _WORD.findall(reading.view, start, end) if gram in grams else []
        if _FEWEST <= len(words) <= _MOST:
            item, others, at = grams[gram]
            if others[at : at + len(words)] == words:
                article.add(replace(item, cue=(start, start), rule=REPEATED, content=[(start, end)], kind="speech"))


def _opening(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Give the first words of a paragraph: mostly those of its first characters, of which the last may be cut."""
    words = _WORD.findall(reading.view, start, min(end, start + _OPENING))
    return tuple((words if len(words) > _GRAM else _WORD.findall(reading.view, start, end))[:_GRAM])


def _is_held(held: Sequence[Place], start: int, end: int) -> bool:
    index = bisect_left(held, (end,)) - 1
    return index >= 0 and held[index][1] > start


def _has(places: Sequence[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end
