"""Read files of articles and of spans into tables: one module per format, three public verbs."""

from framing.read.articles import read
from framing.read.in_parts import read_in_parts
from framing.read.spans import read_spans

__all__ = ["read", "read_in_parts", "read_spans"]
