"""The same verbs from a shell: read, label and report corpora without a line of Python."""

from framing.cli.commands import main

__all__ = ["main"]
