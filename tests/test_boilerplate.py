"""Boilerplate beyond the codebook's examples: what is the page's, and what of the reporting must stay."""

import pandas as pd
import pytest

from framing import label
from framing.texts.text import is_covered, merged, paragraph_spans

REPORT = [
    "The ferry to the islands ran late again on Friday, the harbour master said.",
    "Two boats were under repair in the yard, and a third had no crew.",
    "Passengers waited for two hours in the rain before the first of them left.",
    "The council will hear the operator's plans for new boats in the spring.",
    "A bridge was first proposed in 1961 and has never been built.",
]


def found(*paragraphs, outlet="unknown"):
    """Category of each paragraph that counts as boilerplate, by its number."""
    text = "\n\n".join(paragraphs)
    spans = label(
        pd.DataFrame({"doc_id": ["a"], "outlet": [outlet], "text": [text]}), ["boilerplate"], with_voice=False
    )
    covered = merged(zip(spans["start"], spans["end"], strict=True))
    places = paragraph_spans(text)
    return {
        number: spans["subtype"][(spans["start"] < end) & (spans["end"] > start)].iloc[0]
        for number, (start, end) in enumerate(places)
        if is_covered((start, end), covered)
    }


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("A crane lifts the old ferry in Harbour City. Ana Diaz / The Gazette", "caption"),
        ("A crane lifts the old ferry in Harbour City. [Ana Diaz/AFP]", "caption"),
        ("The old ferry in the yard. (AP Photo/Ana Diaz)", "caption"),
        ("The old ferry in the yard. (Ana Diaz/Getty Images)", "caption"),
        ("The old ferry in the yard. (Photo: Ana Diaz, The Gazette)", "caption"),
        ("The old ferry in the yard. Ana Diaz via AP", "caption"),
        ("The old ferry in the yard. | AP Photo", "caption"),
        ("Ana Diaz / Getty Images A crane lifts the old ferry in Harbour City.", "caption"),
        ("Ada Orr, left, and Bo Lind stand on the quay with the crew.", "caption"),
        ("Bo Lind speaks to passengers in Harbour City, Tuesday, March 5, 2024.", "caption"),
        ("FILE - The old ferry at its berth in 2019.", "caption"),
        ("JUST WATCHED Ferry runs aground Replay More Videos ... MUST WATCH Ferry runs aground 01:23", "caption"),
        ("Getty Images", "credit"),
        ("Photo : Ana Diaz", "credit"),
        ("(Ana Diaz/Reuters)", "credit"),
        ("RELATED: The bridge that was never built", "read_more"),
        ("Related The bridge that was never built", "read_more"),
        ("( Also in the Gazette: The bridge that was never built)", "read_more"),
        ("[More: The bridge that was never built]", "read_more"),
        ("'We had no crew':Operator explains the ferry's long winter", "read_more"),
        ("► The bridge that was never built", "read_more"),
        ("Herd of seals moves into the old yard, and stays for… Read more", "read_more"),
        ("Read or share this story: https://gazette.example/1", "read_more"),
        ("CLICK HERE TO SEE THE PLANS FOR THE BRIDGE", "read_more"),
        ("Follow us on Facebook and Instagram", "share"),
        ("180418080944584", "comments"),
        ("https://gazette.example/watch?v=1", "comments"),
        ("Copyright © 2024 The Gazette, LLC.", "copyright"),
        ("Additional reporting by Ana Diaz and Bo Lind", "contributor"),
        ("Updated at 8:44 a.m. on July 20, 2024.", "byline"),
        ("Bo Lind, Gazette Harbour Correspondent", "byline"),
        ("This story is part of a series on the harbour.", "standing"),
        ("The story has been updated with the operator's reply.", "correction"),
        ("Let our news meet your inbox.", "newsletter"),
        ("Please enter a valid email address", "newsletter"),
    ],
)
def test_a_line_of_the_page_below_the_reporting_has_its_category(line, category):
    assert found(*REPORT, line, *REPORT[:1]) | found(*REPORT, line) == {len(REPORT): category}


@pytest.mark.parametrize(
    "line",
    [
        "Ada Orr is a professor of harbour law at the University of the Isles.",
        "Ada Orr writes about ferries and the sea.",
        "Bo Lind covers the harbour. Email: bo@gazette.example",
        "Contact Bo Lind at bo@gazette.example or follow @bolind.",
    ],
)
def test_who_wrote_it_is_boilerplate_at_the_end(line):
    assert list(found(*REPORT, line)) == [len(REPORT)]


@pytest.mark.parametrize(
    "line",
    [
        "Ada Orr, who is a professor of law at the University of the Isles, disagrees with the plan.",
        "Ada Orr is a professor of harbour law at the University of the Isles.",
    ],
)
def test_who_somebody_is_stays_in_the_midst_of_the_reporting(line):
    assert found(*REPORT, line, *REPORT) == {}


@pytest.mark.parametrize(
    "line",
    [
        "“Please give what you can,” she said.",
        "“Sign up for our newsletter and support our work,” the campaign urged its members on Monday.",
        "“We need your help. Your support, no matter how small, makes a difference,” she told them.",
        "“No.”",
        "“Yes, once,” he said.",
        "“Monthly?”",
        "It rained.",
        "What happens next",
        "Who pays?",
        "Business",
        "Facebook",
        "Comments",
        "Analysis",
        "Related work",
        "Follow the money.",
        "Get more sleep.",
        "Stay informed.",
        "Buy the ticket before Friday.",
        "More on that later.",
        "Updated guidance from the harbour master recommends life jackets.",
        "Published on Friday, the study shows how the river moved.",
        "Written by hand, the letter names nobody.",
        "Copyright law protects the plans.",
        "Distributed by volunteers, the food lasted a week.",
        "By Friday the water had gone.",
        "By supporting the bill, the party breaks with its past.",
        "Neighbours chip in to mend the quay.",
        "Hopes of becoming a member of the league faded.",
        "The illness first appeared in the mill town in March.",
        "The firm's terms of service and privacy policy changed twice.",
        "The World Harbour Organization (WHO) met on Monday.",
        "The money helps us all, and you know it.",
        "1. Boats that leak",
        "- Two boats under repair",
        "10:42 a.m. The first ferry leaves its berth.",
        "This is a scandal. — Ada Orr (@adaorr) March 5, 2024",
        "The operator did not respond to a request for comment.",
        "Ada Orr: Did you know that the boats leaked?",
    ],
)
def test_reporting_stays(line):
    assert found(*REPORT, line, *REPORT) == {}


@pytest.mark.parametrize("paragraph", ["The firm fell by a tenth, its broker said. (Reuters)"])
def test_of_a_report_that_ends_in_an_agency_only_the_agency_is_the_page(article, paragraph):
    spans = label(article("\n\n".join([*REPORT, paragraph])), ["boilerplate"])
    assert [(span.subtype, span.end - span.start) for span in spans.itertuples()] == [("agency_line", len("(Reuters)"))]


@pytest.mark.parametrize(
    ("opening", "category"),
    [
        ("MOSCOW (AFP) —", "agency_line"),
        ("WASHINGTON (Reuters) -", "agency_line"),
        ("(CNN)", "agency_line"),
        ("London (CNN)", "agency_line"),
        ("HARBOUR CITY, N.H. —", "byline"),
        ("LONDON –", "byline"),
    ],
)
def test_of_a_dateline_only_the_dateline_is_labelled(article, opening, category):
    spans = label(article(f"{opening} {REPORT[0]}\n\n{REPORT[1]}"), ["boilerplate"])
    assert spans[["start", "end", "subtype"]].to_numpy().tolist() == [[0, len(opening), category]]


def test_titles_in_a_row_are_links_and_the_last_of_three_a_crosshead():
    titles = ["Council drops its plan for the quay", "Why the old ferry never sailed", "How the harbour was won"]
    assert list(found(*REPORT, *titles, *REPORT)) == [5, 6]


def test_a_title_alone_is_a_crosshead():
    assert found(*REPORT, "Why the old ferry never sailed", *REPORT) == {}


def test_titles_in_a_list_stay():
    items = [f"{word} boats that leak in the rain" for word in ("Big", "Small", "Old", "New", "Red")]
    assert found(*REPORT, *items, *REPORT) == {}


def test_a_title_below_the_last_sentence_is_a_link():
    assert found(*REPORT, "Why the old ferry never sailed") == {5: "read_more"}


def test_a_last_sentence_without_its_full_stop_stays():
    assert found(*REPORT, "The owners said they would appeal to the court") == {}


def test_the_lines_of_an_address_are_one_contact():
    lines = [
        "You can always email us at [email protected].",
        "And there is the post:",
        "12 Quay Street",
        "Hill, NY 10013",
    ]
    assert found(*REPORT, *lines) == dict.fromkeys(range(5, 9), "contact")


def test_a_name_above_its_outlet_is_a_byline():
    assert found("Ottoline Orr", "USA TODAY", *REPORT) == {0: "byline", 1: "agency_line"}


APPEAL = [
    "A message from the Gazette:",
    "The council has cut our grant, and you may have read why.",
    "We need your help to keep our newsroom open.",
    "By supporting us you are defending independent journalism. Thank you for standing with us.",
    "Once",
    "Monthly",
    "Continue",
]


def test_a_long_appeal_is_found_whole_with_its_buttons():
    assert found(*REPORT, *APPEAL) == dict.fromkeys(range(5, 12), "donation")


@pytest.mark.parametrize("button", ["Once", "Monthly", "Continue", "Other"])
def test_the_word_of_a_button_alone_in_the_reporting_stays(button):
    assert found(*REPORT, button, *REPORT) == {}


def test_the_buttons_of_a_form_are_found_without_an_appeal():
    assert list(found(*REPORT, "Support The Gazette today", "One-off", "Monthly", "Continue", *REPORT)) == [5, 6, 7, 8]


def test_words_of_buttons_in_a_list_stay():
    assert found(*REPORT, "Business", "Politics", "Facebook", *REPORT) == {}


MENU = [
    "Menu", "Home", "World", "Politics", "Sports", "Opinion", "Search", "Sign in", "Subscribe", "Newsletters", "Video",
    "Harbour", "Isles", "Weather", "Culture", "Food", "Travel", "Books", "Music", "Film", "Chess", "Gardens", "Letters",
    "Tides", "Jobs", "About us", "Contact us", "Privacy policy", "Terms of use", "Archive",
]  # fmt: skip


def test_of_a_whole_page_the_article_and_its_headline_are_kept():
    headline = "Ferry to the islands runs late as boats are under repair"
    page = [*MENU, headline, *REPORT, "Seal moves in", "March 5, 2024", *MENU]
    assert sorted(set(range(len(page))) - set(found(*page))) == list(range(30, 36))


def test_a_long_list_in_an_article_is_no_page():
    assert found(*REPORT, *[f"{number} votes for the quay" for number in range(80)], *REPORT) == {}


def test_a_line_of_the_profile_names_the_outlet(article):
    spans = label(article(f"{REPORT[0]}\n\nStory Continued Below", outlet="Politico"), ["boilerplate"])
    assert spans[["subtype", "entry"]].to_numpy().tolist() == [["ad_marker", "profile: Politico"]]


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("Harbour law: Council drops its plan for the weir after all", "read_more"),
        ("An interactive guide: Who runs the ferries?", "read_more"),
        ("Full coverage of the ferry strike and what it means", "read_more"),
        ("see also The bridge that was never built The council has dropped its plan for...", "read_more"),
        ("Watch the video below:", "read_more"),
        ("Source: Harbour Office", "credit"),
        ("Figure 2: Ferries that ran late, by year", "caption"),
        ("A doctor holding a leaf between her hands. More", "caption"),
        ("Ferry workers protesting the council's decision outside the old harbour.", "caption"),
        ("Gazette Daily Get the latest harbour news from the Gazette every weekday.", "newsletter"),
        ("Enjoying this article? Subscribe for full access. Just $5 a month.", "paywall"),
        ("Update, 3:12 p.m. ET: Adds the operator's reply.", "correction"),
        ("Should the bridge be built? Yes No", "comments"),
        ("Click to share on Facebook (Opens in new window)", "share"),
        ("We are committed to the truth. Read our editorial standards.", "standing"),
    ],
)
def test_what_pages_of_any_outlet_add_between_paragraphs_has_its_category(line, category):
    assert found(*REPORT, line, *REPORT[:1]) == {len(REPORT): category}


@pytest.mark.parametrize(
    "line",
    [
        "Sara: Would you say that the ferries are too old to run",
        "And really: How late can a ferry be before nobody waits",
        "Step 3: Council and operator agree on the new boats",
        "The events leading up to the fire",
        "Update, 3:12 p.m.: The ferry is sinking off the quay.",
        "Support for journalism fell, its editors said.",
        "Those who were born here stay here.",
        "Photos from the quay show two boats on fire.",
        "Read the bill before the vote.",
    ],
)
def test_what_only_looks_like_a_line_of_the_page_stays(line):
    assert found(*REPORT, line, *REPORT, "Sara: Yes.", *REPORT, "Sara: No.", *REPORT) == {}


@pytest.mark.parametrize(
    "line",
    [
        "J. D. Orr, PhD, is Harbour Senior Fellow in Ferry Studies at the University of the Isles.",
        "Kim Lind, of Norland, is a retired harbour administrator.",
        "Kim Lind teaches sailing in Norland.",
        "Republican Kim Lind represents Norland's 1st district in the House.",
        "The author thanks the crew of the ferry.",
    ],
)
def test_who_the_last_lines_introduce_and_nothing_else_names_is_the_author(line):
    assert found(*REPORT, line) == {len(REPORT): "author_bio"}
    assert found(*REPORT, line, "Load more comments") == {len(REPORT): "author_bio", len(REPORT) + 1: "comments"}


def test_who_the_article_is_about_is_no_author():
    assert found("Kim Lind has sailed for forty years.", *REPORT, "Kim Lind teaches sailing in Norland.") == {}


def test_a_headline_that_comes_again_is_the_page_but_not_where_it_is_the_headline():
    headline = "Ferries run late again in Norland"
    assert found(headline, *REPORT[:3], headline, *REPORT[3:]) == {4: "standing"}


def test_one_name_alone_near_the_top_is_a_caption_and_several_are_crossheads():
    long = (
        "The ferry to the islands ran late again on Friday, the harbour master said, and nobody on the quay knew why."
    )
    assert found(long, long + " It rained.", "President Anna Orr", long, *REPORT) == {2: "caption"}
    assert found(long, long + " It rained.", "Anna Orr", long, "Peter Dunn", long, *REPORT) == {}


def test_titles_between_the_last_sentence_and_the_page_are_links():
    links = ["Orr and the harbour inquiry:", "Trips, tickets and boats", "Subscribe to our newsletter"]
    assert list(found(*REPORT, *links)) == [5, 6, 7]
    assert found(*REPORT, *links[:2], REPORT[0]) == {}


def test_a_correction_may_be_long():
    note = "A previous version of this article said that the ferry had sunk. " + "It had only run late once more. " * 14
    assert found(*REPORT, note) == {len(REPORT): "correction"}


def test_a_link_at_the_very_top_is_the_headline():
    assert found("Fact check: Who built the bridge over the sound", *REPORT) == {}


def test_an_advertisement_does_not_end_a_list_of_links():
    links = ["READ MORE:", "No, You Need No Bridge", "Advertisement", "The Ferry and Its Friends"]
    assert found(*REPORT, *links) == {5: "read_more", 6: "read_more", 7: "ad_marker", 8: "read_more"}
