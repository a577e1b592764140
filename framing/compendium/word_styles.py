"""The styles of the Word document: those of pandoc, with the small print that tables of numbers need."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

OWN = "reference.docx"  # a Word file of this name beside the manuscript has the styles of a journal
_STYLES = "word/styles.xml"
_SIZES = {"Compact": 16, "Caption": 18}  # half points: the cells of tables, and captions
_BODY = 22
_CELL = 60  # twentieths of a point beside the text of a cell


def reference_doc(pandoc: str, manuscript: Path, folder: Path) -> Path:
    """Return a Word file with the styles of the document, made in `folder` unless one stands beside the manuscript."""
    for own in (manuscript.with_name(OWN), manuscript.parent.parent / OWN):
        if own.is_file():
            return own
    command = [pandoc, "--print-default-data-file", OWN]
    default = subprocess.run(command, capture_output=True, check=True).stdout
    path = folder / OWN
    with zipfile.ZipFile(io.BytesIO(default)) as given, zipfile.ZipFile(path, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            undated = zipfile.ZipInfo(name)  # pandoc keeps the times of what it takes over
            made.writestr(undated, _smaller(content.decode()) if name == _STYLES else content)
    return path


def _smaller(styles: str) -> str:
    """Return the styles with smaller sizes and narrower cells."""
    styles = styles.replace('<w:sz w:val="24" />', f'<w:sz w:val="{_BODY}" />', 1)
    styles = re.sub(r'(<w:(?:left|right) w:w=")108(")', rf"\g<1>{_CELL}\g<2>", styles)
    for name, size in _SIZES.items():
        sizes = f'<w:sz w:val="{size}" /><w:szCs w:val="{size}" />'
        style = re.search(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', styles, re.DOTALL)
        if style is None:
            continue
        with_sizes = style[0].replace("<w:rPr>", f"<w:rPr>{sizes}", 1)
        if with_sizes == style[0]:
            with_sizes = style[0].replace("</w:style>", f"<w:rPr>{sizes}</w:rPr></w:style>")
        styles = styles.replace(style[0], with_sizes)
    return styles
