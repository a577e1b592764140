"""Full names: every name of a text joined to the fullest form that the text has of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from framing.speakers.bodies import is_well_known, stands_for_government
from framing.speakers.name_words import COMPANIES, SUFFIXES, given_names, is_thing, long_forms, sex_of_given
from framing.speakers.office_holders import role_of_holder
from framing.speakers.seen_names import Seen
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_LONGEST_ACRONYM = 7
_FIRMS = word_list("names", "firms")
_MOST_NAMESAKES = 12  # full names of one surname that are compared with each other
LEAST_MISSPELT, MOST_MISSPELT = 5, 20  # letters


class Joined(NamedTuple):
    """The names of one article: the full names for each part of one, likeliest first, and which are organisations'."""

    full: dict[str, tuple[str, ...]]
    organisations: set[str]


def joined(seen: Sequence[Seen], left_out: Sequence[Place], speaking: Collection[str] = ()) -> Joined:
    """Map each part of a name to the full names that the text has for it, the most frequent first.

    Names in the places `left_out` give no full names; those of `speaking` are a transcript's, in capitals.

    Examples
    --------
    >>> from framing.speakers.seen_names import seen_names
    >>> joined(seen_names("Mayor Ada Orr left. Orr went to the Harbour Line."), [])
    Joined(full={'Orr': ('Ada Orr',), 'Ada': ('Ada Orr',), 'Line': ('Harbour Line',)}, organisations={'Harbour Line'})
    """
    seen = _outside(seen, left_out)
    count = Counter([name.text for name in seen])
    organisations = _organisations(seen, count)
    organisations.difference_update(speaking)
    long = {name: name.split() for name in count if " " in name}
    whole = {
        name: words
        for name, words in long.items()
        if name in organisations or not (is_thing(name) or _is_of_headline(name, words))
    }
    titled = _with_title({name.text for name in seen if not name.titles}, long, organisations)
    known = _same_persons(whole, organisations) | titled | _after_place(seen, long)
    fuller: dict[str, list[str]] = defaultdict(list)
    order = {name: number for number, name in enumerate(count)}
    for name, words in whole.items():
        if name not in titled:
            is_body = name in organisations
            for part in _parts(words, is_organisation=is_body):
                if words[-1] in SUFFIXES and " " in part and order.get(part, len(order)) < order[name]:
                    continue  # who is named before without the suffix is the father
                if not (is_body and part in long and part in organisations):  # the Orr Justice Department
                    fuller[part].append(name)
    full: dict[str, tuple[str, ...]] = {short: (longest,) for short, longest in known.items()}
    for part, names in fuller.items():
        likely = [] if part in full else _likely(part, names, organisations, count)
        if likely:
            full[part] = tuple(dict.fromkeys([known.get(name, name) for name in likely]))
    for part, (likeliest, *others) in full.items():
        if not others and likeliest in full and likeliest != part:
            full[part] = full[likeliest]
    bearers = [name for name in long if name in organisations or "&" in name or _has_given(name, "")]
    full |= _acronyms(count, bearers, full)
    full |= {label: full.get(surname, (surname,)) for label, surname in _surnames(speaking).items()}
    return Joined(full, organisations)


def _is_of_headline(name: str, words: Sequence[str]) -> bool:
    """Tell whether a well-known surname stands before a word of a headline: Trump Acquitted."""
    is_surname = role_of_holder(words[0]) != "" and sex_of_given(words[0]) == "" and words[-1] not in SUFFIXES
    return is_surname and role_of_holder(name) == ""


def _acronyms(
    names: Collection[str], bodies: Sequence[str], known: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Map acronyms to the names that have these initials: the NHB to the Norland Harbour Board."""
    short = [name for name in names if name.isupper() and 1 < len(name) <= _LONGEST_ACRONYM and name not in known]
    if not short:
        return {}
    initials: dict[str, str] = {}
    for body in bodies:
        words = body.replace("-", " ").split()
        all_initials = "".join(word[0] for word in words if word[0].isupper())
        initials.setdefault(all_initials, body)
        if words[-1].lower() in _FIRMS:
            initials.setdefault(all_initials[:-1], body)  # the NHL of Norland Harbour Line Inc
    return {name: (initials[plain],) for name in short if (plain := name.replace("&", "").replace(".", "")) in initials}


def _outside(seen: Sequence[Seen], left_out: Sequence[Place]) -> Sequence[Seen]:
    """Give the names outside the places `left_out`; all of them where none is."""
    if not left_out:
        return seen
    starts = [start for start, _ in left_out]
    numbers = (bisect_right(starts, name.start) - 1 for name in seen)
    outside = [name for name, i in zip(seen, numbers, strict=True) if i < 0 or name.start >= left_out[i][1]]
    return outside or seen


def _with_title(
    untitled: Collection[str], names: Mapping[str, list[str]], organisations: Collection[str]
) -> dict[str, str]:
    """Map names that begin with a role written large to the name after it: Herder Bo Orr, Bo Orr."""
    return {
        name: tail
        for name, words in names.items()
        if len(words) == 3 and name not in organisations and not sex_of_given(words[0])
        if (tail := f"{words[1]} {words[2]}") in untitled
    }


def _after_place(seen: Sequence[Seen], names: Mapping[str, list[str]]) -> dict[str, str]:
    """Map a place and the surname after it to the full name of who bears it: in Haven Orr, Ada Orr."""
    elsewhere = {name.text for name in seen if name.before not in ("in", "at")}
    persons = {name.text for name in seen if name.titles} | {name for name in names if _has_given(name, "")}
    by_surname = {names[name][-1]: name for name in reversed(list(names)) if name in persons}
    return {
        name: by_surname[words[-1]]
        for name, words in names.items()
        if words[-1] in by_surname and len(words) == 2 and name not in elsewhere and name not in persons
    }


def _likely(part: str, names: Sequence[str], organisations: Collection[str], count: Mapping[str, int]) -> Sequence[str]:
    """Give the full names that a part stands for, likeliest first: persons for a person's, bodies for a body's."""
    is_body = part in organisations
    alike = [name for name in names if (name in organisations) == is_body] if len(names) > 1 or is_body else names
    return _likeliest_first(alike or names, part, count) if alike or not is_body else []


def _surnames(speaking: Collection[str]) -> dict[str, str]:
    """Give the names of a transcript as they are written elsewhere: ORR, Orr."""
    return {label: " ".join([word.capitalize() for word in label.split()]) for label in speaking}


def _likeliest_first(names: Sequence[str], part: str, count: Mapping[str, int]) -> Sequence[str]:
    if len(names) == 1:
        return names
    ordered = sorted(names, key=lambda name: (not _has_given(name, part), -count[name]))
    if _has_given(ordered[0], part):
        ordered = [name for name in ordered if count[name] > 1 or _has_given(name, part)]  # not "Asking Orr"
    return ordered


def _same_persons(names: Mapping[str, list[str]], organisations: Collection[str]) -> dict[str, str]:
    """Map full names of one person to the longest of them: Ken Orr, Kenneth Orr, Kenneth B. Orr."""
    namesakes: dict[str, list[list[str]]] = defaultdict(list)
    known: dict[str, str] = {}
    for name, words in names.items():
        if name in organisations or words[-1] in SUFFIXES:
            continue
        namesakes[words[-1]].append(words)
        if len(words) > 2:
            short = f"{words[0]} {words[1]}"
            if short in names and sex_of_given(words[0]):
                known[short] = name  # Ana Ruiz, Ana Ruiz Vega
    for others in namesakes.values():
        if len(others) == 1:
            continue
        longest_first = sorted(others[:_MOST_NAMESAKES], key=lambda words: -len(" ".join(words)))
        for number, words in enumerate(longest_first):
            same = next((long for long in longest_first[:number] if is_same_given(words[0], long[0])), None)
            if same is not None:
                known[" ".join(words)] = " ".join(same)
    return {short: known.get(long, long) for short, long in known.items()}


def _has_given(name: str, part: str) -> bool:
    """Tell whether what a full name has before a part of it is a given name."""
    given = name.partition(" ")[0]
    return given == part or sex_of_given(given) != ""


def is_same_given(short: str, long: str) -> bool:
    """Tell whether a given name is another's short form.

    Examples
    --------
    >>> is_same_given("Bob", "Robert"), is_same_given("Ada", "Robert")
    (True, False)
    """
    if short == long:
        return True
    if sex_of_given(short) and sex_of_given(long) and sex_of_given(short) != sex_of_given(long):
        return False
    begins = len(short) > 2 and long.startswith(short) and sex_of_given(long) != ""
    return begins or long.lower() in long_forms(short) or short.lower() in long_forms(long)


def _organisations(seen: Sequence[Seen], count: Counter[str]) -> set[str]:
    """Give the names that hold a word for a body, or stand after *the* more often than not and never with a title."""
    with_article = Counter([name.text for name in seen if name.before == "the" and not name.titles])
    titled = {name.text for name in seen if name.titles}
    often = {name for name, times in with_article.items() if 2 * times > count[name]}
    often = {name for name in often - titled if name.split()[0] not in given_names() and not name.endswith(SUFFIXES)}
    return (
        often | {name.text for name in seen if name.is_organisation} | {name for name in count if is_well_known(name)}
    )


def _parts(words: Sequence[str], *, is_organisation: bool) -> Iterator[str]:
    """Give what may stand for a name of several words: its tails, its first word, first and last without the middle."""
    for i in range(1, len(words)):
        yield " ".join(words[i:])
    if words[-1][0].islower() and "-" in words[-1]:
        yield words[-1].partition("-")[2]  # Ada al-Orr
    is_opening = len(words) == 2 or is_organisation or words[0] in given_names() or words[-1] in SUFFIXES
    is_firm = words[-1].lower() in _FIRMS
    is_opening = is_opening and (not is_organisation or words[-1].lower() in COMPANIES)
    if is_opening and (is_firm or not stands_for_government(words[0])):
        yield words[0]
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"
        if words[-1] in SUFFIXES:
            yield " ".join(words[:-1])
            yield words[-2]


def shortened(word: str) -> set[str]:
    """Give a word and it without each one of its letters but the first: words one letter apart have one in common."""
    lowered = word.lower()
    return {lowered, *[lowered[:i] + lowered[i + 1 :] for i in range(1, len(lowered))]}


def beginning_and_end(word: str) -> tuple[str, str]:
    """Give a word's first three letters, and its first with its last two."""
    lowered = word.lower()
    return lowered[:3], f"{lowered[0]}…{lowered[-2:]}"
