"""Whose words a place is: the innermost content decides, marks tell quoted from reported."""

import pytest

from framing.speakers.voice import OUTLET, Content, Voice, Voices
from framing.texts.quotation import Quotation


def told(voices, *places):
    return [tuple(voices.at(place)) for place in places]


def test_without_contents_all_is_the_outlets():
    assert told(Voices([], [Quotation(2, 9)]), 0, 5, 99) == [("outlet", -1)] * 3


def test_marks_tell_quoted_from_reported():
    voices = Voices([Content(5, 20, 3)], [Quotation(10, 15)])
    assert told(voices, 4, 5, 10, 14, 15, 19, 20) == [
        ("outlet", -1), ("reported", 3), ("quoted", 3), ("quoted", 3), ("reported", 3), ("reported", 3), ("outlet", -1),
    ]  # fmt: skip


def test_a_quotation_outside_all_contents_is_the_outlets():
    assert told(Voices([Content(0, 5, 0)], [Quotation(7, 9)]), 8) == [("outlet", -1)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_innermost_content_decides(order):
    voices = Voices([Content(0, 30, 1), Content(10, 20, 2), Content(12, 14, 3)][::order], [])
    assert [voices.at(place).within for place in (5, 11, 13, 15, 25, 30)] == [1, 2, 3, 2, 1, -1]


def test_the_shorter_of_two_contents_that_cross_is_the_inner_one():
    voices = Voices([Content(0, 20, 1), Content(15, 25, 2)], [])
    assert [voices.at(place).within for place in (10, 16, 22)] == [1, 2, 2]


def test_a_content_in_pieces_is_one_attribution():
    voices = Voices([Content(0, 5, 1), Content(10, 15, 1)], [])
    assert [voices.at(place).within for place in (2, 7, 12)] == [1, -1, 1]


def test_a_quotation_may_reach_over_several_contents():
    voices = Voices([Content(0, 5, 1), Content(5, 10, 2)], [Quotation(3, 8)])
    assert told(voices, 4, 6, 9) == [("quoted", 1), ("quoted", 2), ("reported", 2)]


def test_an_attributions_own_rows_have_the_voice_of_what_surrounds_them():
    voices = Voices([Content(0, 30, 1), Content(10, 20, 2)], [Quotation(0, 30)])
    assert (voices.at(12, besides=2), voices.at(12, besides=1)) == (Voice("quoted", 1), Voice("quoted", 2))


def test_what_surrounds_an_outermost_attribution_is_the_outlet():
    assert Voices([Content(0, 30, 1), Content(4, 9, 1)], []).at(5, besides=1) == OUTLET


def test_an_empty_content_holds_nothing():
    assert Voices([Content(3, 3, 1)], []).at(3) == OUTLET


def test_voices_are_those_of_a_slow_search_by_hand():
    contents = [Content(start, start + length, number) for number, (start, length) in
                enumerate([(0, 50), (3, 9), (5, 2), (8, 30), (20, 40), (60, 5), (61, 2)])]  # fmt: skip
    voices = Voices(contents, [])
    by_hand = [
        min(((c.end - c.start, c.instance) for c in contents if c.start <= place < c.end), default=(0, -1))[1]
        for place in range(70)
    ]
    assert [voices.at(place).within for place in range(70)] == by_hand
