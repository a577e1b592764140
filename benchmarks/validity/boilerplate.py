"""How well boilerplate is told from content, paragraph by paragraph, in a coded corpus.

``python benchmarks/validity/boilerplate.py PATH/news_gold.jsonl --coder "who coded it"``

A paragraph is boilerplate where at least half of it is labelled. Paragraphs that the coder left open are not scored.
Intervals are of a bootstrap over outlets, with ``--cluster doc_id`` over articles. ``--context`` names further articles
of the same outlets, labelled together with the coded ones so that repetition shows; ``--unknown`` takes the outlets'
names away, so that neither their profiles nor repetition can tell anything; ``--part 0`` scores the half of the outlets
whose errors were looked at while the rules were written, ``--part 1`` the other half.

Codings may stand apart from the texts: ``boilerplate.py articles.jsonl --codings codings.csv``. The CSV has a row for
each paragraph of boilerplate: `doc_id`, `paragraph` (its number among the lines of the text, blank ones counted, from
0), `category`, and `partial`, which leaves the paragraph open where it says true. Articles without a row have no
boilerplate; with ``--only-coded`` they are context. ``--titles`` scores paragraphs that repeat the article's title,
which are otherwise left open: `layout` keeps the first as the headline, coders of boilerplate may not.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import gold
import numpy as np
import pandas as pd

import framing

DRAWS = 2000
PARTIAL = frozenset(("1", "true", "yes", "y"))


def main() -> None:
    """Label the corpus and print the agreement with its coder, what is lost, and what is missed."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--by", choices=["outlet"], default=())
    parser.add_argument("--context", type=Path, help="further articles of the outlets, JSON lines, may be gzipped")
    parser.add_argument("--unknown", action="store_true", help="without the outlets' names")
    parser.add_argument("--part", type=int, choices=[0, 1], help="one half of the outlets: 0 or 1")
    parser.add_argument("--cluster", choices=["outlet", "doc_id"], default="outlet", help="what the bootstrap draws")
    parser.add_argument("--codings", type=Path, help="CSV of paragraphs, for articles that hold no codings")
    parser.add_argument("--only-coded", action="store_true", help="articles without a row are context, not scored")
    parser.add_argument("--titles", action="store_true", help="score paragraphs that repeat the title")
    asked = parser.parse_args()
    if asked.codings:
        labelled, articles, paragraphs = read_codings(
            asked.gold, asked.codings, only_coded=asked.only_coded, titles=asked.titles
        )
    else:
        articles, paragraphs = gold.read_paragraphs(asked.gold)
        labelled = articles
    if asked.unknown:
        labelled = labelled.assign(outlet=labelled["doc_id"])
    if asked.context:
        labelled = pd.concat([labelled, further(asked.context, labelled)], ignore_index=True)
    spans = framing.label(labelled, ["boilerplate"], with_voice=False)
    spans = spans[spans["doc_id"].isin(articles["doc_id"])]
    scored = paragraphs[paragraphs["label"].notna()].merge(articles[["doc_id", "outlet"]], on="doc_id")
    if asked.part is not None:
        scored = scored[scored["outlet"].map(half) == asked.part]
    scored = scored.assign(is_coded=scored["label"] == "boilerplate", is_found=gold.are_boilerplate(scored, spans))
    show(scored, gold.heading(asked.gold, articles, asked.coder), by=asked.by, cluster=asked.cluster)
    show_wrongly_labelled(scored, spans)


def half(outlet: str) -> int:
    """Give the half that an outlet was drawn into, by its name alone."""
    return int(hashlib.md5(f"x{outlet}".encode()).hexdigest(), 16) % 2


def read_codings(
    path: Path, codings: Path, *, only_coded: bool, titles: bool
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read articles and the CSV of their coded paragraphs: all articles, those scored, and their paragraphs."""
    documents = gold.lines(path)
    labelled = gold.articles_of(documents)
    rows = pd.read_csv(codings, dtype=str, keep_default_na=False)
    unknown = set(rows["doc_id"]) - set(labelled["doc_id"])
    if unknown:
        raise ValueError(f"{codings}: {path.name} has no article {min(unknown)}; give the file that was coded")
    articles = labelled[labelled["doc_id"].isin(rows["doc_id"])] if only_coded else labelled
    coded = {(row.doc_id, int(row.paragraph)): row for row in rows.itertuples()}
    title_of = {document["doc_id"]: folded(document.get("title") or "") for document in documents}
    text_of = dict(zip(articles["doc_id"], articles["text"], strict=True))
    paragraphs = gold.paragraphs_of(articles)
    told = []
    for doc_id, start, end in paragraphs.itertuples(index=False):
        row = coded.pop((doc_id, text_of[doc_id].count("\n", 0, start)), None)
        is_open = row is not None and getattr(row, "partial", "").casefold() in PARTIAL
        if is_open or (not titles and folded(text_of[doc_id][start:end]) == title_of[doc_id]):
            told.append((None, ""))
        else:
            told.append(("boilerplate", row.category) if row is not None else ("content", ""))
    if coded:
        raise ValueError(
            f"{codings}: no paragraph {min(coded)}; numbers count the lines of a text, blank ones too, from 0"
        )
    return labelled, articles, paragraphs.join(pd.DataFrame(told, columns=["label", "category"]))


def folded(line: str) -> str:
    """Give a line without capitals and marks, to compare it with a title."""
    return " ".join("".join(character if character.isalnum() else " " for character in line.casefold()).split())


def further(path: Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Read further articles of the outlets, without those that are coded."""
    table = gold.articles_of(gold.lines(path))
    is_new = ~table["doc_id"].isin(articles["doc_id"]) & ~table["text"].isin(articles["text"])
    return table[is_new]


def show(scored: pd.DataFrame, heading: str, *, by: str | tuple[()] = (), cluster: str = "outlet") -> None:
    """Print how many are found, by outlet where asked, what is lost, and what is found of each category."""
    parts = scored.groupby(by) if by else [("", scored)]
    rows = [measures(part, cluster=cluster).assign(**({by: name} if by else {})) for name, part in parts]
    gold.show(f"{heading}; {len(scored)} paragraphs scored", pd.concat(rows))
    content = scored[~scored["is_coded"]]
    characters = content["end"] - content["start"]
    lost = 100 * characters[content["is_found"]].sum() / characters.sum()
    print(f"content lost: {content['is_found'].sum()} of {len(content)} paragraphs, {lost:.2f} % of its characters\n")
    categories = scored[scored["is_coded"] & (scored["category"] != "")].groupby("category")["is_found"]
    by_category = categories.agg(found="sum", coded="size").sort_values("coded", ascending=False, kind="stable")
    if len(by_category):
        missed = (by_category["coded"] - by_category["found"]).rename("missed")
        gold.show("found of coded, by category", by_category.join(missed).reset_index())


def show_wrongly_labelled(scored: pd.DataFrame, spans: pd.DataFrame) -> None:
    """Print of what category, and on what evidence, content is labelled as boilerplate."""
    wrong = scored[scored["is_found"] & ~scored["is_coded"]]
    pairs = wrong[["doc_id", "start", "end"]].merge(spans, on="doc_id", suffixes=("", "_label"))
    pairs = pairs[(pairs["start_label"] < pairs["end"]) & (pairs["end_label"] > pairs["start"])]
    if len(pairs):
        counts = pairs.groupby(["subtype", "entry"], observed=True).size().rename("paragraphs").reset_index()
        gold.show("content labelled, by category and evidence", counts.sort_values("paragraphs", ascending=False))


def measures(scored: pd.DataFrame, *, cluster: str = "outlet", seed: int = 0) -> pd.DataFrame:
    """Give counts, precision, recall and F1 with the interval of a bootstrap over outlets or articles."""
    is_right = scored["is_coded"] & scored["is_found"]
    columns = ["is_right", "is_found", "is_coded"]
    counts = scored.assign(is_right=is_right).groupby(cluster)[columns].sum().to_numpy()
    drawn = np.random.default_rng(seed).integers(0, len(counts), (DRAWS, len(counts)))
    low, high = np.quantile(f1(counts[drawn].sum(axis=1)), [0.025, 0.975])
    right, found, coded = counts.sum(axis=0)
    return pd.DataFrame(
        {
            "clusters": [len(counts)], "found": found, "coded": coded, "precision": right / max(found, 1),
            "recall": right / max(coded, 1), "f1": f1(counts.sum(axis=0)), "low": low, "high": high,
        }
    )  # fmt: skip


def f1(counts: np.ndarray) -> np.ndarray:
    """Give F1 of right, found and coded; 1 where nothing is coded or found."""
    right, found, coded = np.moveaxis(counts, -1, 0)
    return np.where(found + coded > 0, 2 * right / np.maximum(found + coded, 1), 1.0)


if __name__ == "__main__":
    main()
