"""How often the name, role, naming, type and gender of a source are told rightly, given the coded source phrases.

``python benchmarks/validity/sources.py [--polnear PATH/polnear_dev.jsonl PATH/polnear_train.jsonl]
[--coded SOURCES.csv ... --articles ARTICLES.jsonl ... [--labelled] [--by-outlet] [--errors]]``

The demonstration corpus is coded in ``corpus/codings/sources.csv``; ten PolNeAR articles in
``sources_polnear_dev.csv`` and 21 more in ``sources_polnear_more.csv``, as places alone; 20 AllSides articles in
``sources_allsides.csv`` and 15 others in ``sources_allsides_2.csv``. `looked_at` tells the articles whose errors were
read while the rules were written.

A table of one's own for ``--coded`` has one row per source phrase: `doc_id, start, end` and any of `name, role, naming,
type, gender`. An empty cell is not scored; several right answers are separated by ``|`` in `name`, by ``/`` elsewhere.
In `name`, ``-`` means that nobody can be named, and ``* Orr`` any full name that ends so (PolNeAR was coded by article,
where a surname may stand alone, and is named over the corpus). The articles are JSON lines with `doc_id, outlet, text`.
With ``--labelled`` the other attributions of the articles are those that `framing.label` finds, as in use; without, the
coded sources are all there are.

A name is right if it is a coded one but for case, apostrophes, single letters (initials) and *an, the*; pronouns and
other function words, coded where nobody can be named, are the same as an empty name. Genders are scored among those
that the coder and the package decide; the share that the package decides of those that the coder does is the coverage
(`covered`), and `undecided` the share of the coder's undecided that the package leaves so. Intervals are percentiles of
2,000 bootstrap samples of articles.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import gold
import numpy as np
import pandas as pd

import framing
from framing.speakers.source_edges import names_nobody

HERE = Path(__file__).parent
CODINGS = Path(__file__).parents[2] / "corpus" / "codings"
VARIABLES = {"name": "speaker", "role": "role", "naming": "naming", "type": "type", "gender": "gender_presented"}
UNDECIDED = "undecided"


def demonstration() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the coded sources of the demonstration corpus, with their places, and its articles."""
    spans = pd.read_csv(CODINGS / "coder_1.csv", keep_default_na=False)
    places = spans[(spans["device"] == "attribution") & (spans["role"] == "source")]
    places = places.drop_duplicates(["doc_id", "instance"])[["doc_id", "instance", "start", "end"]]
    coded = pd.read_csv(CODINGS / "sources.csv", keep_default_na=False).merge(places, on=["doc_id", "instance"])
    return coded.rename(columns={"speaker": "name"}), framing.read(CODINGS.parent / "demo")


def polnear(name: str, articles: pd.DataFrame) -> pd.DataFrame:
    """Give the coded sources of a table of PolNeAR articles that are among `articles`."""
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    coded = pd.read_csv(HERE / name, keep_default_na=False)
    coded = coded[coded["doc_id"].isin(texts)]
    ends = zip(coded["doc_id"], coded["speaker_start"], coded["speaker_end"], strict=True)
    names = [texts[doc_id][start:end] for doc_id, start, end in ends]
    return coded.assign(name=[name if " " in name else f"{name}|* {name}" for name in names])


def read_articles(paths: list[Path]) -> pd.DataFrame:
    """Read articles from JSON lines."""
    rows = [document for path in paths for document in gold.lines(path)]
    return pd.DataFrame({name: [row.get(name, "") for row in rows] for name in ("doc_id", "outlet", "text")})


def spans_of(coded: pd.DataFrame, articles: pd.DataFrame, *, labelled: bool) -> pd.DataFrame:
    """Give a spans table in which each coded source is an attribution, numbered by its row in `coded`."""
    columns = ["doc_id", "start", "end", "device", "subtype", "role", "instance", "entry", "coder"]
    found = framing.label(articles, ["attribution"], with_voice=False) if labelled else pd.DataFrame(columns=columns)
    numbers = np.arange(len(coded))
    own = coded[["doc_id", "start", "end"]].assign(role="source", instance=numbers)
    cues = own.assign(role="cue", end=own["start"])
    own = pd.concat([own, cues]).assign(device="attribution", subtype="", entry="", coder="coder")
    if labelled:
        others = found.assign(instance=found["instance"] + len(coded), coder="coder")
        key = ["doc_id", "start", "end"]
        same = pd.MultiIndex.from_frame(others[key]).isin(pd.MultiIndex.from_frame(coded[key]))
        replaced = others.loc[same & (others["role"] == "source"), "instance"]
        own = pd.concat([own, others.loc[~others["instance"].isin(replaced), columns]])
    own = own.astype({"start": "int64", "end": "int64", "instance": "int64"}).sort_values(["doc_id", "start", "end"])
    return own[columns].assign(device=pd.Categorical(own["device"], ["attribution"])).reset_index(drop=True)


def told(coded: pd.DataFrame, articles: pd.DataFrame, *, labelled: bool = False) -> pd.DataFrame:
    """Add what the package tells of each coded source, and whether each coded variable is right: 1, 0 or missing."""
    coded = coded.reset_index(drop=True)
    articles = articles[articles["doc_id"].isin(coded["doc_id"])].reset_index(drop=True)
    table = framing.sources(articles, spans_of(coded, articles, labelled=labelled)).set_index("instance")
    table = table.loc[np.arange(len(coded))].reset_index(drop=True)
    result = coded[["doc_id"]].assign(outlet=table["outlet"], looked_at=coded.get("looked_at", ""))
    for variable, column in VARIABLES.items():
        result[f"{variable}_told"] = table[column]
        if variable in coded.columns:
            pairs = zip(coded[variable], table[column], strict=True)
            result[variable] = [is_right(variable, str(answer), value) for answer, value in pairs]
            if variable == "gender":
                result["covered"] = [
                    np.nan if answer in ("", UNDECIDED) else float(value != UNDECIDED)
                    for answer, value in zip(coded[variable], table[column], strict=True)
                ]
                result["undecided"] = [
                    float(value == UNDECIDED) if answer == UNDECIDED else np.nan
                    for answer, value in zip(coded[variable], table[column], strict=True)
                ]
    return result


def is_right(variable: str, answer: str, value: str) -> float:
    """Tell whether a value is a coded answer; missing where nothing was coded or no gender was decided."""
    if not answer:
        return np.nan
    if variable == "name":
        told_name = plain(value)
        answers = [plain("" if one == "-" else one) for one in answer.split("|") if not one.startswith("* ")]
        ends = [" " + plain(one[2:]) for one in answer.split("|") if one.startswith("* ")]
        return float(told_name in answers or any(told_name.endswith(end) for end in ends))
    if variable == "gender" and (answer == UNDECIDED or value in (UNDECIDED, "")):
        return np.nan
    return float(value in answer.split("/"))


def plain(name: str) -> str:
    """Give a name as it is compared."""
    words = [word.strip(",.") for word in name.lower().replace("’", "'").split()]
    return "" if names_nobody(name) else " ".join(word for word in words if len(word) > 1 and word not in ("an", "the"))


def share(table: pd.DataFrame, column: str) -> str:
    """Give a share with its interval and its n."""
    known = table[table[column].notna()] if column in table.columns else table.head(0)
    if known.empty:
        return "–"
    sums = known.groupby("doc_id")[column].agg(["sum", "size"]).to_numpy(dtype=float)
    told, low, high = gold.share(sums[:, 0], sums[:, 1])
    return f"{told:.3f} ({low:.3f} to {high:.3f}; {len(known)})"


def main() -> None:
    options = ArgumentParser(description=__doc__)
    options.add_argument("--polnear", type=Path, nargs="+", default=[], help="PolNeAR's parts, JSON lines")
    options.add_argument("--coded", type=Path, nargs="+", default=[], help="coded sources, CSV")
    options.add_argument("--articles", type=Path, nargs="+", default=[], help="their articles, JSON lines")
    options.add_argument("--labelled", action="store_true", help="beside the attributions that label finds")
    options.add_argument("--by-outlet", action="store_true", help="a row for each outlet too")
    options.add_argument("--errors", action="store_true", help="list what is not right")
    given = options.parse_args()
    sets: dict[str, pd.DataFrame] = {}
    if not given.coded:
        sets["demonstration corpus"] = told(*demonstration())
    if given.polnear:
        articles = read_articles(given.polnear)
        both = [told(polnear(f"sources_{name}.csv", articles), articles) for name in ("polnear_dev", "polnear_more")]
        for part, of_part in pd.concat(both).groupby("looked_at", sort=False):
            sets[f"PolNeAR, {'looked at' if part == 'yes' else 'others'}"] = of_part
    for path in given.coded:
        coded = pd.read_csv(path, keep_default_na=False)
        table = told(coded, read_articles(given.articles), labelled=given.labelled)
        sets[path.name] = table
        if given.by_outlet:
            sets |= {f"{path.name}, {outlet}": of_outlet for outlet, of_outlet in table.groupby("outlet")}
        if given.errors:
            _print_errors(coded.reset_index(drop=True), table)
    rows = [
        (name, table["doc_id"].nunique(), *(share(table, column) for column in (*VARIABLES, "covered", "undecided")))
        for name, table in sets.items()
    ]
    print(
        f"framing {framing.__version__}; share right (95 % interval over articles; n sources); coded by language models"
    )
    with pd.option_context("display.width", 300, "display.max_columns", 20, "display.max_colwidth", 60):
        print(
            pd.DataFrame(rows, columns=["", "articles", *VARIABLES, "covered", "undecided"]).T.to_string(header=False)
        )


def _print_errors(coded: pd.DataFrame, table: pd.DataFrame) -> None:
    for number, row in table.iterrows():
        wrong = [variable for variable in VARIABLES if variable in row.index and row[variable] == 0]
        for variable in wrong:
            print(row["doc_id"], variable, repr(coded.loc[number, variable]), "told", repr(row[f"{variable}_told"]))


if __name__ == "__main__":
    main()
