"""Widgets for notebooks: a thin class in Python, and JavaScript with its style, without a build step."""
