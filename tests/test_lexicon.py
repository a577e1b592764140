"""Term lists: every bundled term is found, the longest term wins, many terms cost little."""

import time

import numpy as np
import pytest

from framing.texts.text import view
from framing.vocabulary.lexicon import Entry, Hit, Lexicon, bundled, by_device, compiled, sources

BUNDLED = bundled()


def lexicon(*terms):
    """A lexicon of terms of one device."""
    return Lexicon([Entry(term, "naming", "", "own") for term in terms])


def matched(terms, text):
    return [text[hit.start : hit.end] for hit in lexicon(*terms).find(view(text)).get("naming", [])]


@pytest.mark.parametrize("device", sorted(by_device(BUNDLED)))
def test_every_bundled_term_is_found_in_itself(device):
    whole = Lexicon(BUNDLED)
    terms = [entry.term.removesuffix("*") for entry in BUNDLED if entry.device == device]
    lost = [term for term in terms if (0, len(term)) not in [hit[:2] for hit in whole.find(view(term))[device]]]
    assert lost == []


@pytest.mark.parametrize("device", sorted(by_device(BUNDLED)))
def test_every_bundled_term_is_found_inside_a_sentence(device):
    whole = Lexicon(BUNDLED)
    terms = [entry.term.removesuffix("*") for entry in BUNDLED if entry.device == device]
    text = view(" | ".join(terms))
    assert [text[hit.start : hit.end] for hit in whole.find(text)[device]] == terms


def test_every_bundled_source_is_cited():
    assert {entry.source for entry in BUNDLED} - set(sources()) == set()


def test_every_cited_work_has_a_citation_and_a_licence():
    assert [key for key, work in sources().items() if not {"citation", "licence"} <= set(work)] == []


def test_no_bundled_term_stands_twice():
    terms = [(entry.term, entry.device) for entry in BUNDLED]
    assert len(set(terms)) == len(terms)


def test_changing_the_list_of_bundled_terms_does_not_change_the_bundled_terms():
    bundled().clear()
    assert bundled() == BUNDLED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("may", ["may"]),
        ("May I, MAY I?", ["May", "MAY"]),
        ("mayor, dismay, may2", []),
        ("“may”-be", ["may"]),
        ("may.", ["may"]),
        ("(may)", ["may"]),
        ("may’s and may's", ["may", "may"]),
        ("maý", []),
        ("may\u0301", []),
        ("", []),
    ],
)
def test_a_term_is_found_on_word_borders_only(text, found):
    assert matched(["may"], text) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("seem*", "It seems, seemed, seem; unseemly.", ["seems", "seemed", "seem"]),
        ("flood of*", "a flood of migrants, a flood offering", ["flood of", "flood offering"]),
        ("alleg*", "alleged allegations", ["alleged", "allegations"]),
        ("o'neil*", "O’Neil’s and O'Neill", ["O’Neil", "O'Neill"]),
    ],
)
def test_a_star_stands_for_any_ending(term, text, found):
    assert matched([term], text) == found


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["war", "war on terror"], "The war on terror is a war.", ["war on terror", "war"]),
        (["war on terror", "terror cell"], "war on terror cell", ["war on terror"]),
        (["seem*", "seemed to"], "It seemed to rain.", ["seemed to"]),
        (["a b", "b c", "c d"], "a b c d", ["a b", "c d"]),
        (["caf*"], "cafe\u0301s", ["cafe\u0301s"]),
        (["child", "children"], "Children's child-like childrens", ["Children", "child"]),
        (["counterintelligence"], "counterintelligent counterintelligence", ["counterintelligence"]),
        (["government of ayr", "government of bath"], "the government of Bath", ["government of Bath"]),
        (["#metoo", "žena"], "#MeToo, metoo, Žena, zena, žen", ["#MeToo", "Žena"]),
    ],
)
def test_the_first_and_then_the_longest_term_wins(terms, text, found):
    assert matched(terms, text) == found


@pytest.mark.parametrize("terms", [("seem*", "seemingly"), ("seemingly", "seem*")])
def test_a_term_as_it_is_written_goes_before_one_with_a_star(terms):
    assert [hit.entry.term for hit in lexicon(*terms).find("seemingly it seems")["naming"]] == ["seemingly", "seem*"]


def test_of_two_terms_with_a_star_the_shorter_one_explains_the_word():
    assert [hit.entry.term for hit in lexicon("alleg*", "allege*").find("alleged")["naming"]] == ["alleg*"]


def test_terms_of_two_devices_may_overlap():
    whole = Lexicon([Entry("may", "hedge", "", "own"), Entry("may have", "naming", "", "own")])
    assert {device: [hit[:2] for hit in hits] for device, hits in whole.find("it may have").items()} == {
        "hedge": [(3, 6)],
        "naming": [(3, 11)],
    }


def test_typographic_apostrophes_and_spaces_are_matched_by_plain_ones():
    assert matched(["don't know"], "I don’t\u00a0know.") == ["don’t\u00a0know"]


def test_a_lexicon_without_terms_finds_nothing():
    assert Lexicon([]).find("anything") == {}


def test_the_devices_of_a_lexicon_are_sorted():
    assert Lexicon([Entry("b", "naming", "", "x"), Entry("a", "hedge", "", "x")]).devices == ("hedge", "naming")


def test_a_hit_explains_itself():
    assert lexicon("may").find("may")["naming"] == [Hit(0, 3, Entry("may", "naming", "", "own"))]


def test_two_thousand_more_terms_cost_little(demo):
    text = view("\n".join(demo["text"]))
    more = [Entry(f"unheard-of {number}", "naming", "", "own") for number in range(2000)]
    lexicons = Lexicon(BUNDLED), Lexicon([*BUNDLED, *more])
    least = [np.inf, np.inf]
    for _ in range(10):  # in turns, and the least of each: what the work takes, whatever else the machine does
        for number, some in enumerate(lexicons):
            began = time.process_time()
            some.find(text)
            least[number] = min(least[number], time.process_time() - began)
    assert least[1] < 2 * least[0]


def test_the_same_terms_are_compiled_once():
    own = tuple(Entry(f"unheard-of {number}", "naming", "", "own") for number in range(3))
    assert compiled(("hedge", "naming"), own) is compiled(("hedge", "naming"), tuple(Entry(*entry) for entry in own))


def test_only_terms_of_the_devices_named_are_compiled():
    assert compiled(("hedge",), (Entry("rain", "weather", "", "own"),)).devices == ("hedge",)


def test_an_own_term_takes_the_place_of_a_bundled_one():
    entries = compiled(("hedge",), (Entry("may", "hedge", "mine", "own"),)).entries
    assert [entry.subtype for entry in entries if entry.term == "may"] == ["mine"]


def test_an_own_cue_in_the_place_of_a_bundled_one_keeps_its_frames():
    entries = compiled(("attribution",), (Entry("denied", "attribution", "mine", "own"),)).entries
    assert [(entry.subtype, entry.frames) for entry in entries if entry.term == "denied"] == [
        ("mine", ("object", "clause", "phrase"))
    ]
