"""Hedges: which places of the hedge lexicon present a claim as less than certain, by the words around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from framing.context import NUMBERS, Context
from framing.lexicon import Hit
from framing.model import Span
from framing.text import Reading

_BE = frozenset("is are was were be been being am 's 're it's he's she's that's there's they're isn't aren't".split())
_ADVERB = frozenset("also still now then widely long generally really just always not never do did don't".split())
_DETERMINERS = frozenset("a an the this that these those his her its their our your my any some no every each".split())
_PREPOSITIONS = frozenset(
    "on in at before alongside with for as under over by from of after during between near within without through "
    "across around against behind beside inside outside here there next first again live together and or but".split()
)
_TALK = frozenset(
    "talk talks talked talking speak spoke speaks speaking spoken hear heard know knew knows think thought ask asked "
    "asks tell told tells worry worried concerned complain complained story stories book film questions question "
    "information details joke jokes joked lies lied write wrote written read learn learned asking debate how what "
    "brag bragged boast boasted warned warn warning report reports reported".split()
)
_EVIDENCE = frozenset(
    "poll polls polling survey surveys study studies data evidence research figure figures number numbers result "
    "results reports analysis document documents email emails e-mails record records finding findings sign "
    "signs footage test tests review estimate estimates history timing "
    "statistics trend trends indicators photographs photos images letters calculations model models map maps "
    "experience science name signals audit logs video readings samples census".split()
)
_IT = frozenset("it this that which nothing everything these those".split())
_PERSONS = frozenset("i he she we you they who officials".split())
_PERCEPTION = frozenset("see hear feel smell taste remember afford barely hardly scarcely only not no".split())
_NEVER_NOUN = frozenset(
    "that of to the a an he she it they we i you his her their its by in on at for with and".split()
)
_MONTH_BEFORE = frozenset(
    "in of by since until till last next this early late mid before after from and during to on".split()
)
_VERB_AFTER_MAY = frozenset(
    "be have not also still never soon become get need well yet come go take face lose win".split()
)


def _is_may(context: Context) -> bool:
    text, hit = context.reading.text, context.hit
    if not text[hit.start].isupper():
        return True
    if context.following()[:1].isdigit() or context.previous() in _MONTH_BEFORE or context.previous()[:1].isdigit():
        return False
    if hit.start == context.reading.sentence_at(hit.start)[0]:
        return context.is_followed_by_word and context.following() not in ("'s", "and", "said", "was", "is")
    return context.following() in _VERB_AFTER_MAY


def _is_could(context: Context) -> bool:
    if context.following() in _PERCEPTION or not context.is_followed_by_word:
        return False
    if context.following(2) in ("afford", "see", "hear") and context.following() in ("barely", "only", "no"):
        return False
    return "as" not in context.before[-2:-1] and context.previous(2) not in ("if", "wish", "wished", "all", "whatever")


def _is_might(context: Context) -> bool:
    return context.is_followed_by_word and context.following() not in ("of", "and") and context.previous() not in (
        "the", "military", "economic", "naval", "political", "financial", "industrial", "its", "their", "full",
    )  # fmt: skip


def _is_should(context: Context) -> bool:
    one, two = context.following(), context.following(2)
    if one in ("arrive", "come", "take", "reach", "know", "hear"):
        return {"by", "within", "before", "soon", "tomorrow", "later"} & set(context.after[1:6]) != set()
    return one == "be" and two in ("ready", "over", "back", "available", "complete", "completed", "finished")


def _is_would(context: Context) -> bool:
    one, subject = context.following(), context.previous()
    if one in ("seem", "appear"):
        return True
    return subject in ("i", "we") and one in ("say", "think", "argue", "guess", "suggest", "imagine", "suspect")


def _is_appear(context: Context) -> bool:
    one, two = context.following(), context.following(2)
    if one == "to":
        return two not in _DETERMINERS and two not in ("me", "him", "us", "them")
    if one in ("that", "likely", "unlikely", "as") and (one != "as" or two in ("if", "though")):
        return True
    if not context.is_followed_by_word:
        return context.previous() in ("it", "so") or (context.previous() == "would" and context.previous(2) == "it")
    return one not in _PREPOSITIONS and one not in _DETERMINERS and not one[0].isdigit()


def _is_suggest(context: Context) -> bool:
    if not context.is_followed_by_word or context.previous() == "to" or context.previous() in _PERSONS:
        return False
    return context.previous_but(_ADVERB) in _IT or bool(_EVIDENCE.intersection(context.before[-5:]))


def _is_first_person(context: Context) -> bool:
    if context.following() in ("about", "of", "in") or context.previous() == "you":
        return False
    return context.previous_but(_ADVERB) in ("i", "we")


def _is_passive(context: Context) -> bool:
    if context.previous_but(_ADVERB) not in _BE or context.before[-2:] == ["to", "be"]:
        return False
    if context.hit.entry.term == "thought" and context.previous() in ("'s", "be"):
        return context.following() in ("to", "that")
    return context.following() in ("to", "that", "at", "on", "by", "in", "before", "soon", "later", "this", "next", "",
                                   ",", ".", "dead", "lost", "within", "until", "around", "after")  # fmt: skip


def _is_estimate(context: Context) -> bool:
    if context.hit.entry.term == "estimated":
        return True
    return context.is_followed_by_word and context.previous() not in _DETERMINERS and context.following() not in (
        "of", "for", "from", "by", "in", "and", "was", "were", "is", "are", "suggest", "show", "put",
    )  # fmt: skip


def _is_evidential_adjective(context: Context) -> bool:
    if not context.is_followed_by_word or context.following() in _NEVER_NOUN or context.following() in _DETERMINERS:
        return False
    before = context.previous()
    if context.hit.entry.term == "reported":
        return before in _DETERMINERS
    return before not in _PERSONS and before not in ("has", "have", "had", "be", "been", "also", "to", "not")


def _is_supposed(context: Context) -> bool:
    return context.following() == "to" or _is_evidential_adjective(context)


def _is_likely(context: Context) -> bool:
    return context.following() not in ("voter", "voters", "electorate")


_FIXED_POSSIBLE = frozenset("as if where when whenever wherever best every all only worst everything anything".split())


def _is_possible(context: Context) -> bool:
    if context.previous() in _FIXED_POSSIBLE:
        return False
    if _is_attributive(context):
        return True
    return not {"as", "make", "makes", "made", "making"} & set(context.before[-4:])


def _is_attributive(context: Context) -> bool:
    return context.is_followed_by_word and context.following() not in _NEVER_NOUN and context.following() not in _BE


def _is_apparent(context: Context) -> bool:
    return context.previous() not in ("heir", "no", "immediately") and _is_attributive(context)


def _is_chance(context: Context) -> bool:
    return context.following() in ("of", "that") and context.previous() not in ("last", "second", "another", "fresh")


def _is_uncertainty(context: Context) -> bool:
    return context.following() in ("whether", "that") or context.following(2) == "whether"


def _is_rounding(context: Context) -> bool:
    return (
        context.is_followed_by_number and context.previous() not in _TALK and context.previous() not in ("or", "just")
    )


def _is_nearly(context: Context) -> bool:
    return context.is_followed_by_word and context.previous() not in ("not", "as")


def _is_some(context: Context) -> bool:
    one = context.following()
    return one[:1].isdigit() or (one.split("-")[0] in NUMBERS and one != "one")


def _is_or_so(context: Context) -> bool:
    return context.following() not in _PERSONS and context.following() not in ("that", "it", "much", "many", "the")


def _is_rather(context: Context) -> bool:
    if context.following() == "than" or not context.is_followed_by_word:
        return False
    return context.previous() not in (
        "would",
        "i'd",
        "'d",
        "or",
        "but",
        "he'd",
        "she'd",
        "they'd",
        "we'd",
        "you'd",
        "much",
        "",
    )


def _is_kind_of(context: Context) -> bool:
    return context.previous() not in _DETERMINERS and context.previous() not in (
        "what", "same", "other", "one", "new", "all", "right", "wrong", "only", "certain", "different", "whatever",
        "another", "worst", "best", "very", "those", "which", "few", "two", "of",
    )  # fmt: skip


def _is_fairly(context: Context) -> bool:
    return (
        context.is_followed_by_word
        and context.following() not in _PREPOSITIONS
        and context.following() not in ("to", "the")
    )


def _is_close_to(context: Context) -> bool:
    return context.is_followed_by_number


_RULES: dict[str, Callable[[Context], bool]] = {
    "may": _is_may, "could": _is_could, "might": _is_might, "should": _is_should, "would": _is_would,
    **dict.fromkeys(("appear", "appears", "appeared"), _is_appear),
    **dict.fromkeys(("suggest", "suggests", "suggested", "indicate", "indicates", "indicated"), _is_suggest),
    **dict.fromkeys(("think", "believe", "guess", "suppose", "assume", "suspect"), _is_first_person),
    **dict.fromkeys(("believed", "thought", "expected", "said to", "rumored", "rumoured"), _is_passive),
    **dict.fromkeys(("presumed", "assumed", "feared"), _is_passive),
    **dict.fromkeys(("estimate", "estimates", "estimated"), _is_estimate),
    **dict.fromkeys(("alleged", "purported", "suspected", "reported"), _is_evidential_adjective),
    "supposed": _is_supposed, "likely": _is_likely, "possible": _is_possible, "potential": _is_attributive,
    "apparent": _is_apparent, "plausible": _is_attributive, "chance": _is_chance, "chances": _is_chance,
    "odds": _is_chance, "uncertainty": _is_uncertainty, "uncertainties": _is_uncertainty,
    "about": _is_rounding, "around": _is_rounding, "close to": _is_close_to, "some": _is_some, "or so": _is_or_so,
    **dict.fromkeys(("nearly", "almost", "roughly", "approximately"), _is_nearly),
    "rather": _is_rather, "kind of": _is_kind_of, "sort of": _is_kind_of, "fairly": _is_fairly,
}  # fmt: skip

_LINKING = _BE | frozenset("seem seems seemed look looks looked become becomes became remain remains remained".split())
_DEGREE = frozenset("most more very less too so highly quite increasingly not also now still all".split())


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the hedges of one document among the places of the hedge lexicon.

    A term without a rule always counts; the others are decided by the words next to them. No parser is used, so a
    context longer than a few words is not seen.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a hedge, `subtype` one of ``modal, verb, adverb, evidential, adjective, noun, approximator``.

    Examples
    --------
    >>> from framing.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "In May the bridge may close."))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["hedge"])]
    [(18, 21, 'hedge', 'modal')]
    """
    spans: list[Span] = []
    for hit in hits:
        context = Context(reading, hit)
        rule = _RULES.get(hit.entry.term)
        if rule is not None and not rule(context):
            continue
        # "said to", like every participle, is coded without what follows it
        end = hit.start + 4 if hit.entry.term == "said to" else hit.end
        spans.append(Span(hit.start, end, "hedge", _subtype(context), "cue", len(spans), hit.entry.term))
    return spans


def _subtype(context: Context) -> str:
    """Give the entry's subtype, or for *likely* and *unlikely*, which are adjective and adverb, the one used here."""
    if context.hit.entry.term not in ("likely", "unlikely"):
        return context.hit.entry.subtype
    if context.following() == "to" or context.previous_but(_DEGREE) in _LINKING | _DETERMINERS:
        return "adjective"
    return "adverb"
