"""Tokens: NLTK's, each with its place, and nothing lost."""

import pytest
from nltk.tokenize.destructive import NLTKWordTokenizer

from framing import tokenise
from framing.texts.text import sentence_spans
from framing.texts.tokens import _cut_by_nltk, cut, token_places

SENTENCES = [
    "The mayor didn't say they'd've gone, couldn't she?",
    "I cannot, I'm gonna, gotta, wanna, gimme, lemme; D'ye know more'n that, 'tis or 'twas?",
    '"It rained," she said, "and nobody (not one) came."',
    "“It rained,” she said. ‘No.’",
    "''It rained,'' she said. ``No.''",
    "It cost $3.50, £4,000.75, 5€ and 20%, i.e. No. 7 & co.",
    "He waited... and waited…. Then -- nothing--nothing at all — or so – he said.",
    "[See p. 4] {or <b>not</b>} (see (a) and (b)).",
    "At 5:30 p.m. on 3/4/2024, U.S. and U.K. envoys met: 3, 4; 5.",
    "The '90s, the boys' club, O'Neil's, rock 'n' roll, 'em.",
    "Email a@b.example or see https://a.example/x?y=1&z=2#q!",
    "A 6'2\" man; well-known; and/or; #tag @name *bold* _it_.",
    "End of it.”",
    "End of it.)",
    "End of it. ”",
    "She asked: “Why?”",
    '"Quoted at the start." Then "the end."',
    "Wait! What?! Why...?",
    "It’s the mayor’s; they’re late; he’d gone; I’ll go.",
    "x",
    ".",
    "Mr. Orr's 'plan' failed.",
]
NASTY = [
    "",
    " \t\n ",
    "...!!!???",
    "“”''``\"\"‘’",
    "a''b``c\"d",
    "e\u0301e\u0301 👩‍👩‍👧 🌊🌊",
    "שלום עולם. مرحبا بالعالم.",
    "a\u00a0b\u2009c\u200bd",
    "a\r\nb\rc",
    "\0 a\0b",
    "<<>> [[]] (((",
    "'''' ''' '' '",
    "don't'll've \"'\"'\" ''`",
    "\ufeffa ﬁ ẞ İ",
    "x" * 5000,
    "x y. " * 500,
]
UNDIRECTED = {"``": '"', "''": '"'}


def tokens(text):
    """The tokens of `text`, double marks as one."""
    return [UNDIRECTED.get(text[start:end], text[start:end]) for _, (start, end) in token_places(text)]


def by_nltk(text):
    plain = text.replace("’", "'").replace("‘", "'")
    cut = [token for start, end in sentence_spans(text) for token in NLTKWordTokenizer().tokenize(plain[start:end])]
    return [UNDIRECTED.get(token, token) for token in cut]


@pytest.mark.parametrize("text", SENTENCES)
def test_tokens_are_nltks(text):
    assert [token.replace("’", "'").replace("‘", "'") for token in tokens(text)] == by_nltk(text)


def test_tokens_of_the_demonstration_corpus_are_nltks(demo):
    texts = demo["text"].iloc[::4]
    ours = [[token.replace("’", "'").replace("‘", "'") for token in tokens(text)] for text in texts]
    assert ours == [by_nltk(text) for text in texts]


@pytest.mark.parametrize("text", [*SENTENCES, *NASTY])
def test_no_character_is_lost(text):
    assert "".join(text[start:end] for _, (start, end) in token_places(text)) == "".join(text.split())


@pytest.mark.parametrize("text", [*SENTENCES, *NASTY])
def test_tokens_are_in_order_and_apart(text):
    borders = [border for _, place in token_places(text) for border in place]
    assert borders == sorted(borders)


def test_many_texts_are_cut_as_each_by_itself(article):
    texts = [*SENTENCES, *NASTY, "They donʼt go.", "It rained. ‘", "a" * 25_000 + " b", "a," * 6_000]
    found = tokenise(article(*texts)).groupby("doc_id", sort=False)
    by_text = {doc_id: list(zip(rows["sentence"], rows["start"], rows["end"], strict=True)) for doc_id, rows in found}
    alone = [[(number, *place) for number, place in token_places(text)] for text in texts]
    assert [by_text.get(doc_id, []) for doc_id in article(*texts)["doc_id"]] == alone


@pytest.mark.parametrize(
    "piece", ["“river,", "($3,000-plus)", "12:", "’90s", "(can-not).”", "²³x…", "Orr's,”", "x--y!"]
)
@pytest.mark.parametrize(("is_first", "is_last"), [(True, False), (False, True), (False, False)])
def test_a_word_between_marks_is_cut_as_nltk_cuts_it(piece, is_first, is_last):
    assert cut(piece, is_first, is_last) == _cut_by_nltk(piece, is_first, is_last)


def test_a_token_does_not_depend_on_the_typography_of_its_apostrophe():
    assert len(tokens("She didn’t go.")) == len(tokens("She didn't go."))


def test_sentences_are_numbered_within_the_article(article):
    table = tokenise(article("One. Two.\n\nThree.", "Four."))
    assert table["sentence"].tolist() == [0, 0, 1, 1, 2, 2, 0, 0]


def test_every_token_is_its_places_text(demo):
    table = tokenise(demo.head(8))
    texts = dict(zip(demo["doc_id"], demo["text"], strict=True))
    placed = [
        texts[doc_id][start:end]
        for doc_id, start, end in zip(table["doc_id"], table["start"], table["end"], strict=True)
    ]
    assert table["token"].tolist() == placed


def test_columns_and_types(article):
    table = tokenise(article("It rained."))
    assert [(name, str(table[name].dtype)) for name in table.columns if name not in ("doc_id", "token")] == [
        ("start", "int64"), ("end", "int64"), ("sentence", "int64"),
    ]  # fmt: skip


def test_articles_without_text_have_no_tokens(article):
    table = tokenise(article("", " \n"))
    assert (len(table), table.columns.tolist()) == (0, ["doc_id", "start", "end", "sentence", "token"])


def test_no_article_gives_no_tokens(article):
    assert len(tokenise(article("x").iloc[:0])) == 0


def test_the_articles_are_not_changed(article):
    table = article("It didn’t rain.", "No.")
    before = table.copy(deep=True)
    tokenise(table)
    assert table.equals(before)


def test_a_doc_id_may_be_a_number(article):
    assert tokenise(article("It rained.").assign(doc_id=7))["doc_id"].tolist() == [7, 7, 7]
