"""Which of the network's attributions are kept, as what kind, and whose they are: decisions by rule about its cues."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from framing.attributing.acts import tells_of_an_act
from framing.attributing.around import Around, around, is_modified, is_noun, is_passive, is_subject_of_that
from framing.attributing.article import Attribution
from framing.attributing.clause import subject_end
from framing.attributing.kind import form_of, is_known, is_somebody, kind_of, reports
from framing.attributing.owner import is_measure, is_scrap, subject_of_sentence
from framing.attributing.phrase import AUXILIARIES, SUBJECT_PRONOUNS
from framing.attributing.reach import with_point
from framing.attributing.verbs import is_finite
from framing.attributing.whose import source_of
from framing.attributing.words import Word
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

SURE_OF_PHRASE = 0.7  # from here a cue may report any noun phrase, in the lexicon or not
SURE_OF_NOBODY = 0.85  # from here an attribution may have no source, whatever its form

_APPEARING = word_list("reporting", "appearing")
_HEARSAY = word_list("reporting", "hearsay")
_NAMING = word_list("reporting", "naming")
_PREPOSITIONS = word_list("reporting", "prepositions")
_LEFT_OVER = word_list("reporting", "left_over")
_WRITERS = word_list("reporting", "writers")
_ADDRESSED = word_list("reporting", "addressed")
_INFERRING = word_list("reporting", "inferring")
_JUDGING = word_list("reporting", "judging")
_UNOWNED = word_list("reporting", "unowned")
_EXPECTED = word_list("reporting", "expected")
_NOT_ABOUT = word_list("reporting", "clausal") - word_list("reporting", "with_topic")
_LINKS = tuple(word_list("reporting", "link_openers"))
_DETERMINERS = word_list("reporting", "determiners")
_IDIOM = re.compile(
    r"\b(?:to say the least|that is to say|needless to say|strange to say|so to speak|sad to say|say goodbye|"
    r"let us say|let's say|it goes without saying|you know|i mean|to say nothing|not to mention|"
    r"(?:call|bring)\w* to mind|that said(?=,)|being said|having said that|call\w* (?:\w+ )?into question)\b"
)
_OF_IDIOMS = (
    "say", "that said", "being said", "having said", "speak", "know", "mean", "mention", "to mind", "question",
)  # one of which each of them has  # fmt: skip
_ACTS = word_list("reporting", "answering")
_ACT = re.compile(
    r"to (?:[\w-]+ ){0,3}(?:requests?|questions|inquiries|messages?|calls|emails?)\b"
    r"|(?!that\b)[^.,;]{3,40} (?:the|a|an|any) (?:right|chance|opportunity|opening)\b"
)  # what follows an answer that is not given, or what is denied to somebody
_QUESTIONED = ("doubt", "argument", "question", "dispute")
_THERE = ("is", "was", "there's", "be", "leave", "leaves", "left", "leaving")  # there is no doubt, leaving little doubt
_LIKELY = ("likely", "unlikely", "bound", "poised", "set", "expected")
_MAKING = ("make", "makes", "made", "making")
_BEFORE_CLEAR = ("it", "very", "quite", "crystal", "plain", "and")
_SAID_BEFORE = frozenset("said told wrote asked saying read".split())  # by the writer, of what is not the text itself
_BEFORE_NAMING = 12  # words before *called* that may hold a relative pronoun
_BACK = 5  # words from a preposition to the verb that it goes with
_FOR_WHOM = re.compile(r"\b(?:to|for)\s+$")
_QUESTION_WORDS = ("how", "why", "what", "where", "when", "here's", "who", "which", "is", "are", "can", "will")
_IMPERSONAL = re.compile(r"\b(?:it|there)(?:'s| is| was| would be| may be| seems| isn't)\b[^.;]{0,40}\bto\s+$")


def judged(reading: Reading, made: Attribution, known: dict[Place, list[Word]] | None = None) -> Attribution | None:
    """Decide about one attribution of the network; None where it is none.

    Parameters
    ----------
    reading : Reading
        The document.
    made : Attribution
        With the raw score of the network in `score`.
    known : dict, optional
        Keeps the words of a sentence for its other cues.

    Returns
    -------
    Attribution or None
        With its kind, a whole source or none, and the cue that the word beside a preposition is.
    """
    cue = around(reading, made.cue, known)
    if cue is None or not made.content:
        return made if made.content else None
    if cue.form == ":":
        return _with_colon(reading, made)
    if cue.form == "according" and is_measure(cue.words, cue.last + 1):
        return None
    made, cue = _with_verb(made, cue)
    term = made.rule.rpartition(": ")[0]
    term = term if is_known(term) else cue.form
    content = reading.text[made.content[0][0] : made.content[0][1]]
    form, before = form_of(content), made.content[0][0] < made.cue[0]
    noun = is_noun(cue) and not _has_subject(reading, made, cue)
    is_none = _is_filler(reading, made, cue, form) or tells_of_an_act(reading, made, cue, form)
    if is_none or not _may_report(made, cue, term, form, before=before):
        return None
    made = _around_cue(made, cue)
    if not made.content or (noun and _is_relative(content)):
        return None
    source, is_open = source_of(reading, made, cue, is_noun=noun)
    if source and cue.after() == "by" and made.cue[1] <= made.content[0][0] < source[1] < made.content[0][1]:
        made.content[0] = (source[1] + 1, made.content[0][1])  # accused by the mayor [of theft]
    source = with_point(reading.text, source, made.cue[0]) if source else None
    phrase = reading.text[slice(*source)] if source else ""
    kind = kind_of(term, phrase, is_noun=noun)
    is_good = (
        _may_say(reading, cue, source, is_noun=noun)
        if source
        else made.score >= SURE_OF_NOBODY or _may_be_nobodys(cue, form, kind, noun, is_open)
    )
    if not is_good or _is_the_writers(phrase, cue, kind, form, before=before):
        return None
    is_pronoun = phrase.lower() in SUBJECT_PRONOUNS and form == "infinitive"  # the wall he wants [to build]
    is_in_subject = noun or is_pronoun or phrase.endswith((" who", " that")) or cue.form.endswith("ing")
    if is_in_subject and made.content[0][0] > made.cue[0]:
        end = subject_end(cue.words, cue.first, bisect_left(cue.words, made.content[0][:1]))
        if made.content[0][0] < end <= made.content[0][1]:
            made.content, made.told = [(made.content[0][0], end)], None
    is_plain = made.score >= SURE_OF_PHRASE and (kind, form) != ("thought", "phrase")
    if is_plain or reports(term, content, form=form, kind=kind, is_noun=noun, before=before):
        made.source, made.kind = source, kind
        return made
    return None


def _may_report(made: Attribution, cue: Around, term: str, form: str, *, before: bool) -> bool:
    """Tell whether the cue can report a content of this form: no bare preposition, no unknown verb of an object."""
    is_preposition = cue.form in _PREPOSITIONS and cue.first == cue.last
    if is_preposition and form != "quotation":
        return False
    if not is_known(term):
        return form in ("quotation", "clause") or before or made.score >= SURE_OF_PHRASE
    return cue.first == cue.last or form != "phrase" or cue.form not in _NOT_ABOUT


def _may_say(reading: Reading, cue: Around, source: Place, *, is_noun: bool) -> bool:
    """Tell whether a source can say it: no inference of the outlet's, nobody who is only supposed to."""
    phrase = reading.text[slice(*source)]
    if cue.form in _INFERRING and not is_noun and not is_somebody(phrase):
        return False
    if not phrase.lower().startswith(("a ", "an ", "any ", "someone", "anyone", "somebody")):
        return True
    before = reading.view[max(0, source[0] - 8) : source[0]].split()
    return before[-1:] not in (["if"], ["when"], ["unless"], ["until"], ["whenever"])


def _may_be_nobodys(cue: Around, form: str, kind: str, is_noun: bool, is_open: bool) -> bool:
    """Tell whether an attribution may go without a source: passives of telling, rumours that, quotations."""
    if is_noun:
        return (cue.form in _UNOWNED or is_subject_of_that(cue)) and (form == "clause" or cue.form != "warning")
    if is_passive(cue):
        return (
            form in ("clause", "quotation") or cue.form in _JUDGING or (form == "infinitive" and cue.form in _EXPECTED)
        )
    return (is_open or form == "quotation") and kind != "thought"


def _has_subject(reading: Reading, made: Attribution, cue: Around) -> bool:
    """Tell whether a word that may be a noun is a verb, since its source ends right before it: the fishermen doubt."""
    if made.source is None or made.cue[0] - made.source[1] != 1:
        return False
    phrase = reading.view[slice(*made.source)]
    if phrase in ("some", "many", "most") and cue.first < 2 and not cue.form.endswith("s"):
        return True  # Some call it safe
    if cue.before() in _DETERMINERS:
        return False
    return not phrase.endswith(("'s", "s'", "his", "her", "their", "its")) and not is_modified(cue, phrase)


def _around_cue(made: Attribution, cue: Around) -> Attribution:
    """Cut a passive's cue out of its content: the plan [is expected] to fail."""
    if not is_passive(cue):
        return made
    pieces: list[Place] = []
    for start, end in made.content:
        if start < made.cue[0] and made.cue[1] < end:
            at = cue.first
            while at > 0 and (cue.words[at - 1].form in AUXILIARIES or cue.words[at - 1].form.endswith("ly")):
                at -= 1
            if at and cue.words[at - 1].end > start:
                pieces.append((start, cue.words[at - 1].end))
            pieces.append((made.cue[1] + 1, end))
        elif start >= cue.words[max(0, cue.first - 3)].start and start < made.cue[0] < end:
            pieces.append((made.cue[1] + 1, end))
        else:
            pieces.append((start, end))
    is_to_do = cue.after() == "to" and (cue.form in _EXPECTED or cue.form == "intended")
    if cue.form in _JUDGING or is_to_do:
        pieces = [place for place in pieces if place[0] >= made.cue[1]] or pieces
    return replace(made, content=[place for place in pieces if place[0] < place[1]])


def _with_verb(made: Attribution, cue: Around) -> tuple[Attribution, Around]:
    """Give a preposition, or *clear*, the verb that it goes with; take up a preposition left after the cue."""
    term = made.rule.rpartition(": ")[0]
    if cue.form in _PREPOSITIONS and cue.first == cue.last and cue.first and not is_known(term):
        for back in range(1, min(_BACK, cue.first) + 1):
            before = cue.words[cue.first - back]
            if not before.is_word:
                break
            if is_known(before.form):
                end = made.cue[1] if back == 1 else before.end
                made = replace(made, cue=(before.start, end), rule=f"{before.form}: network")
                cue = cue._replace(first=cue.first - back, last=cue.last if back == 1 else cue.first - back)
                break
    if cue.form == "clear":
        back = 1
        while back < _BACK and (cue.before(back) in _BEFORE_CLEAR or cue.before(back).endswith("ly")):
            back += 1
        if cue.before(back) in _MAKING:
            verb = cue.words[cue.first - back]
            made = replace(made, cue=(verb.start, made.cue[1]), rule=f"{verb.form} clear: network")
            cue = cue._replace(first=cue.first - back)
    start, end = made.content[0]
    index = bisect_left(cue.words, (start + 1,)) - 1
    if 0 <= index < len(cue.words) and index == cue.last + 1 and cue.words[index].start == start:
        word = cue.words[index]
        is_number = 0 < index + 2 < len(cue.words) and cue.words[index + 1].form[0].isdigit()  # said [about 20 left]
        is_number = is_number and (cue.words[index + 2].is_word or cue.words[index + 2].form == "%")
        if word.form in _LEFT_OVER and word.end + 1 < end and not is_number:
            content = [(word.end + 1, end), *made.content[1:]]
            made = replace(made, cue=(made.cue[0], word.end), content=content)
    return made, cue


def _is_filler(reading: Reading, made: Attribution, cue: Around, form: str) -> bool:
    """Tell whether the cue reports nobody's words: the outlet's doubt, hearsay, idioms, link text, commands."""
    view, (start, end) = reading.view, made.cue
    if (cue.form in _HEARSAY and (cue.form.endswith("ly") or not made.source)) or (
        cue.form in _NAMING and form in ("quotation", "mixed", "phrase")
    ):
        return True
    if cue.form == "say" and cue.before() == "," and not made.source:
        return True
    if cue.form == "called" and form == "quotation" and made.content[0][0] - end <= 2 and _is_naming(cue):
        return True
    if (cue.form == "asked" and cue.before() in ("when", "if", "")) or cue.before() == "worth":
        return True
    if (cue.before() == "to" and cue.before(2) in _LIKELY) or _is_named_or_doubted(cue, form):
        return True
    if cue.form in _ACTS and _ACT.match(view, made.content[0][0]):
        return True
    if cue.form in _APPEARING:
        return not _is_for_somebody(view, made)
    first = max(0, start - 20)
    near = view[first : end + 20]
    idioms = _IDIOM.finditer(near) if any(map(near.__contains__, _OF_IDIOMS)) else ()
    if any(match.start() < end - first and match.end() > start - first for match in idioms):
        return True
    first = reading.paragraph_at(start)[0]
    if view.startswith(_LINKS, first) and form != "quotation":
        return True
    is_after_to = not cue.is_quoted and view[max(0, start - 60) : start].rstrip().endswith("to")
    if is_after_to and _IMPERSONAL.search(view, max(0, start - 60), start):
        return True
    is_command = cue.first == 0 and not made.source and form != "quotation" and not cue.form.endswith("ed")
    is_none = is_command and cue.form not in ("said", "told") and not is_noun(cue)
    return is_none and subject_of_sentence(cue) is None


def _is_named_or_doubted(cue: Around, form: str) -> bool:
    """Tell whether a cue gives a thing its name (a rally, dubbed “Rain”), or nobody doubts: there is no doubt."""
    if cue.form == "dubbed":
        return cue.before() in (",", "") and form in ("quotation", "mixed", "phrase")
    return cue.form in _QUESTIONED and cue.before() in ("little", "no") and cue.before(2) in _THERE


def _is_naming(cue: Around) -> bool:
    """Tell whether *called* right before a quotation gives a thing its name: an episode called “Rain”."""
    before = [word.form for word in cue.words[max(0, cue.first - _BEFORE_NAMING) : cue.first]]
    is_somebodys = not {"what", "which", "whom", "who", "whose"}.isdisjoint(before)
    return not is_somebodys and not cue.words[cue.first - 1].is_capitalised


def _is_for_somebody(view: str, made: Attribution) -> bool:
    if made.source and _FOR_WHOM.search(view, max(0, made.source[0] - 5), made.source[0]):
        return not view.startswith((" to", " for"), made.source[1]) or made.source[0] > made.cue[0]
    return False


def _is_relative(content: str) -> bool:
    """Tell whether *that* after a noun is a pronoun: claims that are old."""
    words = content.split(maxsplit=3)
    return len(words) > 1 and words[0].lower() == "that" and is_finite(words[1].lower())


def _is_the_writers(phrase: str, cue: Around, kind: str, form: str, *, before: bool) -> bool:
    """Tell whether the writer speaks for the text, or to its readers, outside quotations."""
    if cue.is_quoted:
        return False
    first = phrase.lower().replace("’", "'").split()
    if not first or len(first) > 3:
        return False
    if len(first) == 1 and first[0] in _ADDRESSED:
        return True
    if (first[0] not in _WRITERS or phrase.startswith("US")) and first[-1] not in _WRITERS:
        return False
    is_past = cue.form.endswith("ed") or cue.form in _SAID_BEFORE
    return kind != "speech" or not is_past or not (form in ("quotation", "clause") or before)


def _with_colon(reading: Reading, made: Attribution) -> Attribution | None:
    """Keep a name before a colon that says a quotation, or a headline's claim; no titles of links."""
    content = reading.view[made.content[0][0] : made.content[0][1]]
    phrase = reading.text[slice(*made.source)] if made.source else ""
    if not phrase or is_scrap(phrase) or phrase[:1].islower() or len(phrase.split()) > 6:
        return replace(made, source=None, kind="speech") if form_of(content) == "quotation" else None
    first = reading.paragraph_at(made.cue[0])[0]
    is_link = reading.view.startswith(_LINKS, first) or content.split(maxsplit=1)[0] in _QUESTION_WORDS
    if is_link and form_of(content) != "quotation":
        return None
    return replace(made, kind="speech")
