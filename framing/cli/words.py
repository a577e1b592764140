"""Messages of the verbs in the words of the shell: an argument of Python is an option here."""

from __future__ import annotations

import re

# The arguments of `read`, `label` and `report` that are options, with a value to show where a message gives none.
OPTIONS = {
    "by": "COLUMN", "columns": "OURS=THEIRS", "dayfirst": "", "devices": "NAMES", "encoding": "NAME",
    "encoding_errors": "replace", "errors": "skip", "format": "NAME", "keep": "all", "lexicons": "FILE",
    "outlet": "NAME", "outlets": "FILE", "prepend_headline": "", "scheduler": "ADDRESS",
    "tidy": "NAME", "unit": "COLUMN", "workers": "NUMBER",
}  # fmt: skip
_NAMES = {"lexicons": "--lexicon"}
_VALUE = r"\{[^{}]*\}|\[[^\[\]]*\]|\"[^\"]*\"|'[^']*'|True|False|\d+|\.\.\.|"
_ARGUMENT = re.compile(rf"(?<![\w.\-'\"?&])({'|'.join(sorted(OPTIONS, key=len, reverse=True))})=({_VALUE})(?![=\w])")
_PAIR = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*[\"']?([^\"'{},]+)[\"']?")
_READ = re.compile(r"framing\.read\(\[(\w+), (\w+)\]\)")


def option(name: str) -> str:
    """Return the option that stands for an argument.

    Examples
    --------
    >>> option("encoding_errors"), option("lexicons")
    ('--encoding-errors', '--lexicon')
    """
    return _NAMES.get(name, "--" + name.replace("_", "-"))


def as_options(message: str) -> str:
    """Say the arguments that a message advises as options.

    Examples
    --------
    >>> as_options('no text column; name it with columns={"text": ...}: its columns are "body"')
    'no text column; name it with --columns text=...: its columns are "body"'
    >>> as_options('not UTF-8; encoding="cp1252" reads it, errors="skip" leaves it out (outlet= names one)')
    'not UTF-8; --encoding cp1252 reads it, --errors skip leaves it out (--outlet NAME names one)'
    """

    def said(match: re.Match[str]) -> str:
        name, value = match.groups()
        if name in ("dayfirst", "prepend_headline"):
            return option(name)
        if name == "columns" and value.startswith("{"):
            return " ".join(f"{option(name)} {ours}={theirs.strip()}" for ours, theirs in _PAIR.findall(value))
        plain = value.strip("\"'[] ")
        return f"{option(name)} {plain if plain and plain != '...' else OPTIONS[name]}"

    with_lists = _READ.sub(lambda match: f"framing read {match[1].upper()} {match[2].upper()}", message)
    return _ARGUMENT.sub(said, with_lists).replace("framing.account lists them", "framing read prints them all")
