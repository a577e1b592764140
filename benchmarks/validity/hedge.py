"""How well cue devices (hedge, booster, scare quote) match a coded corpus, beside plain lists of hedges.

``python benchmarks/validity/hedge.py PATH/news_gold.jsonl --coder "who coded it"``

``--by subtype`` or ``--by outlet`` gives a row for each. Devices that are coded but that the package lacks are named.

The codebook of these corpora does not code bounds (*at least 40*), *actually*, *literally*, or *to be honest*: what the
package labels so (`OUTSIDE`) is left out. So is `bound` of hedges from readings by meaning, except in the last table.

``python benchmarks/validity/hedge.py PATH/allsides_10k.jsonl.gz --unseen [FILE]`` measures on articles that no rule was
written on, ``hedge_unseen.csv`` or another table of places without text: ``doc_id, start, end``, and optionally
``device`` (else hedge), ``subtype``, and ``by``, which says by what a place is coded: ``codebook``, ``meaning`` (a
plain reader would code it, the codebook does not) or ``both``. A row without ``start`` says that the device was coded
in this article too, and that it may have none. The bundled file has twelve articles of 250 to 600 words, one per
outlet, drawn at random from those in neither the hedge nor the boilerplate corpora; one language model coded the hedges
in them, once, by the codebook, before the package was run on them.

For texts that are no news, ``--as hedge`` takes every label of the corpus for this device, ``--domain biomedicine``
labels with that lexicon besides, ``--whole`` scores whole texts (sentences, where each line is one) by whether they
hold a cue, and ``--half 0`` or ``1`` keeps one half of the corpus, drawn by document: errors were read in half 0.

``--peers`` adds plain lists, every term counted wherever it stands: ConvoKit's and pybiber's where these are installed
(``pip install --no-deps convokit pybiber`` is enough; only their lists are read), and those of ``--list NAME=FILE``,
one term a line, such as Hyland's (2005), which is in print.
"""

from __future__ import annotations

import ast
import hashlib
import re
import warnings
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import gold
import pandas as pd

import framing
from framing.coding.measures import MATCHES
from framing.texts.text import view
from framing.vocabulary.codebook_pages import device_names
from framing.vocabulary.lexicon import Entry, Lexicon

# downtoners, hedges, modals of possibility: the features of Biber (1988) that hedge
_PYBIBER = ("f_46_downtoners", "f_47_hedges", "f_52_modal_possibility")
UNSEEN = Path(__file__).with_name("hedge_unseen.csv")
OUTSIDE = {
    "hedge": ("bound",),
    "booster": ("actuality", "emphasis", "sincerity"),
}  # subtypes that the codebook does not code
# What is compared with what: a reading, which places are coded so, and which subtypes of the package are left out.
READINGS = {
    "by the codebook": (("codebook", "both"), OUTSIDE),
    "by meaning": (("meaning", "both"), {"hedge": ("bound",)}),
    "by meaning, bounds too": (("meaning", "both"), {}),
}
_CONVOKIT = "politeness_collections/politeness_api/features/politeness_strategies.py"


def read(path: Path, coder: str, *, label: str, half: int | None) -> gold.Gold:
    """Read the corpus; the outlet of a sentence without one is the document that it comes from."""
    documents = [{"outlet": document_of(document), **document} for document in gold.lines(path)]
    if half is not None:
        documents = [document for document in documents if half_of(document) == half]
    rows = [
        (document["doc_id"], span["start"], span["end"], label or span["label"], subtype_of(span), "cue", number)
        for document in documents
        for number, span in enumerate(document["spans"])
    ]
    articles = gold.articles_of(documents)
    return gold.Gold(articles, gold.spans_of(rows, sorted({row[3] for row in rows}), coder))


def read_unseen(path: Path, file: Path, coder: str) -> dict[tuple[str, str], gold.Gold]:
    """Read what `file` has coded in articles of the corpus `path`: by reading and device, with the articles coded."""
    table = pd.read_csv(file)
    defaults = {"device": "hedge", "by": "codebook", "subtype": ""}
    table = table.assign(**{name: value for name, value in defaults.items() if name not in table})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", framing.Note)  # they are about the whole corpus
        articles = framing.read(path)
    if lacking := sorted(set(table["doc_id"]) - set(articles["doc_id"])):
        raise ValueError(f"{path} lacks articles of {file.name}: {', '.join(lacking)}")
    coded = {}
    for reading, (kept, _) in READINGS.items():
        for device in table["device"].unique():
            of_device = table[table["device"] == device]
            places = of_device[of_device["start"].notna() & of_device["by"].isin(kept)]
            if len(places) and (device == "hedge" or "bounds" not in reading):
                places = places.assign(role="cue", instance=places.groupby("doc_id").cumcount())
                places = places.astype({"start": "int64", "end": "int64"}).fillna({"subtype": ""})
                spans = gold.spans_of(places[gold.COLUMNS].itertuples(index=False), [device], coder)
                here = articles[articles["doc_id"].isin(of_device["doc_id"])].reset_index(drop=True)
                coded[reading, device] = gold.Gold(here, spans)
    return coded


def without(spans: pd.DataFrame, subtypes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Leave out some subtypes of devices."""
    is_left_out = pd.Series(False, index=spans.index)
    for device, names in subtypes.items():
        is_left_out |= (spans["device"] == device) & spans["subtype"].isin(names)
    return spans[~is_left_out]


def subtype_of(span: dict) -> str:
    """Give the subtype that was coded; one that only repeats the device is none."""
    subtype = span.get("subtype", "")
    return "" if subtype == span["label"] else subtype


def document_of(line: dict) -> str:
    """Give the document that a line is of; lines of a corpus of single sentences are their own."""
    document, colon, _ = line["doc_id"].partition(":")
    return line["doc_id"] if colon and document.startswith("wiki") else document


def half_of(line: dict) -> int:
    """Give the half of the corpus that a line's document falls into: the same one always."""
    return int(hashlib.md5(document_of(line).encode(), usedforsecurity=False).hexdigest(), 16) % 2


def as_whole(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Make the spans of a text into one that covers it."""
    lengths = articles.set_index("doc_id")["text"].str.len()
    first = spans.drop_duplicates(["doc_id", "device"])
    return first.assign(start=0, end=first["doc_id"].map(lengths))


def listed(terms: Iterable[str], articles: pd.DataFrame, device: str, name: str) -> pd.DataFrame:
    """Mark every term of a plain list, found as the package finds its own terms."""
    lexicon = Lexicon(Entry(view(term), device, "", "") for term in sorted(set(terms)))
    rows = [
        (doc_id, hit.start, hit.end, device, "", "cue", number)
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
        for number, hit in enumerate(lexicon.find(view(text)).get(device, []))
    ]
    return gold.spans_of(rows, [device], name)


def installed_lists() -> dict[str, set[str]]:
    """Read the lists of ConvoKit and pybiber out of their files, where these are installed; neither is imported."""
    lists: dict[str, set[str]] = {}
    if folder := folder_of("convokit"):
        tree = ast.parse((folder / _CONVOKIT).read_text("utf-8"))
        lists["ConvoKit's list"] = set(assigned(tree, "hedges"))
    if folder := folder_of("pybiber"):
        features = assigned(ast.parse((folder / "biber_dict.py").read_text("utf-8")), _PYBIBER[0])
        lists["pybiber's features"] = {words_of(pattern) for key in _PYBIBER for pattern in features[key]}
    return lists


def folder_of(package: str) -> Path | None:
    """Give the folder of an installed package, without importing it."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def assigned(tree: ast.Module, name: str) -> list | dict:
    """Give the literal that is called `name`, or the dictionary that has it as a key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return ast.literal_eval(node.value)
        if isinstance(node, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == name for key in node.keys):
            return ast.literal_eval(node)
    raise ValueError(f"no list {name!r} in the installed package; its version is another one than was measured")


def words_of(pattern: str) -> str:
    """Give the words of one of pybiber's patterns over tagged words, its tags left out."""
    return " ".join(re.findall(r"([a-z]+)_", pattern.replace(r"\b", "")))


def reference_for(spans: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Give the coding of those devices that `spans` looked for."""
    devices = spans["device"].cat.categories
    chosen = reference[reference["device"].isin(devices)]
    return chosen.assign(device=chosen["device"].cat.set_categories(devices))


def main() -> None:
    """Label the corpus and print the agreement with its coder."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--by", choices=["subtype", "outlet"], default=())
    parser.add_argument(
        "--unseen", nargs="?", type=Path, const=UNSEEN, metavar="FILE", help=f"a table of places, else {UNSEEN.name}"
    )
    parser.add_argument("--as", dest="label", default="", help="the device that all labels of the corpus are taken for")
    parser.add_argument("--domain", action="append", default=[], help="a domain, or a lexicon file, to label with")
    parser.add_argument("--whole", action="store_true", help="score whole texts: does one hold a cue?")
    parser.add_argument("--half", type=int, choices=[0, 1])
    parser.add_argument("--peers", action="store_true", help="plain lists of hedges too")
    parser.add_argument("--list", action="append", default=[], metavar="NAME=FILE", help="a further plain list")
    asked = parser.parse_args()
    if asked.unseen:
        for (reading, device), coded in read_unseen(asked.gold, asked.unseen, asked.coder).items():
            print(f"{device}, {reading}")
            measure(coded, asked, READINGS[reading][1])
    else:
        measure(read(asked.gold, asked.coder, label=asked.label, half=asked.half), asked, OUTSIDE)


def measure(coded: gold.Gold, asked: Namespace, left_out: Mapping[str, Sequence[str]]) -> None:
    """Label the coded articles and print the agreement, without some subtypes."""
    devices = [device for device in coded.spans["device"].cat.categories if device in device_names()]
    lacking = [device for device in coded.spans["device"].cat.categories if device not in devices]
    reference = coded.spans[coded.spans["device"].isin(devices)]
    reference = reference.assign(device=reference["device"].cat.set_categories(devices))
    found = [without(framing.label(coded.articles, devices, lexicons=asked.domain, with_voice=False), left_out)]
    if asked.peers:
        lists = installed_lists()
        for name, _, path in (given.partition("=") for given in asked.list):
            lists[name] = set(Path(path).read_text("utf-8").split("\n")) - {""}
        found += [listed(terms, coded.articles, "hedge", name) for name, terms in lists.items()]
    if asked.whole:
        found, reference = [as_whole(spans, coded.articles) for spans in found], as_whole(reference, coded.articles)
    match = "exact" if asked.whole else MATCHES
    tables = [
        framing.agree(coded.articles, spans, reference=reference_for(spans, reference), match=match, by=asked.by)
        for spans in found
    ]
    table = pd.concat(tables, ignore_index=True)
    gold.show(gold.heading(asked.gold, coded.articles, asked.coder), gold.against_reference(table))
    if lacking:
        print(f"coded, but no device of this version: {', '.join(lacking)}")


if __name__ == "__main__":
    main()
