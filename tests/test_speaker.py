"""Who a source is: the name in a phrase, and one name for one speaker in an article."""

import pytest

from framing.speaker import name_in, speakers, speakers_by_instance, unnamed


def named(text, *phrases):
    """The speakers of source phrases, which stand in `text` in this order."""
    sources, at = [], 0
    for phrase in phrases:
        start = text.index(phrase, at)
        at = start + len(phrase)
        sources.append(((start, at), start))
    return speakers(text, sources)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Ada Orr", "Ada Orr"),
        ("Mr. Orr", "Orr"),
        ("Mayor Ada Orr", "Ada Orr"),
        ("Prime Minister Ana Ruiz", "Ana Ruiz"),
        ("Foreign Minister Ana Ruiz", "Ana Ruiz"),
        ("U.S. President Tom Reed", "Tom Reed"),
        ("San Remo Mayor Ada Orr", "Ada Orr"),
        ("palace spokesman Tom Reed", "Tom Reed"),
        ("the company’s chief executive, Greta Monk", "Greta Monk"),
        ("Sgt. Tom Reed of the harbour police", "Tom Reed"),
        ("Edwin Farrow, the transport minister", "Edwin Farrow"),
        ("The mayor, Ada Orr,", "Ada Orr"),
        ("Lena Quist, 34, a nurse", "Lena Quist"),
        ("Ada Orr (Reform)", "Ada Orr"),
        ("Ada Orr, who chairs the board", "Ada Orr"),
        ("President Orr’s", "Orr"),
        ("Jan O’Neil", "Jan O’Neil"),
        ("Mary-Ann Smith-Jones", "Mary-Ann Smith-Jones"),
        ("J. R. Reed", "J. R. Reed"),
        ("Billie Jean King", "Billie Jean King"),
        ("Martin Reed Jr.", "Martin Reed Jr."),
        ("Carla von der Aue", "Carla von der Aue"),
        ("Ada Orr and Tom Reed", "Ada Orr"),
        ("Élodie Ånström", "Élodie Ånström"),
    ],
)
def test_the_name_of_a_person_stands_without_titles(phrase, name):
    assert name_in(phrase) == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("The Kremlin", "Kremlin"),
        ("the BBC", "BBC"),
        ("the Justice Department", "Justice Department"),
        ("the World Health Organization", "World Health Organization"),
        ("the Ministry of Health", "Ministry of Health"),
        ("the Bank of Norland", "Bank of Norland"),
        ("the Food and Drug Administration", "Food and Drug Administration"),
        ("the Dockers’ and Seafarers’ Union", "Dockers’ and Seafarers’ Union"),
        ("officials from the Harbour Line", "Harbour Line"),
    ],
)
def test_the_name_of_an_organisation_stands_whole(phrase, name):
    assert name_in(phrase) == name


@pytest.mark.parametrize(
    "phrase",
    [
        "a senior Norland official",
        "Officials in Norland",
        "Police",
        "the minister's spokeswoman",
        "Ada Orr's lawyer",
        "a spokesman for the ministry",
        "one of the nurses",
        "Some residents",
        "The president",
        "Attorney General",
        "he",
        "",
        "…",
        "“”",
    ],
)
def test_a_phrase_headed_by_a_common_noun_has_no_name(phrase):
    assert name_in(phrase) == ""


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("Mayor Ada Orr spoke. Orr left.", ["Ada Orr", "Orr"], ["Ada Orr", "Ada Orr"]),
        ("Orr spoke. Later Ada Orr left.", ["Orr"], ["Ada Orr"]),
        ("Mayor Ada Orr spoke. She left.", ["Mayor Ada Orr", "She"], ["Ada Orr", "Ada Orr"]),
        ("Adrian Cole spoke. Mr. Cole left.", ["Adrian Cole", "Mr. Cole"], ["Adrian Cole", "Adrian Cole"]),
        ("Norlandish Bo Orr spoke. Orr left.", ["Orr", "Orr"], ["Bo Orr", "Bo Orr"]),
        ("Yesterday Orr spoke.", ["Orr"], ["Orr"]),
        ("But Orr spoke.", ["Orr"], ["Orr"]),
        ("Norland’s Orr spoke.", ["Orr"], ["Orr"]),
        ("Dr. Ana M. Ruiz spoke. Ruiz left.", ["Dr. Ana M. Ruiz", "Ruiz"], ["Ana M. Ruiz", "Ana M. Ruiz"]),
        ("Police spoke. They left.", ["Police", "They"], ["Police", "Police"]),
        ("Ada Orr spoke. The police agreed. She left.", ["Ada Orr", "The police", "She"],
         ["Ada Orr", "the police", "Ada Orr"]),
        ("Ada Orr spoke. The Harbour Bank agreed. She left.", ["Ada Orr", "The Harbour Bank", "She"],
         ["Ada Orr", "Harbour Bank", "Ada Orr"]),
        ("A senior official, who asked not to be named, spoke.", ["A senior official, who asked not to be named"],
         ["a senior official"]),
        ("She spoke.", ["She"], [""]),
    ],
)  # fmt: skip
def test_one_speaker_has_one_name_in_an_article(text, phrases, expected):
    assert named(text, *phrases) == expected


def test_an_attribution_without_a_source_has_no_speaker():
    assert speakers("“No.”", [(None, 0)]) == [""]


def test_sources_may_come_in_any_order():
    text = "Ada Orr spoke. She left."
    assert speakers(text, [((15, 18), 15), ((0, 7), 0)]) == ["Ada Orr", "Ada Orr"]


def test_attributions_are_named_by_their_rows():
    text = "Ada Orr said no. “Yes.”"
    rows = [(4, "content", 13, 15), (4, "cue", 8, 12), (4, "source", 0, 7), (7, "cue", 17, 17), (7, "content", 17, 23)]
    assert speakers_by_instance(text, rows) == {4: "Ada Orr", 7: ""}


def test_unnamed_sources_hold_no_capital():
    assert unnamed(["Ada Orr", "a senior official", "", "police in Norland"]) == ["a senior official"]
