"""Hedges, boosters and scare quotes where the codebook's examples do not reach: typography, places, domains, time."""

import time
import tracemalloc

import pytest

from framing import label
from framing.detectors.scare_quote import Surroundings
from framing.model import Document
from framing.texts.text import Reading
from framing.vocabulary.lexicon import domains, read_lexicon


def found(articles, device, **options):
    spans = label(articles, [device], with_voice=False, **options)
    text = articles["text"].iloc[0]
    return [text[span.start : span.end] for span in spans.itertuples()]


@pytest.mark.parametrize(
    "marks", ["“”", "‘’", '""', "''", ("''", "''"), ("``", "''"), "«»", "„“", "‹›", ("‘‘", "’’")], ids="".join
)
def test_a_scare_quote_is_found_in_every_typography(article, marks):
    text = f"Their {marks[0]}reform{marks[1]} cost the workers' town its only library."
    assert found(article(text), "scare_quote") == [f"{marks[0]}reform{marks[1]}"]


@pytest.mark.parametrize(
    "text",
    [
        "The “Harbour Times” cost a crown.",
        "The shed is 6' by 9\" inside.",
        "The ’90s were hard on the workers’ clubs.",
        "The “very long and winding road” to the bay was closed.",
        "“Stop!” It was too late.",
        "The ship's “a” and “b” keys stuck: the letter “c” did not.",
        "A stray “ mark cost nothing.",
        "“”",
        "She left. “",
    ],
)
def test_names_measures_sentences_and_strays_are_no_scare_quotes(article, text):
    assert found(article(text), "scare_quote") == []


def test_so_called_and_the_marks_after_it_are_one_cue(article):
    text = "The so-called “experts” left the so-called harbour."
    assert found(article(text), "scare_quote") == ["so-called “experts”", "so-called"]


@pytest.mark.parametrize(
    "text",
    [
        "Orr said the board had “improved” the pier.",
        "Orr told the board that the “improved” pier leaks and is “a ruin”.",
        "Orr called the pier “safe”. The “safe” pier fell.",
        "The rule needs a “harbour permit”, which is defined as a stamp.",
        "The board wanted “to sink boats” by night.",
        "We know many terms for that tax and pay “dues” instead.",
        "The board called the old pier a “danger”.",
    ],
)
def test_words_that_somebody_is_quoted_with_and_terms_are_no_scare_quotes(article, text):
    assert found(article(text), "scare_quote") == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Another “green transition” has closed two mines.", "“green transition”"),
        ("Most of what is sold are “bargains” from last year.", "“bargains”"),
        ("Prices seemed to fall in a ‘golden age’.", "‘golden age’"),  # inside the content of an attribution
    ],
)
def test_words_that_nobody_is_quoted_with_are_scare_quotes(article, text, cue):
    assert found(article(text), "scare_quote") == [cue]


def test_what_stands_around_short_quotations_is_told():
    text = "I saw a calm bay. A “calm bay” was sold. “We like a calm bay,” he wrote.\nIts ‘price’ rose."
    around = Surroundings(Reading(Document("a", text)))
    of_bay, of_price = map(around.traits, around.marked())
    told = ["used before", "quoted elsewhere", "first person", "one", "single"]
    assert [[trait for trait in told if of[trait]] for of in (of_bay, of_price)] == [told[:3], told[2:]]
    assert of_bay["quotations"] > of_bay["quotations beside"] == of_price["quotations"] == 0


def test_a_first_person_inside_quotations_is_not_the_texts():
    around = Surroundings(Reading(Document("a", "“I like the ‘calm bay’ of ours,” he wrote.")))
    assert [of["first person"] for of in map(around.traits, around.marked())] == [False]


def test_instances_of_scare_quotes_count_in_the_order_of_the_text(article):
    spans = label(article("A “free” ferry, a so-called boat, a “safe” pier."), ["scare_quote"], with_voice=False)
    assert spans[["instance", "subtype"]].values.tolist() == [[0, "marks"], [1, "so-called"], [2, "marks"]]


@pytest.mark.parametrize("device", ["hedge", "booster"])
def test_a_contraction_is_read_in_either_apostrophe(article, device):
    text = "It isn’t clear. I’m sure it will hold. It isn't clear. I'm sure it will hold."
    cues = found(article(text), device)
    assert cues[: len(cues) // 2] == [cue.replace("'", "’") for cue in cues[len(cues) // 2 :]] != []


def test_a_rule_does_not_read_over_the_end_of_a_paragraph(article):
    assert found(article("They talk\nAbout 20 boats came."), "hedge") == ["About"]


@pytest.mark.parametrize(
    ("domain", "text", "news", "there"),
    [
        ("biomedicine", "We propose that it grows about 20 cells.", ["about"], ["propose"]),
        ("debate", "We would support it, and I should like to say so.", [], ["would"]),
        ("encyclopedia", "Many critics consider it about as good.", ["about"], ["Many", "critics"]),
    ],
)
def test_a_domain_adds_its_terms_and_takes_others_out(article, domain, text, news, there):
    articles = article(text)
    assert (found(articles, "hedge"), found(articles, "hedge", lexicons=[domain])) == (news, there)


def test_every_domain_is_of_bundled_devices():
    assert {entry.device for name in domains() for entry in read_lexicon(name)} == {"hedge"}


def test_a_file_of_that_name_goes_before_a_domain(article, tmp_path, monkeypatch):
    (tmp_path / "debate").write_text("term\tdevice\tsubtype\tsource\nfog\thedge\tnoun\town\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert found(article("We would see fog."), "hedge", lexicons=["debate"]) == ["fog"]


def test_an_unknown_domain_is_an_error_that_names_the_domains(article):
    with pytest.raises(
        ValueError, match=r"no such lexicon file; .* or name a domain: biomedicine, debate, encyclopedia"
    ):
        label(article("It may rain."), lexicons=["law"])


def test_an_own_term_for_a_device_counts_wherever_it_stands(article, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\nmay\thedge\tmodal\town\n", encoding="utf-8")
    assert found(article("It may rain in May 2024."), "hedge", lexicons=[path]) == ["may", "May"]


@pytest.mark.parametrize(
    ("device", "piece"),
    [
        ("hedge", "it may be about 20, "),
        ("booster", "it must be really so, "),
        ("scare_quote", "a “free” ferry, "),
        ("scare_quote", "“a ‘free’ ferry of old times” "),
    ],
)
def test_time_grows_with_the_text_and_not_faster(article, device, piece):
    def seconds(times):
        articles = article(piece * times)
        began = time.process_time()
        label(articles, [device], with_voice=False)
        return time.process_time() - began

    seconds(100)
    assert seconds(8000) < 12 * seconds(1500) + 0.2


@pytest.mark.parametrize("piece", ["“a” ", "“a ‘b’ of old times” ", "it may "])
def test_memory_for_each_character_is_little(article, piece):
    articles = article(piece * (10_000 // len(piece)))
    label(articles, ["hedge", "scare_quote"], with_voice=False)
    tracemalloc.start()
    label(articles, ["hedge", "scare_quote"], with_voice=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1000 * 10_000  # bytes; the attributions that scare quotes are decided with need most of them
