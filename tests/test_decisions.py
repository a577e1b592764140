"""Rules as data: steps decide in order, every rule is named by a term, and a slip is told by its place."""

import csv
import tomllib
from importlib import resources

import pytest

from framing.context import Context
from framing.decisions import decided, parse_rules, read_rules, read_words
from framing.lexicon import Entry, Hit, Lexicon, bundled, domains, read_lexicon
from framing.model import Document
from framing.text import Reading

FOLDER = resources.files("framing").joinpath("lexicons", "rules")
DEVICES = ["booster", "hedge", "scare_quote"]
TERMS = [*bundled(), *(entry for name in domains() for entry in read_lexicon(name))]


def rule(*steps, otherwise="false", words="", name="x"):
    """Rules of one rule, `x`."""
    return parse_rules(f"{words}\n[rules.{name}]\notherwise = {otherwise}\nsteps = [{', '.join(steps)}]", "x.toml")


def found(*entries, text):
    reading = Reading(Document("a", text))
    hits = Lexicon(Entry(term, "hedge", subtype, "own") for term, subtype in entries).find(reading.view)
    return [(text[span.start : span.end], span.subtype) for span in decided(reading, hits.get("hedge", []), "hedge")]


@pytest.mark.parametrize("device", DEVICES)
def test_every_rule_is_named_by_a_term(device):
    named = {entry.subtype.partition(":")[2] for entry in TERMS if entry.device == device}
    assert set(read_rules(device)) - named == set()


@pytest.mark.parametrize("device", DEVICES)
def test_every_term_names_a_rule_that_there_is(device):
    named = {entry.subtype.partition(":")[2] for entry in TERMS if entry.device == device}
    assert named - set(read_rules(device)) - {"", "always", "never"} == set()


@pytest.mark.parametrize("device", [device for device in DEVICES if device != "scare_quote"])
def test_every_list_of_words_is_used_by_a_rule(device):
    text = FOLDER.joinpath(f"{device}.toml").read_text("utf-8")
    assert [name for name in read_words(device) if name != "adverbs" and f"@{name}" not in text] == []


@pytest.mark.parametrize("device", DEVICES)
def test_no_word_stands_twice_in_a_list(device):
    lists = tomllib.loads(FOLDER.joinpath(f"{device}.toml").read_text("utf-8"))["words"]
    assert {name: len(words.split()) for name, words in lists.items()} == {
        name: len(words) for name, words in read_words(device).items()
    }


@pytest.mark.parametrize(
    ("steps", "decision"),
    [
        (['{decides = true, next = "of"}', '{decides = false, next = "of"}'], True),
        (['{decides = false, next = "of"}', '{decides = true, next = "of"}'], False),
        (['{decides = true, next = "of", previous = "no"}', '{decides = "noun", next_2 = "#word"}'], "noun"),
        (['{decides = true, next_not = "of"}', '{decides = "x", after = "frost"}'], "x"),
        (['{decides = true, next_2 = "frost", previous = "#none"}'], False),
        (['{decides = true, before = "the @articles"}'], True),
        (['{decides = true, previous = "@articles", is_capital = true}'], False),
        (["{decides = true, opens_sentence = false, is_asked = false}"], True),
    ],
)
def test_the_first_step_whose_conditions_all_hold_decides(steps, decision):
    reading = Reading(Document("a", "There is a chance of frost."))
    rules = rule(*steps, words='[words]\narticles = "a an"')
    assert rules["x"].decide(Context(reading, Hit(11, 17, Entry("chance", "hedge", "noun:x", "own")))) == decision


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ('{decides = true, beside = "of"}', "x.toml, rule x: no condition 'beside'; there are: previous, "),
        ('{decides = true, next = "@verbs"}', "x.toml, rule x: no words '@verbs'; there are: @be, #none, "),
        ('{decides = true, next = "#verb"}', "x.toml, rule x: no words '#verb'; there are: @be, #none, "),
        ("{decides = true, next = true}", "x.toml, rule x: no condition 'next'"),
    ],
)
def test_a_slip_in_a_rule_is_told_by_its_place(step, message):
    with pytest.raises(ValueError, match=message):
        rule(step, words='[words]\nbe = "is are"')


@pytest.mark.parametrize(
    ("subtype", "text", "marked"),
    [
        ("modal:may", "It may rain in May 2024.", [("may", "modal")]),
        ("modal", "It may rain in May 2024.", [("may", "modal"), ("May", "modal")]),
        ("modal:always", "It may rain in May 2024.", [("may", "modal"), ("May", "modal")]),
        ("modal:never", "It may rain in May 2024.", []),
    ],
)
def test_a_term_counts_where_the_rule_it_names_says(subtype, text, marked):
    assert found(("may", subtype), text=text) == marked


def test_a_rule_may_give_the_subtype():
    assert found(("likely", "adverb:likely"), text="It is likely to snow; it will likely thaw.") == [
        ("likely", "adjective"),
        ("likely", "adverb"),
    ]


def test_a_rule_may_make_a_part_of_the_term_the_cue():
    assert found(("said to", "verb:said_to"), text="The owner is said to be ill.") == [("said", "verb")]


def test_a_rule_that_there_is_not_is_an_error_that_names_the_term():
    with pytest.raises(
        ValueError, match=r"lexicons: 'fog' \(hedge\) names the rule 'weather'; there are: always, never, "
    ):
        found(("fog", "noun:weather"), text="Fog lay over the bay.")


def test_domains_are_tables_like_any_lexicon():
    files = resources.files("framing").joinpath("lexicons", "domains").iterdir()
    headers = {next(csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t"))[0] for file in files}
    assert headers == {"term"}
