"""The marked article: its text unaltered, its marks readable, nothing in it that came alive."""

import html
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from framing.marking.look import keys_of, line_of, style_sheet
from framing.model import SPAN_COLUMNS
from framing.show import show

BRIDGE = (
    "Bridge may close\n\n“It could take two years,” Mayor Ida Falk told reporters, “and perhaps three.”\n"
    "Support us today. Give 3 crowns.\nOne-off\n\nMonthly\n"
    "Falk said her deputy had told her that inspectors feared the worst.\n“Nobody asked us.”"
)
DEVICES = ["boilerplate", "attribution", "hedge", "booster"]


class Tags(HTMLParser):
    """What a browser sees: the text of the article, and every tag with its attributes."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.head, self.depth = [], [], [], 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        self.depth += tag == "div" and (self.depth > 0 or found.get("class") == "framing-text")

    def handle_endtag(self, tag):
        self.depth -= tag == "div" and self.depth > 0

    def handle_data(self, data):
        [self.head, self.text][self.depth > 0].append(data)


def text_of(page):
    return "".join(Tags(str(page)).text)


def attributes_of(page, name):
    return [found[name] for _, found in Tags(str(page)).tags if name in found]


def pieces(page):
    """Return each dressed stretch of the article as (text, style)."""
    body = page.html.split('class="framing-text"')[1]
    found = re.findall(r'<span[^>]*?style="([^"]*)"[^>]*>([^<]*)</span>', body)
    return {html.unescape(text): style for style, text in found}


def signs(page):
    """Return the article with its small signs in brackets, tags stripped."""
    body = page.html.split('class="framing-text">')[1]
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<sup[^>]*data-n="([^"]*)"[^>]*>', r"[\1]", body)))


def spans_of(*rows, devices=DEVICES, doc_id="b1"):
    """Return a spans table from (start, end, device, subtype, role, instance, voice, speaker)."""
    full = [
        (
            doc_id,
            start,
            end,
            device,
            subtype,
            role,
            instance,
            "an entry",
            voice,
            "",
            speaker,
            "body",
            "",
            float("nan"),
            "framing-0.1",
        )
        for start, end, device, subtype, role, instance, voice, speaker in rows
    ]
    return pd.DataFrame(full, columns=list(SPAN_COLUMNS)).astype({"device": pd.CategoricalDtype(devices)})


def on(words, device, subtype="", role="cue", instance=1, voice="outlet", speaker="", text=BRIDGE):
    start = text.index(words)
    return (start, start + len(words), device, subtype, role, instance, voice, speaker)


def articles_of(*texts, **columns):
    table = pd.DataFrame({"doc_id": [f"b{i + 1}" for i in range(len(texts))], "outlet": "Courier", "text": texts})
    return table.assign(**columns)


QUOTE = (
    on("“It could take two years,”", "attribution", "direct", "content", 7),
    on("Mayor Ida Falk", "attribution", "direct", "source", 7),
    on("told", "attribution", "direct", "cue", 7),
    on("“and perhaps three.”", "attribution", "direct", "content", 7),
)
NESTED = (
    on("her deputy had told her that inspectors feared the worst", "attribution", "indirect", "content", 8),
    on("inspectors feared the worst", "attribution", "indirect", "content", 9, "reported", "Falk"),
    on("her deputy", "attribution", "indirect", "source", 9, "reported", "Falk"),
)
APPEAL = on("Support us today. Give 3 crowns.\nOne-off\n\nMonthly", "boilerplate", "donation")


NASTY = {
    "tags": "a <script>alert(1)</script> b </span></div> c <!-- d",
    "entities": "&amp; &lt; &#13; & &notanentity; \"' ' onmouseover=",
    "right to left": "قال المتحدث إن الجسر قد يُغلق.\nHe said.\u200f\u202e",
    "emoji": "👩‍👩‍👧 may 🇺🇦 🌊🏽 rain",
    "spaces": " \u00a0 may\u2009 be\u3000\tso \n \n\n",
    "combining": "e\u0301\u0323 may z\u0335\u0336\u0337 a\u030a",
    "line separators": "one\u2028two\u0085three\x0bfour\rfive\x0c",
    "breaks alone": "\n\n\n",
    "nothing": "",
    "dollars": "from $5 to $10 \\(x\\)",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_without_tags_the_text_is_the_articles_own(text):
    assert text_of(show(articles_of(text), spans_of())) == text


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_marks_at_every_place_leave_the_text_as_it_is(text):
    places = range(len(text))
    rows = [
        row
        for i in places
        for row in (
            (i, i + 1, "hedge", "", "cue", 3 * i, "outlet", ""),
            (i, min(i + 5, len(text)), "attribution", "mixed", "content", 3 * i, "outlet", ""),
            (i, i, "attribution", "mixed", "cue", 3 * i, "outlet", ""),
            (i // 2, i + 1, "boilerplate", "", "cue", 3 * i, "outlet", ""),
        )
    ]
    assert text_of(show(articles_of(text), spans_of(*rows))) == text


ATTACK = "\"><script>alert(1)</script><b onmouseover='x'>&amp;</span></div>"


@pytest.fixture
def attacked():
    rows = (2, 9, ATTACK, ATTACK, "cue", 1, "quoted", ATTACK), (3, 8, "x" + ATTACK, ATTACK, "content", 1, "outlet", "")
    spans = spans_of(*rows, devices=[ATTACK, "x" + ATTACK], doc_id=ATTACK)
    articles = articles_of(ATTACK, headline=ATTACK, date=ATTACK, doc_id=ATTACK, outlet=ATTACK)
    return show(articles, spans.assign(entry=ATTACK, instance=ATTACK, coder=[ATTACK, "b"]))


def test_nothing_from_the_text_or_the_tables_becomes_a_tag(attacked):
    assert {tag for tag, _ in Tags(attacked.html).tags} == {
        "div", "style", "b", "bdi", "br", "label", "input", "span", "sup", "small",
    }  # fmt: skip


def test_nothing_from_the_text_or_the_tables_becomes_an_attribute(attacked):
    names = {name for _, found in Tags(attacked.html).tags for name in found}
    ours = {"class", "style", "title", "dir", "data-n", "role", "aria-label", "type", "checked"}
    assert names == {*ours, "data-lm-suppress-shortcuts"}


def test_nothing_from_the_text_or_the_tables_gets_into_a_style(attacked):
    assert "script" not in "".join(attributes_of(attacked, "style"))


def test_an_attacked_text_is_still_the_articles_own(attacked):
    assert text_of(attacked) == ATTACK


def test_a_saved_page_escapes_its_title(attacked, tmp_path):
    attacked.save(tmp_path / "page.html")
    assert "script" not in {tag for tag, _ in Tags((tmp_path / "page.html").read_text("utf-8")).tags}


def test_a_saved_page_says_its_encoding(tmp_path):
    show(articles_of("“é”"), spans_of()).save(tmp_path / "page.html")
    assert (
        (tmp_path / "page.html")
        .read_bytes()
        .decode("utf-8")
        .startswith('<!doctype html><html><head><meta charset="utf-8">')
    )


def test_a_notebook_displays_the_html():
    page = show(articles_of(BRIDGE), spans_of())
    assert page._repr_html_() == page.html == str(page)


def test_the_short_form_names_the_article():
    assert repr(show(articles_of(BRIDGE), spans_of())).startswith("<marked article b1")


def test_dollars_are_not_set_as_formulas_in_notebooks():
    assert "tex2jax_ignore mathjax_ignore" in show(articles_of(BRIDGE), spans_of()).html


def test_a_mark_says_what_it_is():
    spans = spans_of(on("could", "hedge", "modal", voice="quoted", speaker="Mayor Ida Falk"))
    title = "hedge · modal · voice: quoted · speaker: Mayor Ida Falk · entry: an entry"
    assert title in attributes_of(show(articles_of(BRIDGE), spans), "title")


def test_a_content_says_who_its_source_is():
    titles = attributes_of(show(articles_of(BRIDGE), spans_of(*QUOTE)), "title")
    assert "attribution 7 · direct · content · source: Mayor Ida Falk · voice: outlet · entry: an entry" in titles


def test_a_coder_is_named_where_there_are_several():
    spans = spans_of(on("may", "hedge"), on("could", "hedge", instance=2)).assign(coder=["ana", "ben"])
    assert "coder: ana" in "".join(attributes_of(show(articles_of(BRIDGE), spans), "title"))


def test_the_parts_of_one_attribution_carry_its_number():
    text = "[7]“It could take two years,” Mayor Ida Falk[7] told[7] reporters, [7]“and perhaps three.”"
    assert text in signs(show(articles_of(BRIDGE), spans_of(*QUOTE)))


def test_a_number_that_pandas_made_a_float_is_a_whole_number():
    spans = spans_of(*QUOTE).astype({"instance": "float64"})
    assert "told[7]" in signs(show(articles_of(BRIDGE), spans))


def test_a_cue_without_a_word_has_a_sign_before_its_content():
    content = on("“Nobody asked us.”", "attribution", "direct", "content")
    cue = (content[0], content[0], "attribution", "direct", "cue", 1, "outlet", "")
    assert "[▸][1]“Nobody asked us.”" in signs(show(articles_of(BRIDGE), spans_of(content, cue)))


def test_a_hedge_in_a_quotation_keeps_the_ground_of_the_quotation():
    style = pieces(show(articles_of(BRIDGE), spans_of(*QUOTE, on("could", "hedge"))))["could"]
    assert ("var(--fa)" in style, "border-bottom" in style) == (True, True)


def test_each_kind_of_quotation_has_a_ground_of_its_own():
    row = QUOTE[0]
    pages = [
        show(articles_of(BRIDGE), spans_of((*row[:3], kind, *row[4:]))) for kind in ("direct", "mixed", "indirect")
    ]
    assert len({pieces(page)["“It could take two years,”"] for page in pages}) == 3


def test_what_is_attributed_inside_an_attribution_has_a_line_more():
    drawn = pieces(show(articles_of(BRIDGE), spans_of(*NESTED)))
    lines = [
        drawn[words].count("100%/100% 1.5px") + drawn[words].count("calc")
        for words in (" had told her that ", "inspectors feared the worst")
    ]
    assert lines == [0, 1]


def test_a_source_is_underlined_and_a_cue_is_bold():
    drawn = pieces(show(articles_of(BRIDGE), spans_of(*QUOTE)))
    assert (
        "underline" in drawn["Mayor Ida Falk"],
        "font-weight" in drawn["Mayor Ida Falk"],
        "font-weight" in drawn["told"],
    ) == (True, False, True)


def test_lines_of_boilerplate_are_dimmed_with_a_bar():
    page = show(articles_of(BRIDGE), spans_of(APPEAL))
    standing = re.findall(
        r'<div dir="auto" class="framing-line framing-standing[^"]*">(.*?)</div>', page.html, re.DOTALL
    )
    assert [re.sub(r"<[^>]*>", "", line) for line in standing] == [
        "Support us today. Give 3 crowns.\n",
        "One-off\n",
        "\n",
        "Monthly\n",
    ]


def test_a_line_partly_boilerplate_keeps_its_own_look():
    page = show(articles_of(BRIDGE), spans_of(on("Give 3 crowns.", "boilerplate")))
    assert ("framing-standing" in page.html.split("</style>")[1], "[▌]Give 3 crowns." in signs(page)) == (False, True)


def test_overlapping_devices_are_all_drawn():
    spans = spans_of(on("could take", "hedge"), on("take two", "booster"))
    drawn = pieces(show(articles_of(BRIDGE), spans))
    assert [drawn[words].count("no-repeat") for words in ("could ", "take", " two")] == [1, 2, 1]


def test_overlapping_devices_are_all_named():
    titles = attributes_of(
        show(articles_of(BRIDGE), spans_of(on("could take", "hedge"), on("take two", "booster"))), "title"
    )
    assert any("hedge" in title and "booster" in title for title in titles)


def test_devices_past_the_palette_differ_by_their_line():
    devices = [f"device {i}" for i in range(20)]
    sheet = style_sheet(keys_of(devices).values())
    colours = re.findall(r"--l\d+:rgb\((.*?)\)", sheet)
    assert len(set(zip(colours, map(line_of, keys_of(devices).values()), strict=True))) == 20


def ticked(page):
    """The keys of the devices that are switched on."""
    return re.findall(r'class="framing-s(\w+)" [^>]*checked', page.html)


def test_of_many_devices_a_few_are_switched_on():
    spans = spans_of(on("may", "hedge"), devices=["attribution", "boilerplate", "booster", "hedge", "negation"])
    assert ticked(show(articles_of(BRIDGE), spans)) == ["a", "b", "1"]


def test_devices_asked_for_are_switched_on():
    devices = ["booster", "evaluation", "hedge", "negation", "naming"]
    page = show(articles_of(BRIDGE), spans_of(on("may", "hedge"), devices=devices), devices=devices)
    assert ticked(page) == ["0", "1", "2", "3", "4"]


def test_every_mark_takes_its_colour_from_what_a_box_switches():
    styles = pieces(show(articles_of(BRIDGE), spans_of(*QUOTE, on("may", "hedge"), on("Falk said", "booster"))))
    assert not re.search(r"rgb|#", "".join(styles.values()))


def test_a_device_has_the_same_colour_in_every_article():
    spans = pd.concat(
        [spans_of(on("may", "booster")), spans_of(on("may", "hedge"), on("could", "booster"), doc_id="b2")]
    )
    spans = spans.astype({"device": pd.CategoricalDtype(DEVICES)})
    articles = articles_of(BRIDGE, BRIDGE)
    first, second = (pieces(show(articles, spans, doc_id=doc_id)) for doc_id in ("b1", "b2"))
    assert first["may"] == second["could"]


def test_the_legend_counts_by_voice():
    spans = spans_of(on("may", "hedge"), on("could", "hedge", instance=2, voice="quoted"))
    assert "hedge 2 (outlet 1, quoted 1)" in "".join(Tags(show(articles_of(BRIDGE), spans).html).head)


def test_the_legend_counts_instances_and_not_their_parts():
    assert "attribution 1 (outlet 1)" in "".join(Tags(show(articles_of(BRIDGE), spans_of(*QUOTE)).html).head)


def test_a_device_looked_for_and_not_found_is_a_zero():
    assert "booster 0" in "".join(Tags(show(articles_of(BRIDGE), spans_of()).html).head)


def test_the_head_says_what_the_article_is():
    articles = articles_of(BRIDGE, headline="Bridge may close", date=pd.Timestamp("2024-01-02"))
    assert "Bridge may closeCourier · 2024-01-02 · b1" in "".join(Tags(show(articles, spans_of()).html).head)


def test_the_first_article_with_spans_is_the_default():
    spans = spans_of(on("may", "hedge"), doc_id="b2")
    assert show(articles_of("Nothing here.", BRIDGE), spans).doc_id == "b2"


def test_without_any_spans_the_first_article_is_shown():
    assert show(articles_of("Nothing here.", BRIDGE), spans_of()).doc_id == "b1"


def test_an_article_is_found_by_a_number():
    articles = articles_of("One.", "Two.").assign(doc_id=[10, 11])
    assert text_of(show(articles, spans_of(), doc_id=11)) == "Two."


def test_only_the_devices_chosen_are_drawn():
    spans = spans_of(on("may", "hedge"), on("could", "booster"))
    assert list(pieces(show(articles_of(BRIDGE), spans, devices="booster"))) == ["could"]


def test_a_table_with_the_needed_columns_alone_is_shown():
    spans = spans_of(on("may", "hedge"))[["doc_id", "start", "end", "device", "role"]]
    assert list(pieces(show(articles_of(BRIDGE), spans))) == ["may"]


def test_an_unknown_article_is_an_error_with_close_ones():
    articles = articles_of("a", "b").assign(doc_id=["courier-01", "lantern-01"])
    with pytest.raises(ValueError, match="no article 'courier-1'; close to it: courier-01"):
        show(articles, spans_of(), doc_id="courier-1")


def test_an_article_unlike_any_is_an_error_with_some_that_exist():
    with pytest.raises(ValueError, match="no article 'zzz'; there are b1, b2"):
        show(articles_of("a", "b"), spans_of(), doc_id="zzz")


def test_a_device_nobody_looked_for_is_an_error():
    with pytest.raises(ValueError, match="metaphor not among the devices looked for: boilerplate, attribution, hedge"):
        show(articles_of(BRIDGE), spans_of(), devices=["metaphor"])


def test_spans_of_other_articles_are_an_error():
    with pytest.raises(ValueError, match=r"spans are of other articles \(doc_id c9\)"):
        show(articles_of(BRIDGE), spans_of(on("may", "hedge"), doc_id="c9"))


def test_a_span_outside_its_text_is_an_error():
    with pytest.raises(ValueError, match="outside their text"):
        show(articles_of("Short."), spans_of(on("Nobody", "hedge")))


def test_no_articles_are_an_error():
    with pytest.raises(ValueError, match="no rows"):
        show(articles_of(BRIDGE).iloc[:0], spans_of())


def test_the_tables_given_are_not_changed():
    articles, spans = articles_of(BRIDGE), spans_of(*QUOTE, APPEAL)
    before = articles.copy(), spans.copy()
    show(articles, spans)
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(spans, before[1])


def test_the_same_tables_give_the_same_html():
    articles, spans = articles_of(BRIDGE), spans_of(*QUOTE, APPEAL, *NESTED)
    assert show(articles, spans).html == show(articles, spans).html
