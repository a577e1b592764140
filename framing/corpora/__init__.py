"""Open research corpora by name: fetched from their own repositories, or read from a folder."""

from framing.corpora.verbs import corpora, corpus, corpus_codings

__all__ = ["corpora", "corpus", "corpus_codings"]
