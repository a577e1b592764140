"""A corpus in parts on disk: labelled part by part, so that memory does not grow with the corpus."""
