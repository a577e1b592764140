"""Negation: what the page's examples leave open."""

import pytest

from framing import label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It’s no use; he didn’t come.", [("no", "determiner"), ("didn’t", "not")]),
        ("“No,” she said. No one came.", [("No", "answer"), ("No one", "pronoun")]),
        ("There’s no “there” there.", [("no", "determiner")]),
        ("Voters said no to the plan.", [("no", "answer")]),
        ("Neither came. Nor did the third.", [("Neither", "pronoun"), ("Nor", "conjunction")]),
        ("Number No 4 in the list, No. 4, No.4.", []),
        ("It is not — not ever — over.", [("not", "not"), ("not", "not")]),
        ("A know-nothing in a no-go area.", []),
        ("He can’t help but laugh, can he not?", [("not", "not")]),
    ],
)
def test_a_negative_word_counts_by_what_stands_beside_it(article, text, found):
    spans = label(article(text), ["negation"], with_voice=False)
    assert [(text[row.start : row.end], row.subtype) for row in spans.itertuples()] == found
