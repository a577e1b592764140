"""Saved web pages: single files, MIME HTML and web archives (WARC)."""
