"""Rules as data: steps decide in order, every rule is named by a term, and a slip is told by its place."""

import csv
import tomllib
from importlib import resources

import pytest

from framing import label
from framing.model import Document
from framing.texts.text import Reading
from framing.vocabulary.context import Contexts
from framing.vocabulary.decision_list import decisions
from framing.vocabulary.decisions import decided
from framing.vocabulary.lexicon import Entry, Hit, Lexicon, bundled, domains, read_lexicon
from framing.vocabulary.rule_file import parse_rules, read_rules, read_words

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
    hit = Hit(11, 17, Entry("chance", "hedge", "noun:x", "own"))
    assert decisions([rules["x"]], Contexts(reading, [hit])) == [decision]


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


OWN_RULE = '[rules.water]\notherwise = false\nsteps = [{decides = true, next = "of"}]\n'


@pytest.fixture
def mine(tmp_path):
    """A function from the rules and terms of a researcher's own to the lexicon's path."""

    def write(rules, *lines):
        path = tmp_path / "mine.tsv"
        path.write_text("\n".join(["term\tdevice\tsubtype\tsource", *lines]), encoding="utf-8")
        path.with_suffix(".rules.toml").write_text(rules, encoding="utf-8")
        return path

    return write


def cues(article, text, path):
    spans = label(article(text), lexicons=[path], with_voice=False)
    own = spans[spans["entry"].isin(["flood", "wave", "fog"])]
    return [(text[start:end], subtype) for start, end, subtype in own[["start", "end", "subtype"]].values.tolist()]


def test_a_device_may_be_a_lexicon_and_rules_alone(article, mine):
    path = mine(OWN_RULE, "flood\tmetaphor\tsea:water\town", "wave\tmetaphor\tsea\town")
    assert cues(article, "A flood of ferries, a flood, a wave.", path) == [("flood", "sea"), ("wave", "sea")]


def test_an_own_rule_may_serve_a_bundled_device_without_a_detector(article, mine):
    path = mine(OWN_RULE, "fog\thedge\tnoun:water\town")
    assert cues(article, "A fog of words; fog.", path) == [("fog", "noun")]


def test_a_rule_stands_behind_the_last_colon(article, mine):
    path = mine(OWN_RULE, "flood\tmetaphor\tsea:high:water\town")
    assert cues(article, "A flood of ferries, a flood.", path) == [("flood", "sea:high")]


def test_without_rules_a_colon_belongs_to_the_subtype(article, mine):
    path = mine("", "flood\tmetaphor\tsea:high\town")
    path.with_suffix(".rules.toml").unlink()
    assert cues(article, "A flood of ferries.", path) == [("flood", "sea:high")]


@pytest.mark.parametrize(
    ("rules", "line", "message"),
    [
        (OWN_RULE, "flood\tmetaphor\tsea\town", r"mine.rules.toml, rule water: no term names it; write it behind"),
        (OWN_RULE, "flood\tmetaphor\tsea:sky\town", r"mine.rules.toml, rule water: no term names it"),
        ("", "flood\thedge\tsea:sky\town", r"'flood' \(hedge\) names the rule 'sky'; there are: always, never, "),
        ("[rules.water]", "flood\tmetaphor\tsea:water\town", "mine.rules.toml, rule water: no `otherwise`; say what"),
        ("rules", "flood\tmetaphor\tsea\town", r"mine.rules.toml: no TOML \("),
        ("[water]", "flood\tmetaphor\tsea:water\town", r"\[water\] is neither \[words\] nor a rule; .*\[rules.water\]"),
        (OWN_RULE.replace("decides = true, ", ""), "x\tmetaphor\ta:water\town", "rule water: a step without `decides`"),
        (
            OWN_RULE.replace("water", "may"),
            "x\thedge\tnoun:may\town",
            "rule may: hedge has a rule of that name; name it",
        ),
        (
            OWN_RULE,
            "x\tnaming\ta:b:water\town",
            "mine.rules.toml: naming takes no rules but its own; put its terms into",
        ),
    ],
)
def test_a_slip_in_own_rules_is_an_error_that_names_the_way_out(article, mine, rules, line, message):
    with pytest.raises(ValueError, match=message):
        label(article("A flood of ferries."), lexicons=[mine(rules, line)])


def test_two_lexicons_may_not_give_one_device_two_rules_of_one_name(article, mine, tmp_path):
    path = mine(OWN_RULE, "flood\tmetaphor\tsea:water\town")
    other = tmp_path / "other.tsv"
    other.write_text(path.read_text("utf-8").replace("flood", "wave"), encoding="utf-8")
    other.with_suffix(".rules.toml").write_text(OWN_RULE, encoding="utf-8")
    with pytest.raises(ValueError, match=r"other.tsv: two lists have a rule 'water' for metaphor; name one anew"):
        label(article("A flood."), lexicons=[path, other])
