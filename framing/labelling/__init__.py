"""Labelling in steps: what is asked for, one article, one part of a corpus, and what is known of all parts."""
