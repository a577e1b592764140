"""How well loaded wording matches sentences in which experts marked the biased words, beside plain sentiment lists.

``python benchmarks/validity/evaluation.py PATH/babe.jsonl --coder "who coded it"``

``--lexical-bias`` reads BASIL instead (``PATH/basil.jsonl``): whole articles, in which spans of lexical bias are coded;
a cue is right where it overlaps one, each span counted once. Every second event, in the order of their identifiers, was
read while words were taken out of the lexicon; the figure for the others is the one to cite.

BABE marks single words. *framing* is scored as it labels; *framing, by word* has its phrases cut into words. The lists
of VADER and of pattern (which TextBlob brings) are read from ``vaderSentiment`` and ``textblob`` where these are
installed; nothing else needs them. An article of the tables is a sentence here: which belong together is not told.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import gold
import pandas as pd

import framing
from framing.texts.text import view
from framing.vocabulary.lexicon import Entry, Lexicon

DEVICE = "evaluation"
# Errors in these outlets, and in no other, were read while the lexicon was made.
LOOKED_AT = ("Alternet", "Fox News")
SHOWN = ["coder", "outlet", "measure", "value", "low", "high", "units", "matched", "articles"]


def by_word(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Cut spans of several words into their words."""
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    rows = []
    for doc_id, start, end in spans[["doc_id", "start", "end"]].itertuples(index=False):
        for word in texts[doc_id][start:end].split():
            start = texts[doc_id].index(word, start)
            rows.append((doc_id, start, start + len(word), DEVICE, "", "cue", len(rows)))
            start += len(word)
    return gold.spans_of(rows, [DEVICE], "framing, by word")


def marked(words: Iterable[str], articles: pd.DataFrame, name: str) -> pd.DataFrame:
    """Mark every word of a plain list, found as the package finds its own terms."""
    lexicon = Lexicon(Entry(word, DEVICE, "", "") for word in words if word.isalnum())
    rows = [
        (doc_id, hit.start, hit.end, DEVICE, "", "cue", number)
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
        for number, hit in enumerate(lexicon.find(view(text)).get(DEVICE, []))
    ]
    return gold.spans_of(rows, [DEVICE], name)


def peer_lists() -> dict[str, set[str]]:
    """Read the word lists of other packages, as far as these are installed."""
    lists = {}
    if find_spec("vaderSentiment"):
        text = resources.files("vaderSentiment").joinpath("vader_lexicon.txt").read_text("utf-8")
        lists["VADER's list"] = {line.split("\t")[0] for line in text.splitlines()}
    if find_spec("textblob"):
        text = resources.files("textblob").joinpath("en", "en-sentiment.xml").read_text("utf-8")
        lists["pattern's list"] = {word.get("form", "").lower() for word in ElementTree.fromstring(text).iter("word")}
    return lists


def read_basil(path: Path, coder: str) -> tuple[gold.Gold, set[str]]:
    """Read the lexical bias coded in BASIL, and which articles were read while the lexicon was made."""
    documents = gold.lines(path)
    rows = [
        (document["doc_id"], span["start"], span["end"], DEVICE, "", "cue", number)
        for document in documents
        for number, span in enumerate(document["labels"]["spans"])
        if span["bias"] == "lex" and span["where"] == "text" and span["ok"]
    ]
    read = set(sorted({document["event"] for document in documents})[::2])
    looked_at = {document["doc_id"] for document in documents if document["event"] in read}
    return gold.Gold(gold.articles_of(documents), gold.spans_of(rows, [DEVICE], coder)), looked_at


def show_lexical_bias(path: Path, coder: str) -> None:
    """Label the articles of BASIL and print the agreement with the lexical bias coded in them."""
    coded, looked_at = read_basil(path, coder)
    found = framing.label(coded.articles, [DEVICE], with_voice=False, coder="framing")
    print(gold.heading(path, coded.articles, coder))
    is_looked_at = coded.articles["doc_id"].isin(looked_at)
    gold.show("Events that were read", _agreement(found, coded.spans, coded.articles[is_looked_at], match="overlap"))
    gold.show(
        "Events that were not read", _agreement(found, coded.spans, coded.articles[~is_looked_at], match="overlap")
    )
    gold.show("All", _agreement(found, coded.spans, coded.articles, match="overlap"))


def main() -> None:
    """Label the sentences and print the agreement with the experts."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--lexical-bias", action="store_true", help="the corpus is BASIL")
    asked = parser.parse_args()
    if asked.lexical_bias:
        show_lexical_bias(asked.gold, asked.coder)
        return
    coded = gold.read_cues(asked.gold, asked.coder)
    experts = gold.spans_of(
        coded.spans.assign(device=DEVICE)[gold.COLUMNS].itertuples(index=False), [DEVICE], "experts"
    )
    found = framing.label(coded.articles, [DEVICE], with_voice=False, coder="framing")
    codings = [found, by_word(found, coded.articles)]
    codings += [marked(words, coded.articles, name) for name, words in peer_lists().items()]
    print(gold.heading(asked.gold, coded.articles, asked.coder))
    is_looked_at = coded.articles["outlet"].isin(LOOKED_AT)
    for title, articles in {
        "All": coded.articles,
        f"Outlets whose errors were read ({', '.join(LOOKED_AT)})": coded.articles[is_looked_at],
        "Outlets whose errors were not read": coded.articles[~is_looked_at],
    }.items():
        gold.show(title, pd.concat([_agreement(coding, experts, articles) for coding in codings]))
    gold.show("By outlet", _agreement(found, experts, coded.articles, by="outlet"))


def _agreement(
    coding: pd.DataFrame, experts: pd.DataFrame, articles: pd.DataFrame, by: str = "", match: str = "exact"
) -> pd.DataFrame:
    here = [spans[spans["doc_id"].isin(articles["doc_id"])] for spans in (coding, experts)]
    table = framing.agree(articles, here[0], reference=here[1], match=match, by=by or ())
    return table.loc[table["match"] == match, [column for column in SHOWN if column in table.columns]]


if __name__ == "__main__":
    main()
