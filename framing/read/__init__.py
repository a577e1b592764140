"""Read files of articles and of spans into tables: one module per format, two public verbs."""

from framing.read.articles import read
from framing.read.spans import read_spans

__all__ = ["read", "read_spans"]
