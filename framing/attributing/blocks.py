"""Words that stand as they were said without quotation marks: signed posts, and blocks after a colon."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from framing.attributing.article import Article, Attribution
from framing.attributing.kind import head_of
from framing.attributing.owner import is_scrap
from framing.attributing.phrase import source_before
from framing.attributing.words import words_of
from framing.texts.quotation import quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

TWEET = "dash: signed post"
BLOCK = "colon, block of words"
REPEATED = "repeated words"
SAID = (TWEET, BLOCK, REPEATED)  # rules whose contents are words as they were said, without marks

_SIGNED = re.compile(
    r"(?:^|(?<=[\s.!?…\"”]))([―—–]|--|-)[^\S\n]?([^\W_][^\n()@―—–]{1,50}?)[^\S\n]?\(@\w{1,20}\)[^\n]{0,30}$"
)
_POINTING = re.compile(r"(?:this|the following|these words|as follows|so)\b[^\n]{0,40}$")
_MEDIUM = (
    r"((?:the\s)?(?!Twitter|Facebook|YouTube|Instagram)[A-Z][\w’'&.\-]*(?:\s(?:of\s)?[A-Z][\w’'&.\-]*){0,4})"
    r"\)?(?:\s\[[^\]\n]{1,30}\])?\s?:$"
)
_FROM = re.compile(rf"(?:(?:More|And|Also|This|That’s|That's)\s(?:is\s)?)?([Ff]rom|[Vv]ia|[Pp]er)\s{_MEDIUM}")
_VIA = re.compile(rf"\(([Vv]ia|[Ff]rom|[Pp]er)\s{_MEDIUM}")
_STRONG = word_list("reporting", "strong")
_MOST_PARAGRAPHS = 10  # of a post
_FEWEST, _LONG = 6, 15  # words of a block; of one to which a whole sentence leads
_NEAR = 80  # characters in which a paragraph ends with a name in brackets
_WORD = re.compile(r"[^\W_]+")
_EMBEDDED = ("(@", "pic.twitter.com", "http", "href")  # of a post, a link, a film
_TURN = re.compile(r"[A-Z][A-Z. ]+:")
_BULLETS = "•*-–—●▪?"


def add_posts(article: Article) -> None:
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
        content = (start, stripped_end(reading.text, start, match.start()))
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


def stripped_end(text: str, start: int, end: int) -> int:
    """Give where a place ends without the spaces at its end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def add_blocks(article: Article, hits: Sequence[Hit]) -> None:
    """Add the paragraph after one that leads to it with a colon, words without marks: He wrote:; From the Courier:."""
    reading = article.reading
    for index, place in enumerate(reading.paragraphs):
        following = _next(reading, index) if reading.text[place[1] - 1] == ":" else None
        if following is None or _is_taken_by_cue(article, hits, place, following):
            continue
        made = by_name(reading, place) or _by_sentence(article, place, following)
        if made is not None and _is_block(reading, following) and article.with_cue_at(made.cue) is None:
            made.content = [following]
            article.add(made)


def _is_taken_by_cue(article: Article, hits: Sequence[Hit], place: Place, following: Place) -> bool:
    """Give a paragraph to a cue not far before the colon: He wrote:; tell whether there is one that takes it."""
    reading, (start, end) = article.reading, place
    first = bisect_left(hits, max(start, reading.sentence_at(end - 1)[0]), key=lambda hit: hit.start)
    last = bisect_left(hits, end, key=lambda hit: hit.start)
    strong = (hit for hit in hits[first:last] if hit.entry.term.split()[0] in _STRONG)
    near = [hit for hit in strong if not reading.text.startswith("States", hit.start)]
    if not near or word_count(reading.text[near[-1].end : end]) > 8:
        return False
    hit = near[-1]
    rule = f"{hit.entry.term}: {BLOCK}"
    made = article.with_cue_at((hit.start, hit.end))
    if made is None:
        source = subject_of(reading, hit) if _is_block(reading, following) else None
        if source is not None:
            article.add(Attribution((hit.start, hit.end), rule, source, [following], kind="speech"))
        return source is not None
    is_last = made.content[-1][1] <= hit.start and not word_count(reading.text[hit.end : end])
    points = made.content[0][0] >= hit.end and _POINTING.match(reading.view, *made.content[0])
    if not is_last and not points:
        return False
    made.content = [following]
    is_marked = _is_marked(reading, following)
    if is_last or not is_marked:
        made.rule = rule
    if is_marked:
        article.take_all(following)
    return True


def by_name(reading: Reading, place: Place) -> Attribution | None:
    """Read whom a block is from, where no verb leads to it: From the Courier:; It rains (via the Courier):."""
    found = _FROM.match(reading.text, *place) or _VIA.search(reading.text, max(place[0], place[1] - _NEAR), place[1])
    return found and Attribution(found.span(1), f"{found[1].lower()}: {BLOCK}", found.span(2), kind="speech")


def _by_sentence(article: Article, place: Place, following: Place) -> Attribution | None:
    """Read the attribution that fills the sentence before a colon: Orr argues that it rains:; its source goes on.

    Not where the block speaks of the source by name: it is somebody else's.
    """
    reading = article.reading
    first = reading.sentence_at(place[1] - 1)[0]
    said = [
        item
        for item in article.found
        if item.source is not None and first <= item.cue[0] < place[1] and item.kind in ("speech", "evidence", "")
        if max(item.cue[1], item.content[-1][1]) >= place[1] - 2
    ]
    item = min(said, key=lambda item: item.cue, default=None)
    block = reading.text[slice(*following)]
    if item is None or item.source is None or word_count(block) < _LONG or block[-1] not in '.?!…”"':
        return None
    phrase, words = reading.text[slice(*item.source)], _WORD.findall(block)
    names = [word for word in _WORD.findall(phrase) if word[0].isupper()]
    lead = reading.view[max(first, item.cue[0] - 3) : item.cue[1]]
    if not names or names[-1] in words or head_of(phrase) in words or lead.startswith("to ") or lead.endswith("ing"):
        return None
    return Attribution((place[1] - 1, place[1]), f"colon: {BLOCK}", item.source, kind="speech")


def _is_block(reading: Reading, place: Place) -> bool:
    block = reading.text[slice(*place)]
    is_plain = block[0] not in _BULLETS and not any(mark in block for mark in _EMBEDDED) and not _TURN.match(block)
    return is_plain and word_count(block) >= _FEWEST and not _is_marked(reading, place)


def _is_marked(reading: Reading, place: Place) -> bool:
    return quoted_length(reading.quotations, place) > 0.5 * (place[1] - place[0])


def _next(reading: Reading, index: int) -> Place | None:
    """Give the next paragraph that is more than a button."""
    for following in reading.paragraphs[index + 1 : index + 3]:
        if not _is_button(reading.text[slice(*following)]):
            return following
    return None


def paragraph_before(reading: Reading, index: int) -> Place:
    """Give the paragraph before the one of that number, without asides between: buttons, links in brackets."""
    while index > 1 and is_aside(reading.text[slice(*reading.paragraphs[index - 1])]):
        index -= 1
    return reading.paragraphs[index - 1]


def is_aside(line: str) -> bool:
    """Tell whether a line stands between two paragraphs of one speaker: a button, or a link in brackets."""
    return _is_button(line) or line.lower() == "story continued below" or (line[0] in "([" and line[-1] in ")]")


def _is_button(line: str) -> bool:
    """Tell whether a line is one or two words without a mark, such as a button's, or announces an advertisement."""
    return word_count(line) <= 2 and (line[-1:].isalnum() or line.lower() == "advertisement:")


def subject_of(reading: Reading, hit: Hit) -> Place | None:
    """Give the subject right before a cue; None where nobody stands there."""
    words = words_of(reading, reading.sentence_at(hit.start))
    at = next((i for i, word in enumerate(words) if word.start == hit.start), -1)
    source = source_before(words, at) if at >= 0 else None
    place = (words[source[0]].start, words[source[1] - 1].end) if source else None
    return None if place is None or is_scrap(reading.text[slice(*place)]) else place
