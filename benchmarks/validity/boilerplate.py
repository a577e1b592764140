"""How well boilerplate is told from content, paragraph by paragraph, in a coded corpus.

``python benchmarks/validity/boilerplate.py PATH/news_gold.jsonl --coder "who coded it"``

A paragraph is boilerplate where at least half of it is labelled. Paragraphs that the coder left open are not scored.
"""

from __future__ import annotations

import gold

import framing


def main() -> None:
    """Label the corpus and print the agreement with its coder, what is lost, and what is missed."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--by", choices=["outlet"], default=())
    asked = parser.parse_args()
    articles, paragraphs = gold.read_paragraphs(asked.gold)
    spans = framing.label(articles, ["boilerplate"])
    scored = paragraphs[paragraphs["label"].notna()]
    scored = scored.assign(is_coded=scored["label"] == "boilerplate", is_found=gold.are_boilerplate(scored, spans))
    found = gold.as_boilerplate(scored[scored["is_found"]], str(framing.__version__))
    coded = gold.as_boilerplate(scored[scored["is_coded"]], asked.coder)
    table = framing.agree(found, coded, articles, match="exact", by=asked.by)
    title = f"{gold.heading(asked.gold, articles, asked.coder)}; {len(scored)} paragraphs"
    gold.show(title, table.drop(columns=["a", "b"]).assign(measure="paragraph"))
    content = scored[~scored["is_coded"]]
    characters = content["end"] - content["start"]
    lost = 100 * characters[content["is_found"]].sum() / characters.sum()
    print(f"content lost: {content['is_found'].sum()} of {len(content)} paragraphs, {lost:.2f} % of its characters\n")
    categories = scored[scored["is_coded"] & (scored["category"] != "")].groupby("category")["is_found"]
    by_category = categories.agg(found="sum", coded="size").sort_values("coded", ascending=False, kind="stable")
    if len(by_category):
        gold.show("found of coded, by category", by_category.reset_index())


if __name__ == "__main__":
    main()
