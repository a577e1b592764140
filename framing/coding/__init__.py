"""Codings of people and detectors: the sheets they are made on, and the sums that compare them."""
