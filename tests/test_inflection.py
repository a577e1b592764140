"""Verbs in the lexicons stand in forms that English has: *agreeing* and *went on to say*, not *agreing*, *goed on*."""

import pytest

from framing.vocabulary.lexicon import bundled

DOUBLED = frozenset(
    "admit beg begin brag commit concur dub forget opt plan prefer quip quit rebut refer regret slam stop".split()
)
IRREGULAR = {
    "begin": "began begun", "feel": "felt", "find": "found", "forecast": "forecast", "foresee": "foresaw foreseen",
    "forget": "forgot forgotten", "go": "went gone", "keep": "kept", "know": "knew known", "learn": "learned learnt",
    "quit": "quit", "read": "read", "say": "said", "see": "saw seen", "seek": "sought", "show": "showed shown",
    "swear": "swore sworn", "tell": "told", "think": "thought", "understand": "understood", "upset": "upset",
    "write": "wrote written",
}  # fmt: skip
# Verbs of which the lexicons have no base form, which is a noun more often or is found by another term.
NO_BASE = frozenset(
    "aim alarm amaze attack back brand challenge chant charge comment cry decline delight "
    "detail disappoint dismay dub echo email embarrass estimate fault feel find frustrate hate "
    "imagine judge label lobby object outline outrage petition plan plead please post project "
    "protest prove question quote rail read reference refuse relieve report rule sadden shock "
    "show signal state support surprise text thrill tweet view voice".split()
)
NOT_INFLECTED = frozenset("ashamed confess conscious dismiss discuss express furious profess stress".split())
NO_VERBS = ("according to", "as per", "in the view of", "in the words of", "would like")
VOWELS = "aeiou"


def inflected(verb):
    """The forms of an English verb besides its base."""
    stem = verb + verb[-1] if verb in DOUBLED else verb
    ends_in_y = verb.endswith("y") and verb[-2] not in VOWELS
    third = (
        f"{verb[:-1]}ies" if ends_in_y else verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    )
    drops_e = verb.endswith("e") and verb[-2] not in "eoy"
    past = f"{verb[:-1]}ied" if ends_in_y else f"{verb}d" if verb.endswith("e") else f"{stem}ed"
    return {third, f"{verb[:-1] if drops_e else stem}ing", *IRREGULAR.get(verb, past).split()}


def verbs_of(device):
    """The first word of each term of a device that is a verb: nouns are before *that*, and a few are phrases."""
    terms = [entry.term for entry in bundled() if entry.device == device and "excluded" not in entry.subtype]
    return {term.split()[0] for term in terms if not term.endswith((" that", "*")) and term not in NO_VERBS}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("agree", {"agrees", "agreed", "agreeing"}),
        ("deny", {"denies", "denied", "denying"}),
        ("say", {"says", "said", "saying"}),
        ("go", {"goes", "went", "gone", "going"}),
        ("admit", {"admits", "admitted", "admitting"}),
        ("confess", {"confesses", "confessed", "confessing"}),
    ],
)
def test_the_forms_of_a_verb(verb, forms):
    assert inflected(verb) == forms


@pytest.mark.parametrize("device", ["attribution", "presupposition"])
def test_every_verb_stands_in_a_form_that_english_has(device):
    words = verbs_of(device)
    bases = NO_BASE | {word for word in words if word in NOT_INFLECTED or not word.endswith(("s", "ed", "ing"))}
    irregular = {form for base in bases & IRREGULAR.keys() for form in IRREGULAR[base].split() if form != base}
    forms = {form for base in bases - irregular for form in inflected(base)}
    assert sorted(words - bases - forms) == []
