"""What devices there are, how accurate each is, and the codebook pages that define them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from framing.vocabulary.code_pages import CodePage, code_page, code_page_names
from framing.vocabulary.codebook_pages import definition, device_names, page, paragraph, subtypes

DEVICE_COLUMNS = ("device", "definition", "subtypes", "measured", "caution", "codebook")


def devices() -> pd.DataFrame:
    """List the devices that the package brings: what each is, and how well it is found.

    Everything is read from the codebook pages. Of devices made by term lists of your own nothing is known.

    Returns
    -------
    DataFrame
        One row a device, by name: `device`; `definition`, one line; `subtypes`, with commas between; `measured`, how
        accurate it is, with corpus, n, coder and version; `caution`, why it must not be compared blindly, empty where
        that is no matter; `codebook`, the page (`framing.codebook` shows it).

    Examples
    --------
    >>> table = devices().set_index("device")
    >>> table.loc["hedge", "codebook"]
    'framing/codebook/hedge.md'
    >>> table.loc["attribution", "subtypes"]
    'direct, indirect, mixed'
    """
    rows = [
        (
            device,
            re.sub(r"\s[^.]*:$", "", definition(device)),  # a list follows on the page, and not here
            ", ".join(subtypes(device)),
            paragraph(device, "Measured"),
            paragraph(device, "Caution"),
            f"framing/codebook/{device}.md",
        )
        for device in device_names()
    ]
    return pd.DataFrame(rows, columns=list(DEVICE_COLUMNS))


@dataclass(frozen=True, slots=True, repr=False)
class CodebookPage:
    """A codebook page: displays itself in a notebook, and is its Markdown as a string."""

    device: str
    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return f"<codebook page {self.device}: a notebook displays it, print() writes it out>"


def codebook(device: str | Path) -> CodebookPage | CodePage:
    """Show the codebook page of a device or of codes (frames, elements, roles): definition, what to code, accuracy.

    It is what a person is trained on who codes by hand. In its examples brackets hold what is to be coded, braces the
    subtype or role, and ¶ ends a paragraph; the package's tests run them.

    Parameters
    ----------
    device : str or Path
        One of `framing.devices()`; or a page of codes: ``generic_frames`` (Semetko & Valkenburg 2000),
        ``frame_elements`` (Entman 1993), ``policy_dimensions`` (Boydstun et al. 2014), ``narrative_roles``; or the path
        of a page of your own, one Markdown file.

    Returns
    -------
    CodebookPage or CodePage
        Displays itself in a notebook; ``str()`` is the Markdown. A page of codes has `codes` and `questions` too.

    Raises
    ------
    ValueError
        If there is no such page: the nearest name, or all of them; if a question of your own page is broken.

    Examples
    --------
    >>> codebook("hedge")
    <codebook page hedge: a notebook displays it, print() writes it out>
    >>> str(codebook("hedge")).splitlines()[0]
    '# hedge'
    >>> codebook("generic_frames").questions[0].text
    'Does the article show disagreement between persons, groups, institutions or countries?'
    """
    if str(device) in code_page_names() or Path(device).suffix == ".md":
        return code_page(device)
    device = str(device)
    if device not in device_names() and (near := get_close_matches(device, code_page_names(), n=1)):
        raise ValueError(f"codebook: no page for {device!r}; did you mean {near[0]!r}?")
    return CodebookPage(device, page(device))
