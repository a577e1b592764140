"""Boilerplate glued to reporting inside one paragraph: which part of it is the page's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.texts.text import Place
from framing.vocabulary.agency_names import NAMES_AND_MARKS, PICTURE_CREDITS
from framing.vocabulary.word_lists import any_of

Part = tuple[Place, str, str]  # place in the paragraph, category, and what told it

DATELINE = "layout: dateline"

_AGENCY = f"(?:The )?{any_of(NAMES_AND_MARKS)}"
_PLACE = r"[A-Z][A-Z.’'\-]{2,24}(?:[ /][A-Z][A-Z.’'\-]{1,24}){0,3}(?:, [A-Z][\w. ]{1,18}?)?"
_TOWN = r"(?:[A-Z][\w.’'\-]+ ){0,3}[A-Z][\w.’'\-]+(?:, [A-Z][\w. ]{1,18}?)?"
_DATELINE = re.compile(
    rf"\A(?!UPDATE|The Ass|Ass|Agence)(?:(?:{_PLACE}|{_TOWN}),?(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})? ?"
    rf"\({_AGENCY}\)(?: ?[-–—]{{1,2}})?"
    rf"|\({_AGENCY}\)(?: ?[-–—]{{1,2}})?|{_PLACE}(?: \([A-Z][\w.’'& ]{{1,24}}\))? ?(?:[–—]|--?(?= )))(?=\s)"
)
_LONGEST_DATELINE = 60  # characters
_NAMES_AGENCY = re.compile(rf"\({_AGENCY}\)")
_IN_BRACKETS = re.compile(
    r"[(\[](?:With )?(?:Additional |additional )?"
    r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Pp]roduced|[Tt]ranslat\w+)"
    r"(?: and (?:[Rr]eporting|[Ww]riting|[Ee]diting))? (?:by|from) [^()\[\]]{3,240}[)\]]$"
)
_AGENCY_LAST = re.compile(rf"(?<=[.!?”\"’] )[(\[]{_AGENCY}[)\]]$")
_BUTTON = re.compile(
    r"(?<=[.!?”\"’)])\s+(Ad Policy|AD POLICY|Advertisement|ADVERTISEMENT|"
    r"Story [Cc]ontinue[sd] [Bb]elow(?: [Aa]dvertisement)?|Article continues (?:below|after) ?\w*|"
    r"Continue [Rr]eading(?: [Bb]elow)?|Read [Mm]ore|READ MORE|Learn [Mm]ore|Sign [Uu]p|Subscribe|"
    r"Share this article|View comments|Click here (?:to|for) [^.]{4,60}\.?)$"
)
_CREDIT = re.compile(
    rf"^.{{20,260}}? \| (?:{any_of(PICTURE_CREDITS)}|[A-Z][\w.]+ [A-Z][\w.]+/[A-Z]+)(?: Photos?| Images)?"
    r"(?:/[A-Z][\w.]+ [A-Z]\w+)?(?= [A-Z‘“])"
)
_HELPED = re.compile(
    r"\bcontributed (?:\w+ )?(?:reporting |research )?"
    r"(?:to this (?:report|story|article|post)|from \w+|reporting)\b[^.]{0,80}\.?$"
)
SENTENCE_START = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Jr|Ms))[.!?][”\"’)]? +(?=[A-Z—–])")
_OPENS = re.compile(
    r"(?:ADVERTISEMENT|Advertisement|Story [Cc]ontinue[sd] [Bb]elow|Skip to (?:next|main) \w+|"
    r"Skip Twitter post by @\w+)\s+(?=\S)"
)


def glued_parts(text: str, number: int) -> Iterator[Part]:
    """Give the parts of a paragraph of reporting that are the page's or the agency's, each with category and evidence.

    A dateline is one where it opens one of the first eight paragraphs; `number` is the paragraph's.

    Examples
    --------
    >>> [text for text in glued_parts("MOSCOW (AFP) — It rained. (Reporting by Ada Orr; Editing by Bo Lind)", 0)]
    [((0, 14), 'agency_line', 'layout: dateline'), ((26, 68), 'contributor', 'layout: credit in brackets')]
    """
    yield from _opening(text, number)
    yield from _closing(text)


def dateline_end(text: str) -> int:
    """Give the place in a paragraph at which its dateline ends; 0 without one.

    Examples
    --------
    >>> dateline_end("HAVEN (Meridian) — It rained."), dateline_end("It rained in HAVEN.")
    (18, 0)
    """
    if not (text[:1].isupper() or text[:1] == "("):
        return 0
    found = _DATELINE.match(text)
    return found.end() if found and found.end() < _LONGEST_DATELINE else 0


def _opening(text: str, number: int) -> Iterator[Part]:
    if number < 8 and (end := dateline_end(text)):
        category = "agency_line" if _NAMES_AGENCY.search(text, 0, end) else "byline"
        yield (0, end), category, DATELINE
    if number < 3 and " | " in text[:280]:
        found = _CREDIT.search(text)
        if found:
            yield found.span(), "caption", "layout: credit inside"
    if text[0] in "AS":
        found = _OPENS.match(text)
        if found:
            yield (0, len(found.group().rstrip())), "ad_marker", "layout: marker at the start"


def _closing(text: str) -> Iterator[Part]:
    if text[-1] in ")]":
        found = _IN_BRACKETS.search(text)
        if found:
            yield found.span(), "contributor", "layout: credit in brackets"
        elif found := _AGENCY_LAST.search(text):
            yield found.span(), "agency_line", "layout: agency in brackets"
    elif "contributed" in text[-200:]:
        found = _HELPED.search(text)
        ends = [end.end() for end in SENTENCE_START.finditer(text, 0, found.start())] if found else []
        if ends:
            yield (ends[-1], len(text)), "contributor", "layout: credit in the last sentence"
    elif text[-1].isalpha() or text[-1] == ".":
        found = _BUTTON.search(text, max(0, len(text) - 90))
        if found:
            yield found.span(1), _category(found.group(1)), "layout: button at the end"


def _category(button: str) -> str:
    word = button.split()[0].casefold()
    return {"sign": "newsletter", "subscribe": "paywall", "share": "share", "view": "comments"}.get(
        word,
        "read_more" if word in ("read", "learn", "click") or button.casefold() == "continue reading" else "ad_marker",
    )
