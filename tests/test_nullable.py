"""Tables in pandas' nullable types and in those of Arrow give each verb's result as NumPy's do."""

import pandas as pd
import pytest

import framing

AT = pd.Timestamp("2024-05-01")
MANY = ["voice", "speaker", "part", "subtype"]


@pytest.fixture(scope="module")
def tables(demo):
    """What verbs take, in NumPy's types."""
    articles = demo.head(30)
    spans, hedges = framing.label(articles), framing.label(articles, ["hedge"], with_voice=False)
    strata = {"found": 0.5, "rest": 0.5}
    sampled = framing.sample(articles, hedges, n=5, strata=strata, seed=1)
    return {
        "articles": articles,
        "undated": articles.drop(columns="event"),
        "spans": spans,
        "others": spans[spans.index % 7 != 0],
        "counts": framing.count(articles, spans, exclude="boilerplate"),
        "voices": framing.count(articles, spans, by="voice"),
        "hedges": framing.count(articles, hedges),
        "codings": sampled.assign(coded=sampled["found"]),
        "sources": framing.sources(articles, spans),
        "lines": framing.concordance(articles, spans),
    }


VERBS = {
    "label": lambda t: framing.label(t["articles"]),
    "tokenise": lambda t: framing.tokenise(t["articles"]),
    "wire_copy": lambda t: framing.wire_copy(t["articles"], t["spans"]),
    "events": lambda t: framing.events(t["undated"], t["spans"]),
    "count": lambda t: framing.count(t["articles"], t["spans"], by=MANY, exclude="boilerplate"),
    "sources": lambda t: framing.sources(t["articles"], t["spans"]),
    "count of attributions": lambda t: framing.count(t["articles"], t["sources"], base="attributions", by="naming"),
    "count of names": lambda t: framing.count(t["articles"], t["spans"], base="names"),
    "agree": lambda t: framing.agree(t["articles"], t["spans"], t["others"], by=["subtype", "outlet"], replicates=9),
    "agree with a reference": lambda t: framing.agree(t["articles"], t["spans"], reference=t["others"], replicates=9),
    "disagreements": lambda t: framing.disagreements(t["articles"], t["spans"], t["others"]),
    "concordance": lambda t: framing.concordance(t["articles"], t["spans"], sort=["left", "date"]),
    "count of kinds": lambda t: framing.count(t["articles"], t["spans"], kinds="hedge"),
    "sample": lambda t: framing.sample(t["articles"], t["spans"], device="hedge", n=5, with_voice=True, seed=1),
    "compare": lambda t: framing.compare(t["counts"]),
    "prevalence": lambda t: framing.compare(t["counts"], measure="prevalence"),
    "rates": lambda t: framing.rates(t["voices"]),
    "diagnostics": lambda t: framing.diagnostics(t["counts"]),
    "trend": lambda t: framing.trend(t["counts"]),
    "change": lambda t: framing.change(t["counts"], at=AT),
    "power": lambda t: framing.power(t["counts"]),
    "correct": lambda t: framing.correct(t["hedges"], t["codings"]),
    "keyness": lambda t: framing.keyness(t["articles"], t["spans"], exclude="boilerplate", terms="cues"),
    "dispersion": lambda t: framing.dispersion(t["articles"], t["spans"], exclude="boilerplate"),
    "show": lambda t: pd.DataFrame({"html": [framing.show(t["articles"], t["spans"]).html]}),
    "a displayed concordance": lambda t: pd.DataFrame({"html": [t["lines"]._repr_html_()]}),
    "outlet_profile": lambda t: pd.DataFrame(
        {"toml": [framing.outlet_profile(t["articles"], outlet="The Alder Courier")]}
    ),
}


def values(table):
    """A table without its types, every missing value alike."""
    plain = table.astype(object)
    return plain.where(plain.notna(), None)


@pytest.mark.filterwarnings("ignore::framing.Note")
@pytest.mark.parametrize("backend", ["pyarrow", "numpy_nullable"])
@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_a_verb_gives_the_same_result_in_other_types(tables, verb, backend):
    given = {name: table.convert_dtypes(dtype_backend=backend) for name, table in tables.items()}
    pd.testing.assert_frame_equal(values(verb(given)), values(verb(tables)), check_dtype=False)
