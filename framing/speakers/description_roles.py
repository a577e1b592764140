"""What role a description of somebody gives, by its head noun and its body; and the role of a body and a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile, islice, takewhile

from framing.speakers.bodies import stands_for_government
from framing.speakers.office_holders import role_of_holder
from framing.texts.text import view
from framing.vocabulary.word_lists import any_of, word_list, word_map

OTHER = "other"
_PHRASES = {
    phrase.replace("_", " "): role for role, found in word_map("source_roles", "phrases").items() for phrase in found
}
_PHRASE = re.compile(rf"\b{any_of(_PHRASES)}s?\b")
_WORDS = {word: role for role, found in word_map("source_roles", "words").items() for word in found}
_DOCUMENTS = {word: role for role, found in word_map("source_roles", "documents").items() for word in found}
_POSITIONS = frozenset(word_map("source_roles", "positions")["nouns"])
_POSITION_PHRASES = frozenset(phrase.replace("_", " ") for phrase in word_map("source_roles", "positions")["phrases"])
_DOINGS = {verb: noun for noun, verbs in word_map("source_roles", "doings").items() for verb in verbs}
_OF_WORKERS = ("expert_academic", "civil_society", "media")  # the roles of those who lecture or write for a body
_DOES_ALONE = frozenset("owner researcher author reporter".split())  # positions that tell a role without a body
_OPENERS = frozenset("of at for with in from on to by".split())
_NO_BODY_AFTER = ("from", "with", "by")  # what these name nobody works for or founded: who ran from police
_MARKS = (",", "(")
_ENDINGS = word_map("source_roles", "endings")
_QUANTITIES = word_list("source_types", "quantities") | word_list("source_types", "indefinites")
_CAMPS = word_list("names", "memberships") | word_list("names", "camps")  # a liberal economist
_NO_STAFF = frozenset("supporter critic source insider operative".split())
_LAWYERS = frozenset("lawyer attorney counsel".split())
OF_NO_BODY = ("citizen_witness", OTHER)  # in which nobody has a position
_FOR_A_CAUSE = word_list("names", "openers")
_TOKEN = re.compile(r"[^\W_]+(?:['.\-&][^\W_]+)*|,|\(")
_BACK = 20000  # characters back in which a document is first spoken of
_MOST_MENTIONS, _FAR = 8, 60  # mentions of a document that are read, characters before each
_BEFORE_NOUN = re.compile(r"(?:[A-Z][\w.’'&/\-]*+ (?:of the |of |on )?){1,6}(?:[a-z\-]++ )?$")
_MADE = re.compile(
    r" (?:(?:released|published|issued|written|compiled|conducted|prepared|drafted|filed) )?(?:by|from) [^,.;:\n]{2,70}"
)
_NO_MAKERS = frozenset(
    "public local report reports post posts paper papers site website video team".split()
)  # what a document is, no maker


@lru_cache(maxsize=32768)
def role_of_description(text: str) -> str:
    """Tell the role that a description of somebody gives, by its head noun and its body; empty where it gives none.

    Examples
    --------
    >>> role_of_description("a spokesman for the mayor"), role_of_description("chairman of Dunn Holdings")
    ('spokesperson', 'business')
    >>> role_of_description("law enforcement officials"), role_of_description("who left")
    ('law_courts', '')
    """
    tokens = list(dropwhile(_MARKS.__contains__, _TOKEN.findall(view(text))))
    if tokens[:1] == ["who"]:
        return _of_doing(list(takewhile(lambda token: token not in _MARKS, tokens)))
    before, after = _split(tokens)
    head = " ".join(before)
    if any(role_of_word(word) == "spokesperson" for word in before):
        return "spokesperson"
    if named := _terms(head, after):
        last = list(named)[-1]
        role = "spokesperson" if "spokesperson" in named.values() else named[last]
        body = _of_body(head.partition(last)[0], after) if last in _POSITION_PHRASES else ""
        return body or role
    for number in range(len(before) - 1, -1, -1):
        if _singular(before[number]).removeprefix("co-").removeprefix("ex-") in _POSITIONS:
            role = role_of_word(before[number])
            owners = [word for word in before[:number] if not (role == "expert_academic" and word in _CAMPS)]
            if _singular(before[number]) in _NO_STAFF:  # of a person, they are nobody's staff: Orr's critics
                after, owners = ([] if role_of_holder(" ".join(words)) else words for words in (after, owners))
            body = _of_body(" ".join(owners), after)
            is_private = role == "business" or _singular(before[number]) in _LAWYERS
            if body and not (body == "politician_official" and is_private):
                return body
            if role:
                return role
        elif role := role_of_word(before[number]):
            return role
    return ""


def _of_body(before: str, after: Sequence[str]) -> str:
    """Tell the role that the body gives in which somebody has a position; empty where it gives none."""
    body = role_of_body(" ".join(after)) or role_of_body(before)
    return "" if body in OF_NO_BODY else body


def _of_doing(words: Sequence[str]) -> str:
    """Tell the role of somebody *who founded the Harbour League*; empty where it says none."""
    place = next((i for i, word in enumerate(words[:4]) if word in _DOINGS), -1)
    if place < 0:
        return ""
    position, after = _DOINGS[words[place]], words[place + 1 :]
    if after[:1] == ["as"]:
        return role_of_description(" ".join(after[1:]))
    body = list(takewhile(lambda word: word not in _NO_BODY_AFTER, after))
    where = body[body.index("at") + 1 :] if "at" in body else []  # the law department at Port University
    role = _of_body("", where) or _of_body("", body)
    if position == "member":  # who lectures at Port University; nobody's staff is who campaigns for Ada Orr
        return role if after[:1] in (["at"], ["for"]) and role in _OF_WORKERS else ""
    return role or (_WORDS[position] if position in _DOES_ALONE else "")


def tells_role(word: str) -> bool:
    """Tell whether a word is one for what somebody is or does.

    Examples
    --------
    >>> tells_role("economists"), tells_role("told")
    (True, False)
    """
    return _singular(word.lower()) in _POSITIONS or bool(role_of_word(word.lower()))


def _named_phrases(text: str) -> dict[str, str]:
    """Give the terms of several words in a text, with their roles."""
    found = [match.group() for match in _PHRASE.finditer(text)] if " " in text else []
    terms = [term if term in _PHRASES else term.removesuffix("s") for term in found]
    return {term: _PHRASES[term] for term in terms}


def _terms(head: str, after: Sequence[str]) -> dict[str, str]:
    """Give the terms of several words in a head, and one with *of* that begins in it: chief of staff."""
    named = _named_phrases(head)
    if not named and after:
        last = head.rpartition(" ")[2]
        whole = f"{last} of {after[0]}" + (f" {after[1]}" if len(after) > 1 else "")
        named = {term: role for term, role in _named_phrases(whole).items() if term.startswith(f"{last} of ")}
    return named


def _split(tokens: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the words before the first preposition, comma or *who*, and those after it up to the next comma."""
    words = list(dropwhile(_MARKS.__contains__, tokens))
    cut = next((i for i in range(1, len(words)) if _ends_head(words, i)), len(words))
    after = words[cut + 1 :] if cut < len(words) and words[cut] in _OPENERS - {"by"} else []
    end = next((i for i, word in enumerate(after) if word in (",", "(", "who")), len(after))
    return words[:cut], after[:end]


def _ends_head(words: Sequence[str], i: int) -> bool:
    """Tell whether the head of a description ends at `i`; *of* after a quantity does not end it."""
    if words[i] == "of" and (words[i - 1] in _QUANTITIES or words[i - 1].isdigit()):
        return False
    return words[i] in _OPENERS or words[i] in (",", "(", "who", "whose")


@lru_cache(maxsize=32768)
def role_of_body(name: str) -> str:
    """Tell the role of an organisation by the words of its name; empty where they give none.

    Examples
    --------
    >>> role_of_body("Port University"), role_of_body("the Dunn Line"), role_of_body("Moscow")
    ('expert_academic', '', 'politician_official')
    """
    plain = view(name).removeprefix("the ")
    if plain in _WORDS:
        return _WORDS[plain]
    if named := _named_phrases(plain):
        return next(iter(named.values()))
    if (" for " in plain or " against " in plain) and plain.split()[0] in _FOR_A_CAUSE:
        return "expert_academic" if plain.startswith(("center ", "centre ", "institute ")) else "civil_society"
    before, after = _split(_TOKEN.findall(plain))
    told = [
        (word, role)
        for words in (before, after)
        for word in reversed(words)
        if (role := role_of_word(word)) and _singular(word) not in _POSITIONS
    ]
    if told:
        return next((role for word, role in told if word not in _NO_MAKERS), told[0][1])
    if stands_for_government(plain):
        return "politician_official"
    if known := role_of_holder(plain):
        return known
    owners = [word.removesuffix("'s") for word in (*before, *after) if word.endswith("'s")]
    return next((role for role in map(role_of_holder, owners) if role), "")


def role_of_maker(text: str, noun: str, until: int) -> str:
    """Tell the role of who made a document, by what the text says where it speaks of it; empty where it does not.

    Up to eight mentions before `until` are read, the first ones first.

    Examples
    --------
    >>> role_of_maker("A report by the Harbour Bank was late. The report said no.", "report", 40)
    'business'
    """
    if not noun:
        return ""
    mentions = re.compile(rf"\b{re.escape(noun)}\b").finditer(text, max(0, until - _BACK), until)
    for mention in islice(mentions, _MOST_MENTIONS):
        place, end = mention.span()
        before, after = _BEFORE_NOUN.search(text, max(0, place - _FAR), place), _MADE.match(text, end)
        words = f"{before.group() if before else ''}{noun}{after.group() if after else ''}"
        role = role_of_document(words) if before or after else OTHER
        if role != OTHER:
            return role
    return ""


def role_of_document(phrase: str) -> str:
    """Tell the role of a document: by what it is, else by who made it.

    Examples
    --------
    >>> role_of_document("the lawsuit"), role_of_document("a Harbour Bank report"), role_of_document("the letter")
    ('law_courts', 'business', 'other')
    """
    plain = view(phrase)
    words = _TOKEN.findall(plain)
    for word in reversed(_split(words)[0]):
        for form in (word, _singular(word)):
            if form in _DOCUMENTS:
                return _DOCUMENTS[form]
    if named := _named_phrases(plain):
        return next(iter(named.values()))
    bodies = [role for word in words if word not in _NO_MAKERS and (role := role_of_word(word))]
    return next((role for role in bodies if role != "politician_official"), bodies[-1] if bodies else OTHER)


def _singular(word: str) -> str:
    plain = word.removesuffix("'s").rstrip(".")
    if plain in _WORDS or not plain.endswith("s"):
        return plain
    if plain.endswith("ies") and f"{plain[:-3]}y" in _WORDS:
        return f"{plain[:-3]}y"
    if plain.endswith("es") and plain[:-2] in _WORDS:
        return plain[:-2]
    return plain[:-1]


def role_of_word(word: str) -> str:
    """Give the role of a word, of its singular, or of the end of a compound: vice-president, biologist.

    Examples
    --------
    >>> role_of_word("biologists"), role_of_word("vice-president"), role_of_word("told")
    ('expert_academic', 'politician_official', '')
    """
    plain = _singular(word)
    if plain in _WORDS:
        return _WORDS[plain]
    last = plain.rpartition("-")[2]
    if last != plain and last in _WORDS:
        return _WORDS[last]
    return next((role for role, ends in _ENDINGS.items() if len(plain) > 6 and plain.endswith(ends)), "")
