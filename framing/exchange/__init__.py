"""Spans in the files of annotation tools, out and in: one module per format, which makes and reads bytes, no files."""
