"""The same verbs from a shell: read, label and report corpora without a line of Python."""

from framing.cli import papers  # noqa: F401 - registers its commands
from framing.cli.commands import main

__all__ = ["main"]
