"""Languages: recognised by words and script; articles in another one are left out of English devices and named."""

import pandas as pd
import pytest

from framing import Note, count, label
from framing.texts.language import language_of

SENTENCES = {
    "en": "The mill on the river will close in May, and the owners said that they have not found a buyer who would pay "
    "for the repair of its roof.",
    "de": "Die Mühle an dem Fluss wird im Mai schließen, und die Besitzer sagten, dass sie keinen Käufer haben, der "
    "für das Dach zahlen würde, das nicht mehr dicht ist.",
    "fr": "Le moulin au bord de la rivière va fermer en mai, et les propriétaires ont dit que personne ne paie pour "
    "la réparation du toit, qui est dans un état déplorable.",
    "es": "El molino junto al río se va a cerrar en mayo, y los dueños dijeron que no hay nadie que pague por la "
    "reparación del techo, que está en muy mal estado.",
    "tr": "Nehir kıyısındaki değirmen mayıs ayında kapanacak ve sahipleri bu çatı için para verecek bir alıcı "
    "kimse yok dedi, ancak daha çok zaman var ve her şey iyi olacak gibi, ne kadar da olsa.",
    "ru": "Мельница на реке закроется в мае, и владельцы сказали, что у них нет покупателя, который за это заплатит, "
    "но что они не будут ждать, так как все уже было решено.",
    "ja": "川沿いの製粉所は五月に閉鎖される予定で、屋根の修理費を払う買い手はまだ見つかっていないと所有者は語った。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_shows_its_language(language):
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "Rain.", "1 2 3 " * 40, "x" * 5000, "“”" * 50, "Max Orr, Bo Lee, Eva Roe, " * 9])
def test_what_tells_nothing_has_no_language(text):
    assert language_of(text) == ""


@pytest.fixture
def articles():
    return pd.DataFrame(
        {"doc_id": ["a", "b"], "outlet": "Bee", "text": [SENTENCES["en"] + " It may rain.", SENTENCES["de"]]}
    )


def test_an_article_in_another_language_is_left_out_counted_and_named(articles):
    with pytest.warns(
        Note, match=r"articles not in English: 1 \(de 1; doc_id b\); the bundled devices were not labelled"
    ):
        spans = label(articles, ["hedge", "negation"])
    assert set(spans["doc_id"]) == {"a"}


def test_what_was_not_looked_for_has_no_zeros(articles, lexicon):
    with pytest.warns(Note, match="not in English"):
        spans = label(articles, ["hedge", "negation", "mill"], lexicons=lexicon)
    with pytest.warns(Note, match=r"count: articles not in English have no rows of hedge, negation, .*: 1 \(de 1\)"):
        counts = count(articles, spans)
    with pytest.warns(Note, match="no rows of epistemic hedge, approximator, bound, hearsay"):
        kinds = count(articles, spans, kinds="hedge")
    pairs = [list(zip(table["doc_id"], table["device"], strict=True)) for table in (counts, kinds)]
    assert pairs[0] == [("a", "hedge"), ("a", "negation"), ("a", "mill"), ("b", "mill")]
    assert [device for doc_id, device in pairs[1] if doc_id == "b"] == ["mill"]


def test_a_device_that_a_coder_found_in_a_language_counts_in_all_its_articles(articles):
    other = articles.tail(1).assign(doc_id="c", text=SENTENCES["de"].replace("Mühle", "Brücke"))
    articles = pd.concat([articles, other], ignore_index=True)
    with pytest.warns(Note, match="label: articles not in English"):
        spans = label(articles, ["hedge"])
    coded = spans.assign(doc_id="b", coder="Ann", start=4, end=9)
    assert count(articles, coded)["n"].tolist() == [0, 1, 0]


def test_the_column_lang_wins_over_the_words(articles):
    spans = label(articles.assign(lang=["en", "en"]), ["hedge"])
    assert set(spans["doc_id"]) == {"a"}
    with pytest.warns(Note, match="fr 1"):
        label(articles.assign(lang=["fr", "en"]), ["hedge"])


@pytest.fixture
def lexicon(tmp_path):
    path = tmp_path / "mills.tsv"
    path.write_text(
        "term\tdevice\tsubtype\tsource\tlanguage\nmühle\tmill\t\town\tde\nfluss\tmill\t\town\t\nin\tmill\t\town\tde\n",
        "utf-8",
    )
    return path


def test_a_list_states_its_language_and_counts_there_alone(articles, lexicon):
    with pytest.warns(Note, match="not in English"):
        spans = label(articles, ["mill"], lexicons=lexicon)
    assert list(zip(spans["doc_id"], spans["entry"], strict=True)) == [("b", "mühle"), ("b", "fluss")]


def test_a_language_that_is_no_code_is_an_error_with_its_line(tmp_path, articles):
    path = tmp_path / "mills.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\tlanguage\nmühle\tmill\t\town\tgerman\n", "utf-8")
    with pytest.raises(ValueError, match=r"^mills.tsv, line 2: language 'german' is no code of two letters"):
        label(articles, lexicons=path)
