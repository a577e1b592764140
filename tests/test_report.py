"""The report: the right numbers in words, all in one page, the same bytes each time, whatever the corpus lacks."""

import hashlib
import re
from functools import partial
from html.parser import HTMLParser
from importlib import import_module

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing
from framing.count import count
from framing.devices import devices
from framing.label import label
from framing.model import Note
from framing.report.analysis import _devices, analyse
from framing.report.answers import answers
from framing.report.corpus_warnings import corpus_warnings
from framing.report.examples import MOST_PARAGRAPHS, examples
from framing.report.frequent import frequent_cues, frequent_speakers
from framing.report.removed import removed
from framing.report.shared_text import shared_text
from framing.vocabulary.codebook_pages import device_names

PLACES = ("harbour", "mill", "bridge", "library", "tram", "market", "quarry", "school", "theatre", "canal")
NEWSLETTER = "Sign up for our free weekly newsletter"
DOUBTFUL = (
    "The {} may close in spring. It might reopen later, and perhaps the town will pay. Nobody seems sure.\n"
    "“It could take about 40 weeks,” Mayor Ada Orr said. Work started on the {}.\n"
)
PLAIN = (
    "The {} closes in spring. The town pays for it. The mayor has signed the papers. It may rain on the {}.\n"
    "“The {} is ours,” Mayor Ada Orr said. “We keep it as our parents did before us.”\n"
    "The council meets on Friday and votes on the budget.\n"
)


def text_of(template, place, copies):
    return template.replace("{}", place) + f"People of the {place} waited.\n" * copies


@pytest.fixture(scope="module")
def corpus():
    """Two outlets on the same ten events; the Beacon doubts, the Herald does not."""
    rows = [
        {
            "doc_id": f"{outlet.lower()}-{number:02d}",
            "outlet": outlet,
            "date": pd.Timestamp(2024, 3, number + 1),
            "headline": "",
            "event": place,
            "text": text_of(template, place, number % 3) + ending,
        }
        for number, place in enumerate(PLACES)
        for outlet, template, ending in (("Beacon", DOUBTFUL, ""), ("Herald", PLAIN, NEWSLETTER))
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def quick(monkeypatch):
    """Save figures as empty files: drawing them takes most of a report's time."""

    def save(_, folder, name):
        (folder / f"{name}.svg").touch()
        return [folder / f"{name}.svg"]

    monkeypatch.setattr(import_module("framing.report.write"), "save_figure", save)


def analysed(articles, *, by="outlet", unit=None, lexicons=()):
    return analyse(articles, by=by, unit=unit, labelled=partial(label, lexicons=lexicons))


def told(articles, **options):
    """The answers in words, as one string."""
    analysis = analysed(articles, **options)
    return " ".join(answers(analysis, removed(analysis)))


@pytest.fixture(scope="module")
def analysis(corpus):
    return analysed(corpus)


@pytest.fixture(scope="module")
def folder(corpus, tmp_path_factory):
    """A report with every file."""
    path = tmp_path_factory.mktemp("report")
    framing.report(corpus, path, notes=["1 file in a strange <encoding>"])
    return path


@pytest.fixture(scope="module")
def html(folder):
    return (folder / "report.html").read_text(encoding="utf-8")


GERMAN = "Der Minister sagte am Montag, dass der Plan scheitern werde, und die Partei wies die Vorwürfe zurück. " * 5


@pytest.mark.parametrize(
    ("change", "warned"),
    [
        (lambda articles: articles, []),
        (lambda articles: pd.concat([articles, articles.head(1)]), ["Caution: 6.9 % of the articles (2) share"]),
        (
            lambda articles: pd.concat([articles, articles.tail(1).assign(text=GERMAN)]),
            ["Caution: articles not in English: 1 (de 1)"],
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:.*articles not in English")
def test_repeated_articles_and_other_languages_are_warned_of_above_all_results(change, warned):
    texts = [f"It may rain, Ada said. {' '.join(f'w{place}x{word}' for word in range(60))}." for place in range(28)]
    plain = pd.DataFrame({"outlet": ["Bee", "Sun"] * 14, "text": texts})
    articles = change(plain).assign(doc_id=lambda table: [f"d{place}" for place in range(len(table))])
    analysis = analysed(articles)
    found = corpus_warnings(analysis, shared_text(analysis))
    assert [text.startswith(start) for text, start in zip(found, warned, strict=True)] == [True] * len(warned)


@pytest.mark.filterwarnings("ignore:.*articles not in English")
def test_a_corpus_without_english_leads_with_that_and_shows_no_zeros(tmp_path):
    texts = [f"{GERMAN} Das war Nummer {number}." for number in range(4)]
    articles = pd.DataFrame({"doc_id": list("abcd"), "outlet": ["Abend", "Morgen"] * 2, "text": texts})
    framing.report(articles, tmp_path)
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    first = page.text.split("In short", 1)[1].strip()
    assert first.startswith("No article is in English (de 4), so that the bundled devices")
    assert ("--lexicon" in first, "--codes" in first, "no epistemic hedge" in first) == (True, True, False)
    anchors = {attributes.get("id") for _, attributes in page.tags}
    assert {attributes["href"][1:] for tag, attributes in page.tags if tag == "a"} <= anchors


def test_articles_without_an_outlet_are_no_outlet_more():
    texts = ["It may rain.", "It might snow.", "It rains, Ada said."]
    articles = pd.DataFrame({"doc_id": list("abc"), "outlet": ["Bee", "Sun", "unknown"], "text": texts})
    assert told(articles).startswith("3 articles of 2 outlets, 1 without one, 10 words")


@pytest.mark.filterwarnings("ignore:.*articles not in English")
def test_an_outlet_without_english_is_in_the_table_of_the_corpus_and_in_no_rates(tmp_path, quick):
    english = "It may rain, Ada Orr said on Monday, and the ferries of the north will not run until the storm is over."
    texts = [english, GERMAN, english.replace("rain", "snow"), GERMAN]
    articles = pd.DataFrame({"doc_id": list("abcd"), "outlet": ["Bee", "Morgen"] * 2, "text": texts})
    framing.report(articles, tmp_path)
    assert set(pd.read_csv(tmp_path / "rates.csv")["group"]) == {"Bee"}
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.split('id="rates"')[0].count(">Morgen<") == 1


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text without the style."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.words, self.depth = [], [], 0
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.depth += tag == "style"

    def handle_endtag(self, tag):
        self.depth -= tag == "style"

    def handle_data(self, data):
        self.words += [] if self.depth else [data]


def text_in(path):
    return Page((path / "report.html").read_text(encoding="utf-8")).text


def digests(path):
    return {
        str(file.relative_to(path)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


# The files


@pytest.mark.usefixtures("quick")
def test_the_page_is_the_first_path(corpus, tmp_path):
    assert framing.report(corpus.head(4), tmp_path)[0] == tmp_path / "report.html"


@pytest.mark.parametrize("name", ["spans", "counts", "rates", "results", "concordance", "boilerplate"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_each_table_is_there_in_both_forms(folder, name, ending):
    assert (folder / f"{name}.{ending}").stat().st_size > 0


@pytest.mark.parametrize("name", ["rates", "forest"])
@pytest.mark.parametrize("ending", ["pdf", "svg", "png"])
def test_each_figure_is_there_in_each_form(folder, name, ending):
    assert (folder / f"{name}.{ending}").stat().st_size > 0


@pytest.mark.parametrize(
    "name",
    [
        *("spans", "counts", "rates", "results", "details/results_by_voice", "details/sources", "details/speakers"),
        *("details/rates_of_source_roles", "details/results_of_naming", "details/rates_of_cue_classes"),
    ],
)
def test_csv_and_parquet_hold_the_same_table(folder, name):
    csv, parquet = pd.read_csv(folder / f"{name}.csv"), pd.read_parquet(folder / f"{name}.parquet")
    assert (list(csv.columns), len(csv)) == (list(parquet.columns), len(parquet))


def test_the_spans_file_knows_the_devices_looked_for(folder):
    devices = pd.read_parquet(folder / "spans.parquet")["device"].cat.categories
    assert {"hedge", "attribution", "boilerplate"} <= set(devices)


def test_the_spans_file_can_be_read_again(folder, analysis):
    from framing.read import read_spans

    assert len(read_spans(folder / "spans.csv")) == len(analysis.spans)


def test_csv_has_plain_line_ends_and_no_mark(folder):
    raw = (folder / "spans.csv").read_bytes()
    assert (raw[:6], b"\r" in raw) == (b"doc_id", False)


def test_two_reports_are_the_same_bytes(corpus, folder, tmp_path):
    framing.report(corpus, tmp_path, notes=["1 file in a strange <encoding>"])
    assert digests(tmp_path) == digests(folder)


@pytest.mark.usefixtures("quick")
def test_a_report_changes_no_table_it_is_given(corpus, tmp_path):
    before = corpus.copy(deep=True)
    framing.report(corpus, tmp_path)
    pd.testing.assert_frame_equal(corpus, before)


def test_a_report_leaves_no_figure_open(corpus, tmp_path):
    before = plt.get_fignums()
    framing.report(corpus, tmp_path)
    assert plt.get_fignums() == before


def test_a_file_in_the_folders_place_is_an_error_with_a_way_out(corpus, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"taken.*the folder cannot be created.*choose another one"):
        framing.report(corpus, tmp_path / "taken")


# The page by itself


def test_the_page_needs_no_other_file(html):
    addresses = [a.get(name, "#") for _, a in Page(html).tags for name in ("src", "href")]
    assert [address for address in addresses if not address.startswith(("#", "data:image/svg+xml;base64,"))] == []


def test_the_page_needs_no_script(html):
    assert {tag for tag, _ in Page(html).tags} & {"script", "link", "iframe", "object"} == set()


def test_links_in_the_page_lead_somewhere(html):
    tags = Page(html).tags
    assert {a["href"][1:] for tag, a in tags if tag == "a"} <= {a.get("id") for _, a in tags}


def test_every_figure_says_what_it_shows(html):
    assert [a for tag, a in Page(html).tags if tag == "img" and not a.get("alt")] == []


@pytest.mark.usefixtures("quick")
def test_nothing_of_the_corpus_comes_alive_in_the_page(corpus, tmp_path):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    articles = corpus.assign(
        outlet=corpus["outlet"] + attack,
        headline=attack,
        text=f"{attack} may say it.\n{NEWSLETTER} {attack}\n" + corpus["text"],
    ).rename(columns={"event": f"event{attack}"})
    framing.report(articles, tmp_path, notes=[attack], unit=f"event{attack}")
    tags = Page((tmp_path / "report.html").read_text(encoding="utf-8")).tags
    assert [(tag, a) for tag, a in tags if tag == "script" or "onerror" in a] == []


def test_notes_given_stand_on_the_page(html):
    assert "1 file in a strange &lt;encoding&gt;" in html


@pytest.mark.parametrize(
    "part", ["The corpus", "How often", "Differences", "Who speaks", "Whose voice", "Most frequent cues", "Methods"]
)
def test_the_page_has_its_parts(html, part):
    assert f">{part}</h2>" in html


# What the numbers say


def test_a_difference_is_told_with_interval_units_and_p_in_that_order(corpus):
    found = (
        r"Epistemic hedges are [\d.]+ times as frequent in Beacon as in Herald \[[\d.]+, [\d.]+\] \(10 events, p [<=]"
    )
    assert re.search(found, told(corpus))


def test_the_outlets_own_voice_is_told_apart(corpus):
    assert "In the outlets' own voice, epistemic hedges are" in told(corpus)


def test_who_quotes_most_is_told(corpus):
    assert re.search(r"Quoted words are \d+ % \[\d+, \d+\] of Herald \(the most\) and", told(corpus))


def test_who_quotes_most_is_not_told_of_an_outlet_with_one_article(corpus):
    lonely = corpus.head(1).assign(doc_id="lonely", outlet="Lonely", text="“It may rain on all of us,” the mayor said.")
    said = told(pd.concat([corpus, lonely], ignore_index=True))
    assert re.search(r"of Herald \(the most\) and .* of Beacon \(the least\)", said)


def test_where_nothing_differs_no_difference_was_shown(corpus):
    alike = corpus.groupby("outlet").cumcount() + 2 * (corpus["outlet"] == "Herald")
    texts = [text_of(DOUBTFUL, place, number % 4) for place, number in zip(corpus["event"], alike, strict=True)]
    assert re.search(
        r"Epistemic hedges: no difference was shown; the ratio is [\d.]+ \[.+?\], ", told(corpus.assign(text=texts))
    )


def test_the_answers_are_three_to_eight(analysis):
    assert 3 <= len(answers(analysis, removed(analysis))) <= 8


def test_the_text_left_out_of_one_outlet_is_warned_of(corpus):
    assert re.search(
        r"Caution: \d+ % of the words of Herald were left out as boilerplate and none of Beacon", told(corpus)
    )


def test_like_shares_left_out_are_no_warning(corpus):
    texts = [text_of(PLAIN, place, 0) + NEWSLETTER for place in PLACES * 2]
    assert "Caution" not in told(corpus.assign(text=texts))


def test_shares_of_words_by_voice_add_up_to_all_words(analysis):
    sums = analysis.shares.rates.groupby("group")["rate"].sum()
    assert sums.round(6).tolist() == [1.0, 1.0]


def test_kinds_of_hedge_add_up_to_the_hedges(analysis):
    kinds = analysis.devices.counts.query("device in ['epistemic hedge', 'approximator']").groupby("doc_id")["n"].sum()
    hedges = count(analysis.articles, analysis.spans, exclude="boilerplate").query("device == 'hedge'")
    assert kinds.to_dict() == hedges.set_index("doc_id")["n"].to_dict()


def test_approximators_stand_apart(analysis):
    kinds = analysis.devices.rates.set_index(["device", "group"])["n"]
    assert kinds["approximator", "Beacon"] == len(PLACES)


def test_hedges_of_both_kinds_are_no_device_of_the_report(analysis):
    tables = (analysis.devices.rates, analysis.devices.results, analysis.by_voice.rates, analysis.further.rates)
    assert ["hedge" in set(table["device"]) for table in tables] == [False] * 4


def test_the_cues_listed_are_the_cues_counted(analysis):
    listed = frequent_cues(analysis).groupby(["device", "group"])["n"].sum()
    counted = (
        pd.concat([analysis.devices.rates, analysis.further.rates]).query("n > 0").set_index(["device", "group"])["n"]
    )
    assert listed.drop("naming", errors="ignore").to_dict() == counted.to_dict()


def test_the_speakers_listed_are_the_attributions_counted(analysis):
    listed = frequent_speakers(analysis).groupby("group")["times"].sum()
    counted = analysis.devices.rates.query("device == 'attribution'").set_index("group")["n"]
    assert listed.to_dict() == counted.to_dict()


def test_a_speaker_is_named_without_the_title(analysis):
    assert "Ada Orr" in set(frequent_speakers(analysis)["speaker"])


# Who speaks

OFFICIAL = "The tram is late, a senior official said.\n"
ANONYMOUS = f"{OFFICIAL}The canal is dry, a senior official claimed.\n"
NAMED = "The tram is late, Ada Orr said. The canal is dry, Ada Orr claimed.\n"
STANDING = "Readers say that our free weekly newsletter makes Monday bearable. Sign up for our newsletter now.\n"


@pytest.fixture(scope="module")
def secretive(corpus):
    """Of the Beacon's sources most are officials without a name, of the Herald's few."""
    texts = {
        "Beacon": [ANONYMOUS * (2 + number % 2) + NAMED for number in range(10)],
        "Herald": [NAMED * (2 + number % 3) + OFFICIAL for number in range(10)],
    }
    return corpus.assign(text=[texts[outlet][number // 2] for number, outlet in enumerate(corpus["outlet"])])


@pytest.fixture(scope="module")
def unlike(secretive):
    return analysed(secretive)


@pytest.fixture
def unlike_page(secretive, tmp_path, quick):
    framing.report(secretive, tmp_path)
    return text_in(tmp_path)


def test_shares_of_roles_add_up_to_all_attributions_of_speech(unlike):
    sums = unlike.source_roles.rates.groupby("group")["rate"].sum()
    assert sums.round(6).tolist() == [1.0, 1.0]


def test_unnamed_sources_alone_are_compared(unlike):
    assert unlike.naming.results["device"].tolist() == ["unnamed"]


def test_a_difference_in_unnamed_sources_is_told(secretive):
    found = (
        r"Unnamed sources, as a share of the attributions of speech to people, are [\d.]+ times as frequent in Beacon "
        r"as in "
        r"Herald \[[\d.]+, [\d.]+\] \(10 events, p [<=] \.\d+"
    )
    assert re.search(found, told(secretive))


def test_where_unnamed_sources_do_not_differ_nothing_is_told_of_them(corpus):
    assert "Unnamed sources" not in told(corpus.assign(text=[ANONYMOUS * (1 + i // 2 % 3) + NAMED for i in range(20)]))


def test_the_page_gives_the_share_of_unnamed_sources_in_per_cent(unlike, unlike_page):
    row = unlike.naming.rates.set_index(["device", "group"]).loc[("unnamed", "Beacon")]
    assert f"{100 * row['rate']:.0f} % [{100 * row['low']:.0f}, {100 * row['high']:.0f}]" in unlike_page


def test_the_page_gives_both_shares_of_a_contrast_out_of_a_hundred(unlike, unlike_page):
    row = unlike.naming.results.iloc[0]
    assert f"{100 * row['rate_a']:.1f} / {100 * row['rate_b']:.1f}" in unlike_page


def test_the_page_says_that_roles_are_assigned_by_rules(unlike_page):
    assert "Roles are assigned by rules, which are on the codebook page framing/codebook/attribution.md" in unlike_page


def test_the_page_lists_a_speaker_with_role_times_and_words(unlike, unlike_page):
    row = frequent_speakers(unlike).query("group == 'Beacon' and speaker == 'Ada Orr'").iloc[0]
    assert (
        f"Ada Orr {row['role'].replace('_', ', ')} {row['role_title']} {row['times']} {row['words']}".replace("  ", " ")
        in unlike_page
    )


def test_sources_without_a_name_are_not_among_those_named_most_often(unlike):
    table = frequent_speakers(unlike)
    assert set(table.loc[table["is_named"], "speaker"]) == {"Ada Orr"}


def test_classes_of_cues_have_their_shares(unlike):
    assert {"neutral", "distancing"} <= set(unlike.cue_classes.rates["device"])


def test_a_share_out_of_attributions_speaks_of_no_words_in_its_notes(secretive):
    silent = secretive.assign(text=secretive["text"].mask(secretive["doc_id"] == "beacon-03", "The tram is late."))
    notes = " ".join(analysed(silent).naming.results["note"])
    assert ("articles without attributions: 1, left out" in notes, "words" in notes) == (True, False)


@pytest.fixture(scope="module")
def standing(secretive):
    """The same with a line in each article of the Herald that attributes something and is boilerplate."""
    return analysed(
        secretive.assign(text=secretive["text"] + secretive["outlet"].map({"Beacon": "", "Herald": STANDING}))
    )


def test_an_attribution_in_boilerplate_is_labelled(standing, unlike):
    assert len(standing.spans.query("device == 'attribution'")) > len(unlike.spans.query("device == 'attribution'"))


def test_an_attribution_in_boilerplate_is_no_source(standing, unlike):
    columns = ["doc_id", "speaker", "role", "naming", "type", "cue", "words"]
    pd.testing.assert_frame_equal(standing.sources[columns], unlike.sources[columns])


def test_sources_are_the_attributions_counted(standing):
    counted = standing.devices.counts.query("device == 'attribution'").set_index("doc_id")["n"]
    assert standing.sources.groupby("doc_id").size().to_dict() == counted.to_dict()


def test_the_sources_file_holds_no_text_beyond_source_phrases_and_cues(folder):
    columns = set(pd.read_csv(folder / "details" / "sources.csv").columns)
    coded = {"role", "naming", "type", "gender_presented", "is_ambiguous", "kind", "cue_class", "quotation", "words"}
    assert columns - coded - {"doc_id", "outlet", "instance"} == {"speaker", "forms", "source", "role_title", "cue"}


@pytest.mark.usefixtures("quick")
def test_without_attributions_the_page_says_so(corpus, tmp_path):
    framing.report(corpus.head(4).assign(text="The tram is late.", doc_id=range(4)), tmp_path)
    assert "No attribution of speech was found" in text_in(tmp_path)


@pytest.mark.usefixtures("quick")
def test_without_unnamed_sources_nothing_is_compared(corpus, tmp_path):
    framing.report(corpus.assign(text=NAMED), tmp_path)
    assert "No attribution of speech has an unnamed source" in text_in(tmp_path)


@pytest.mark.usefixtures("quick")
def test_outlets_without_a_name_have_their_sources(secretive, tmp_path):
    framing.report(secretive.assign(outlet="unknown"), tmp_path)
    assert re.search(r"unknown \d+ 10\* \d+ % \[", text_in(tmp_path))


# The rest of what the numbers say


def test_a_ratio_whose_row_has_a_warning_says_so(corpus):
    articles = pd.concat([corpus] * 2, ignore_index=True).assign(doc_id=range(40), event=range(40))
    doubts = articles["text"] + "It may. It might. Perhaps it could.\n" * 9
    assert "; a note on its row" in told(articles.assign(text=articles["text"].mask(articles["doc_id"] == 1, doubts)))


@pytest.mark.usefixtures("quick")
def test_the_page_tells_of_each_device_how_well_it_is_found(corpus, tmp_path):
    framing.report(corpus.head(4), tmp_path)
    page = text_in(tmp_path)
    measured = devices().set_index("device")["measured"]
    assert measured.index[[not (text and text in page) for text in measured]].tolist() == []


# Further devices

BUNDLED = ("attribution", "boilerplate", "booster", "evaluation", "hedge", "naming", "negation")


@pytest.fixture
def brought(monkeypatch):
    """The package brings these devices, one of them with a caution."""
    module = import_module("framing.report.analysis")
    monkeypatch.setattr(module, "device_names", lambda: BUNDLED)
    monkeypatch.setattr(module, "cautions", lambda: {"booster": "Half of it is wrong."})


@pytest.mark.usefixtures("brought")
def test_a_report_is_about_own_devices_then_kinds_of_hedge_then_attributions():
    looked_for = ["attribution", "booster", "epistemic hedge", "approximator", "water"]
    assert _devices(looked_for).main == ("water", "epistemic hedge", "approximator", "attribution")


@pytest.mark.usefixtures("brought")
def test_hedges_of_a_subtype_in_no_kind_stand_behind_the_kinds():
    looked_for = ["attribution", "epistemic hedge", "approximator", "hedge"]
    assert _devices(looked_for).main == ("epistemic hedge", "approximator", "hedge", "attribution")


@pytest.mark.usefixtures("brought")
def test_further_devices_with_a_caution_stand_last():
    assert _devices(BUNDLED).further == ("evaluation", "negation", "booster")


@pytest.mark.usefixtures("brought")
def test_names_are_listed_and_not_compared():
    told = _devices(BUNDLED)
    assert ("naming" in told.main + told.further, told.listed[-1]) == (False, "naming")


@pytest.fixture
def boosted(corpus, tmp_path, monkeypatch, quick):
    """A corpus with two devices that are taken for further ones, one of them found in no article."""
    path = tmp_path / "more.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\ntown\tboosting\t\town\nunheard\tscaring\t\town\n", "utf-8")
    module = import_module("framing.report.analysis")
    monkeypatch.setattr(module, "device_names", lambda: (*device_names(), "boosting", "scaring"))
    for place in ("analysis", "rows"):
        monkeypatch.setattr(
            import_module(f"framing.report.{place}"), "cautions", lambda: {"boosting": "Half is wrong."}
        )
    monkeypatch.setattr("framing.results.notes.cautions", lambda: {"boosting": "Half is wrong."})
    framing.report(corpus, tmp_path / "out", lexicons=[path])
    return tmp_path / "out"


def test_further_devices_stand_in_a_section_of_their_own(boosted):
    before, _, after = text_in(boosted).partition("Further devices Other devices")
    assert ("boosting" in before, "boosting" in after) == (False, True)


def test_a_caution_stands_under_the_name_of_its_device_and_not_in_each_row(boosted):
    section = text_in(boosted).partition("Further devices Other devices")[2].partition("Most frequent cues")[0]
    assert (section.count("Caution: Half is wrong."), section.count("Half is wrong")) == (2, 2)


def test_a_further_device_found_nowhere_is_named_and_has_no_table(boosted):
    section = text_in(boosted).partition("Further devices Other devices")[2].partition("Most frequent cues")[0]
    assert (bool(re.search(r"Not found: [^.]*scaring", section)), section.count("scaring")) == (True, 1)


def test_p_of_the_main_devices_is_not_adjusted_for_further_ones(boosted, analysis):
    columns = ["device", "a", "b", "p_adjusted"]
    told = pd.read_csv(boosted / "results.csv")[columns]
    pd.testing.assert_frame_equal(told, analysis.devices.results[columns], check_dtype=False)


def test_the_tables_of_further_devices_carry_the_caution(boosted):
    results = pd.read_csv(boosted / "details" / "results_of_further_devices.csv").query("device == 'boosting'")
    assert results["note"].str.endswith("Half is wrong").all()


def test_further_devices_have_rates_by_voice(boosted):
    rates = pd.read_csv(boosted / "details" / "rates_of_further_devices_by_voice.csv").query("device == 'boosting'")
    assert set(rates["voice"]) == {"outlet", "quoted", "reported"}


def test_subtypes_have_rates(folder):
    rates = pd.read_csv(folder / "details" / "rates_of_subtypes.csv")
    found = set(rates[["device", "subtype"]].itertuples(index=False, name=None))
    assert {("epistemic hedge", "modal"), ("approximator", "approximator")} <= found


@pytest.mark.usefixtures("quick")
def test_of_lines_as_common_the_longest_stand_first(corpus, tmp_path):
    longer = f"{NEWSLETTER} of the harbour and the old town"
    framing.report(
        corpus.head(2).assign(outlet="Beacon", text=[f"It may rain.\n{line}" for line in (NEWSLETTER, longer)]),
        tmp_path,
    )
    page = text_in(tmp_path)
    assert 0 < page.index(f"{longer} newsletter") < page.index(f"{NEWSLETTER} newsletter")


@pytest.mark.usefixtures("quick")
def test_each_outlet_has_its_own_ten_lines_left_out(corpus, tmp_path):
    line = "Sign up for our free weekly newsletter on {}"
    texts = [f"It may rain.\n{line.format(PLACES[number % 10] + ' ' + str(number))}" for number in range(24)]
    framing.report(pd.concat([corpus, corpus.head(4)]).assign(doc_id=range(24), text=texts), tmp_path)
    table = text_in(tmp_path).partition("Most frequent lines left out")[2].partition("Text from elsewhere")[0]
    assert (table.count(line.format("")), table.count("Beacon"), table.count("Herald")) == (20, 1, 1)


@pytest.mark.usefixtures("quick")
def test_agency_copy_and_near_duplicates_are_counted_by_outlet(corpus, tmp_path):
    story = "The council of the town met on Friday and voted for the budget of the harbour by nine to four."
    own = "A storm took the roof of the school, and forty pupils moved to the library for the winter months."
    texts = [f"HAVEN (AP) — {story}", story, f"{own}\nReuters contributed to this report.", "It may rain."]
    framing.report(corpus.head(4).assign(text=texts), tmp_path)
    table = text_in(tmp_path).partition("agencies copied most")[2].partition("Marked articles")[0]
    assert table.split() == "Beacon 1 (50 %) 1 (50 %) 1 (50 %) 0 Associated Press 1 Herald 0 0 1 (50 %) 0".split()


def test_lines_left_out_are_counted(analysis):
    lines = removed(analysis).lines.set_index(["group", "line"])["times"]
    assert lines.to_dict() == {("Herald", NEWSLETTER): len(PLACES)}


def test_the_example_is_the_article_of_median_rate(analysis):
    counts = analysis.devices.counts.query("device == 'epistemic hedge' and outlet == 'Beacon'").sort_values(
        ["per_1000", "doc_id"]
    )
    chosen = {example.group: example.doc_id for example in examples(analysis)}
    assert chosen["Beacon"] == counts["doc_id"].iloc[(len(counts) - 1) // 2]


def test_a_long_example_is_cut_and_said_to_be(corpus):
    long = corpus.head(2).assign(text="\n".join(f"Line {number} may be long." for number in range(90)))
    assert [example.told.partition("Shown")[2] for example in examples(analysed(long))] == [
        f" are the first {MOST_PARAGRAPHS} of 90 paragraphs."
    ] * 2


def test_a_cut_example_shows_nothing_after_the_cut(corpus):
    long = corpus.head(1).assign(text="\n".join(f"Line {number} may be long." for number in range(90)))
    (example,) = examples(analysed(long))
    assert ("Line 39 " in Page(example.html).text, "Line 40 " in Page(example.html).text) == (True, False)


# What is compared


def test_events_shared_are_the_unit(analysis):
    assert analysis.unit == "event"


def test_a_unit_may_be_asked_for(corpus):
    assert analysed(corpus, unit="article").unit == "article"


def test_groups_of_outlets_take_the_outlet_as_unit(corpus):
    outlets = [f"{outlet} {number % 5}" for number, outlet in enumerate(corpus["outlet"].tolist())]
    articles = corpus.assign(leaning=corpus["outlet"], outlet=outlets)
    assert analysed(articles, by="leaning").unit == "outlet"


def test_an_unknown_column_is_an_error_that_lists_the_columns(corpus):
    with pytest.raises(ValueError, match=r"by='leaning'.*choose one of: outlet, date, headline, event"):
        analysed(corpus, by="leaning")


@pytest.mark.parametrize("column", ["doc_id", "text", "labels"])
def test_a_column_that_groups_nothing_is_an_error(corpus, column):
    with pytest.raises(ValueError, match=f"by='{column}': not a usable column of the articles"):
        analysed(corpus.assign(labels=[["a"]] * len(corpus)), by=column)


def test_an_unknown_unit_is_an_error(corpus):
    with pytest.raises(ValueError, match="unit='week': not a usable column"):
        analysed(corpus, unit="week")


def test_a_column_without_values_is_an_error(corpus):
    with pytest.raises(ValueError, match="by='section': no article has a value"):
        analysed(corpus.assign(section=""), by="section")


def test_no_article_is_an_error(corpus):
    with pytest.raises(ValueError, match="no rows, so there is nothing to report"):
        analysed(corpus.head(0))


@pytest.mark.usefixtures("quick")
def test_articles_without_a_group_are_counted_on_the_page(corpus, tmp_path):
    articles = corpus.assign(section=["Town", "County", None, "Town"] * 5)
    with pytest.warns(Note, match="section"):
        framing.report(articles, tmp_path, by="section")
    assert "5 articles have no section and are left out." in text_in(tmp_path)


@pytest.fixture(scope="module")
def many():
    """Fourteen outlets, the last of them the largest but for articles that name none."""
    outlets = [f"Outlet {number:02d}" for number in range(14) for _ in range(2 + number)] + ["unknown"] * 30
    return pd.DataFrame(
        {
            "doc_id": [f"a{number}" for number in range(len(outlets))],
            "outlet": outlets,
            "text": [text_of(DOUBTFUL, PLACES[number % 10], number % 4) for number in range(len(outlets))],
        }
    )


def test_of_many_groups_the_largest_are_shown(many):
    assert analysed(many).groups.shown == tuple(f"Outlet {number:02d}" for number in range(2, 14))


def test_many_groups_are_each_compared_with_the_largest(many):
    assert set(analysed(many).devices.results["b"]) == {"Outlet 13"}


def test_the_rates_of_many_groups_are_all_there(many):
    assert analysed(many).devices.rates["group"].nunique() == 15


@pytest.mark.usefixtures("quick")
def test_the_page_says_that_not_all_groups_are_shown(many, tmp_path):
    framing.report(many, tmp_path)
    assert "the 12 largest of 15" in text_in(tmp_path)


def test_terms_of_ones_own_make_a_device_that_is_told_of_first(corpus, tmp_path):
    lexicon = tmp_path / "water.tsv"
    lexicon.write_text("term\tdevice\tsubtype\tsource\ncanal\twater\tplace\town\nharbour\twater\tplace\town\n", "utf-8")
    analysis = analysed(corpus, lexicons=[lexicon])
    assert "Instances of water" in answers(analysis, removed(analysis))[1].capitalize()


# What a corpus may lack


@pytest.fixture(scope="module")
def single(corpus, tmp_path_factory):
    """The report of one outlet without dates or events, in a folder where a report of two was before."""
    path = tmp_path_factory.mktemp("single")
    framing.report(corpus, path)
    articles = corpus[corpus["outlet"] == "Beacon"].drop(columns=["date", "event"])
    framing.report(articles, path)
    return path


def test_one_outlet_is_told_to_be_no_comparison(single):
    assert "There is one outlet (Beacon), so nothing can be compared." in text_in(single)


def test_one_outlet_has_rates(single):
    assert re.search(r"Epistemic hedges: [\d.]+ \[[\d.]+, [\d.]+\] per 1,000 words", text_in(single))


def test_one_outlet_has_no_forest_plot_not_even_an_old_one(single):
    assert list(single.glob("forest.*")) == []


def test_one_outlet_has_a_results_table_without_rows(single):
    assert len(pd.read_csv(single / "results.csv")) == 0


def test_articles_without_dates_are_said_to_have_none(single):
    assert "no dates" in text_in(single)


def test_a_device_that_is_nowhere_cannot_be_compared(corpus):
    articles = corpus.assign(text=[f"The {place} closes in spring. The town pays." for place in PLACES * 2])
    assert "Epistemic hedges cannot be compared: no epistemic hedge in 10 articles" in told(articles)


@pytest.mark.usefixtures("quick")
def test_a_device_that_is_nowhere_has_rates_of_zero(corpus, tmp_path):
    articles = corpus.assign(text=[f"The {place} closes in spring. The town pays." for place in PLACES * 2])
    framing.report(articles, tmp_path)
    assert set(pd.read_csv(tmp_path / "rates.csv")["n"]) == {0}


def test_too_few_articles_are_the_reason_given(corpus):
    assert "Epistemic hedges cannot be compared: too few units" in told(corpus.head(4))


@pytest.mark.parametrize("text", ["", "?!", f"{NEWSLETTER}\n"])
def test_articles_without_words_still_make_a_report(corpus, tmp_path, text):
    assert framing.report(corpus.head(4).assign(text=text), tmp_path)[0].is_file()


@pytest.mark.usefixtures("quick")
def test_columns_of_lists_and_of_several_types_do_not_stop_a_report(corpus, tmp_path):
    articles = corpus.head(4).assign(labels=[[1], [], [2], []], grade=[1, "b", None, 2.5])
    framing.report(articles, tmp_path)
    assert "grade" in pd.read_parquet(tmp_path / "counts.parquet").columns


def test_a_name_that_the_figures_font_lacks_is_noted(corpus, tmp_path):
    with pytest.warns(Note, match="its font lacks"):
        framing.report(corpus.replace({"outlet": {"Beacon": "日報"}}), tmp_path)


def test_a_ratio_to_an_outlet_whose_instances_are_in_one_article_says_so(corpus):
    plain = corpus["text"].mask(corpus["outlet"] == "Herald", "People of the harbour waited for the ferry.\n" * 5)
    doubted = plain.mask(corpus["doc_id"] == "herald-00", plain + "Perhaps it rains.\n")
    found = r"Epistemic hedges are [\d.]+ times as frequent in Beacon as in Herald [^;]*; a note on its row"
    assert re.search(found, told(corpus.assign(text=doubted)))
