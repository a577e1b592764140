"""Quotations that no cue took: whose they are by a name beside them, by their neighbours, or by what they repeat."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from framing.attributing.edges import merged
from framing.attributing.frames import Article, Attribution
from framing.attributing.kind import is_known
from framing.attributing.owner import is_scrap, subject_in
from framing.attributing.passage import fills_paragraph
from framing.attributing.phrase import source_before, words_of
from framing.texts.quotation import Quotation, quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

TWEET = "dash: signed post"
BLOCK = "colon, block of words"
ALONE = "quotation alone"
REPEATED = "repeated words"
SAID = (TWEET, BLOCK, REPEATED)  # rules whose contents are words as they were said, without marks

_AFTER_DASH = re.compile(r"\s*([―—–-]{1,2})\s*([^\W\d_a-z][^\n]{1,60}?)[^\S\n]*+(?:[.,][^\S\n]*+)?(?=\n|$)")
_PER = re.compile(r",?\s(per)\s((?:the\s)?[A-Z][\w’'&\-]*(?:\s[A-Z][\w’'&\-]*){0,4})")
_SIGNED = re.compile(
    r"(?:^|(?<=[\s.!?…\"”]))([―—–]|--|-)[^\S\n]?([^\W_][^\n()@―—–]{1,50}?)[^\S\n]?\(@\w{1,20}\)[^\n]{0,30}$"
)
_POINTING = re.compile(r"(?:this|the following|these words|as follows|so)\b[^\n]{0,40}$")
_STRONG = word_list("reporting", "strong")
_MOST_PARAGRAPHS = 10  # of a post
_FEWEST, _MOST, _GRAM = 6, 60, 4  # words
_JOINT = 3  # letters of words that titles do not capitalise
_OPENING = 50  # characters in which the first words of most paragraphs stand
_WORD = re.compile(r"[^\W_]+")


def add_quotations(article: Article, hits: Sequence[Hit]) -> None:
    """Add signed posts, blocks after a colon, quotations that no cue took if they are sentences, and repetitions."""
    reading = article.reading
    _add_posts(article)
    _add_blocks(article, hits)
    speakers = _Speakers(article)
    for quotation in reading.quotations:
        if quotation.start in article.taken or quotation.goes_on or not _is_speech(reading, quotation):
            continue
        if reading.text.startswith((" by ", ", by "), quotation.end):  # a title, then its author
            continue
        content = article.take(quotation)
        made = _before_dash(reading, content) or _after_colon(reading, quotation, hits)
        if made is None:
            source = speakers.of(quotation)
            if source is None and _is_fragment(reading, quotation):
                continue
            made = Attribution((quotation.start, quotation.start), ALONE, source, kind="speech")
        same = article.with_cue_at(made.cue)
        if same is None:
            made.content = content
            article.add(made)
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
    return reading.sentence_at(quotation.start)[0] < quotation.start


def _before_dash(reading: Reading, content: Sequence[Place]) -> Attribution | None:
    """Read a quotation, a dash or *per*, and a name: “It was time.” — Ada Orr; “a gift,” per the Courier."""
    per = _PER.match(reading.text, content[-1][1])
    if per is not None:
        return Attribution(per.span(1), "per: quotation, name", per.span(2), kind="speech")
    match = _AFTER_DASH.match(reading.text, content[-1][1])
    if match is None or word_count(match.group(2)) > 8:
        return None
    return Attribution(match.span(1), "dash: quotation, name", match.span(2), kind="speech")


def _after_colon(reading: Reading, quotation: Quotation, hits: Sequence[Hit]) -> Attribution | None:
    """Read a paragraph that ends in a colon before the paragraph of the quotation: The mayor replied: …."""
    index = bisect_left(reading.paragraphs, (quotation.start, quotation.start))
    if not 0 < index < len(reading.paragraphs) or reading.paragraphs[index][0] != quotation.start:
        return None
    start, end = reading.paragraphs[index - 1]
    if index > 1 and _is_button(reading.text[start:end]):
        start, end = reading.paragraphs[index - 2]
    if reading.text[end - 1] != ":":
        return None
    last = bisect_left(hits, end, key=lambda hit: hit.start) - 1
    if last < 0 or hits[last].start < start:
        return None
    hit = hits[last]
    source = _subject_of(reading, hit)
    return Attribution((hit.start, hit.end), f"{hit.entry.term}: colon, quotation", source, kind="speech")


def _subject_of(reading: Reading, hit: Hit) -> Place | None:
    words = words_of(reading, reading.sentence_at(hit.start))
    at = next((i for i, word in enumerate(words) if word.start == hit.start), -1)
    source = source_before(words, at) if at >= 0 else None
    place = (words[source[0]].start, words[source[1] - 1].end) if source else None
    return None if place is None or is_scrap(reading.text[slice(*place)]) else place


def _add_posts(article: Article) -> None:
    """Add posts that their author signs: It rains. — Ada Orr (@orr) May 2, 2024."""
    reading = article.reading
    if "(@" not in reading.text:
        return
    before, contents, usual = len(article.found), [], _usual_gap(reading)
    for index, (start, end) in enumerate(reading.paragraphs):
        at = reading.text.find("(@", start, end)
        match = _SIGNED.search(reading.text, max(start, at - 60), end) if at >= 0 else None
        if match is None or word_count(match.group(2)) > 6:
            continue
        content = (start, _stripped_end(reading.text, start, match.start()))
        if word_count(reading.text[slice(*content)]) < 2 and index:
            content = reading.paragraphs[index - 1]
        if content[0] >= content[1] or article.with_cue_at(match.span(1)) is not None:
            continue
        last = bisect_right(reading.paragraphs, (content[0], end)) - 1
        places = [*_earlier_paragraphs(reading, last, usual), content]
        contents += places
        article.take_all((places[0][0], content[1]))
        article.add(Attribution(match.span(1), TWEET, match.span(2), places, kind="speech"))
    if contents:
        contents.sort()
        kept = [item for item in article.found[:before] if not _lies_across(item, contents)]
        article.found = [*kept, *article.found[before:]]


def _earlier_paragraphs(reading: Reading, index: int, usual: int) -> list[Place]:
    """Give a post's paragraphs before its last: a wider gap than the article's usual one stands between them."""
    found: list[Place] = []
    while index > 0 and len(found) < _MOST_PARAGRAPHS and _gap(reading, index) > usual:
        index -= 1
        found.append(reading.paragraphs[index])
    return found[::-1]


def _gap(reading: Reading, index: int) -> int:
    return reading.text.count("\n", reading.paragraphs[index - 1][1], reading.paragraphs[index][0])


def _usual_gap(reading: Reading) -> int:
    """Give the number of line breaks that most often stands between two paragraphs."""
    gaps = Counter(_gap(reading, index) for index in range(1, len(reading.paragraphs)))
    return max(gaps, key=lambda gap: gaps[gap], default=0)


def _lies_across(item: Attribution, contents: Sequence[Place]) -> bool:
    """Tell whether an attribution takes a part of a post with words outside it, or all of it for somebody else."""
    for start, end in item.content:
        index = max(0, bisect_left(contents, (start,)) - 2)  # a paragraph holds two posts at most: its own, the next's
        while index < len(contents) and contents[index][0] < end:
            first, last = contents[index]
            if start < last and not first <= item.cue[0] < last:
                return True
            index += 1
    return False


def _stripped_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _add_blocks(article: Article, hits: Sequence[Hit]) -> None:
    """Add the paragraph after one that ends with a cue and a colon: He wrote:, then his words, without marks."""
    reading = article.reading
    starts = [hit.start for hit in hits]
    for index, (start, end) in enumerate(reading.paragraphs):
        if reading.text[end - 1] != ":":
            continue
        following = _next(reading, index)
        if following is None:
            continue
        sentence = reading.sentence_at(end - 1)
        first, last = bisect_left(starts, max(start, sentence[0])), bisect_left(starts, end)
        near = [hit for hit in hits[first:last] if hit.entry.term.split()[0] in _STRONG]
        if not near or word_count(reading.text[near[-1].end : end]) > 8:
            continue
        hit = near[-1]
        is_marked = quoted_length(reading.quotations, following) > 0.5 * (following[1] - following[0])
        made = article.with_cue_at((hit.start, hit.end))
        if made is not None:
            place = made.content[0]
            if made.content[-1][1] <= hit.start and not word_count(reading.text[hit.end : end]):
                made.content, made.rule = [following], f"{hit.entry.term}: {BLOCK}"
                if is_marked:
                    article.take_all(following)
                continue
            points = place[0] >= hit.end and _POINTING.match(reading.view, place[0], place[1])
            if points and not is_marked:
                made.content = [following]
                made.rule = f"{hit.entry.term}: {BLOCK}"
            elif points:
                made.content = [following]
                article.take_all(following)
            continue
        if is_marked or word_count(reading.text[slice(*following)]) < _FEWEST or reading.text[following[0]] in "•*-–":
            continue
        source = _subject_of(reading, hit)
        if source is not None:
            rule = f"{hit.entry.term}: {BLOCK}"
            article.add(Attribution((hit.start, hit.end), rule, source, [following], kind="speech"))


def _next(reading: Reading, index: int) -> Place | None:
    """Give the next paragraph that is more than a button."""
    for following in reading.paragraphs[index + 1 : index + 3]:
        if not _is_button(reading.text[slice(*following)]):
            return following
    return None


def _is_button(line: str) -> bool:
    return word_count(line) <= 2 and line[-1:].isalnum()


class _Speakers:
    """Who spoke last at each place, so that a quotation without a cue goes on with them.

    Its state is the attributions of speech in order.
    """

    def __init__(self, article: Article) -> None:
        self.reading = article.reading
        self.said = sorted(
            (
                item
                for item in article.found
                if item.source is not None
                and item.kind in ("speech", "")
                and ("accord" not in item.rule or _is_quotation(article.reading, item))
            ),
            key=lambda item: item.cue,
        )
        self.cues = [item.cue[0] for item in self.said]

    def of(self, quotation: Quotation) -> Place | None:
        """Give the source of the sentence before a quotation, or the subject before its colon."""
        reading = self.reading
        first = reading.paragraph_at(quotation.start)[0]
        sentence = reading.sentence_at(quotation.start)
        lead = reading.text[sentence[0] : quotation.start].rstrip()
        if lead.endswith(":"):
            words = words_of(reading, (sentence[0], quotation.start))
            subject = subject_in(words)
            comma = next((i for i in range(len(words) - 2, 0, -1) if words[i].form == ","), 0)
            is_clause = subject is not None and comma > 0 and not is_known(words[comma + 1].form)
            return (subject_in(words[comma + 1 :]) if is_clause else None) or subject
        if lead:
            return None
        if quotation.start == first:
            index = bisect_left(reading.paragraphs, (first,)) - 1
            if index < 0 or not fills_paragraph(reading, quotation):
                return None
            before = reading.paragraphs[index]
        else:
            before = (first, quotation.start)
        found = self._last(before)
        if found is None:
            return None
        last = reading.sentence_at(max(before[0], _stripped_end(reading.text, *before) - 1))
        reach = max(found.cue[1], found.content[-1][1] if found.content else 0)
        is_next = found.cue[0] >= last[0] or reach > last[0]
        return found.source if is_next else None

    def _last(self, place: Place) -> Attribution | None:
        index = bisect_right(self.cues, place[1]) - 1
        found = self.said[index] if index >= 0 else None
        return found if found is not None and found.cue[0] >= place[0] else None


def _is_quotation(reading: Reading, item: Attribution) -> bool:
    """Tell whether a content is one quotation and nothing else, such as *Orr said* beside it."""
    return all(quoted_length(reading.quotations, place) + 2 >= place[1] - place[0] for place in item.content)


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
