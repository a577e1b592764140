"""Presupposition: what the page's examples leave open."""

import pytest

from framing import label


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("He admitted, however, that it rained.", ["admitted"]),
        ("She admitted in an interview on Monday that it rained.", ["admitted"]),
        ("He admitted to taking money.", ["admitted"]),
        ("They know full well that it rained.", ["know"]),
        ("I don’t know that it helps.", []),
        ("I know that from school.", []),
        ("She noted that “it rained”.", ["noted"]),
        (
            'The board acknowledged “mistakes occur” there, and would restore "regular order" in May.',
            ["acknowledged", "restore"],
        ),
        ("They know the mayor has left.", ["know"]),
        ("They know the mayor who has left.", []),
        ("She knew it’s over.", ["knew"]),
        ("They keep quietly raising rents.", ["keep"]),
        ("They keep rents low, and the king keeps quiet.", []),
        ("From start to finish it rained.", []),
        ("Better still, it rained; still more came.", []),
        ("He was born again and will think again.", []),
        ("What happened to Ada Orr is what happens to boats.", []),
        ("It happened to rain.", ["happened to"]),
        ("The firm failed to “act in time”.", ["failed to"]),
        ("Avoid sporting events, and avoid naming names.", ["avoid"]),
    ],
)
def test_a_trigger_counts_by_what_follows_it(article, text, triggers):
    spans = label(article(text), ["presupposition"], with_voice=False)
    assert [text[row.start : row.end] for row in spans.itertuples()] == triggers


def test_a_researcher_adds_a_verb_with_its_frame(article, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\nrued\tpresupposition\tfactive:regret\town\n", "utf-8")
    spans = label(article("He rued the day. He rued."), ["presupposition"], lexicons=[path], with_voice=False)
    assert spans[["start", "subtype"]].to_numpy().tolist() == [[3, "factive"]]
