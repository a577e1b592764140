"""Labels that are kept on disk, under a digest of all that decides them, and used again if none of it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd

from framing.files.table_file import write_parquet
from framing.files.whole_file import whole_file
from framing.labelling.plan import Plan
from framing.model import note, paths_of
from framing.origin import SHOWN
from framing.results.provenance import own_digests, package_digest, versions

DECIDING = ("doc_id", "outlet", "headline", "genre", "lang", "text")  # columns that decide an article's labels
PACKAGES = ("nltk", "numpy", "pandas", "scipy")

Paths = str | Path | Iterable[str | Path]


def decided_by(plan: Plan, lexicons: Paths = (), outlets: Paths = ()) -> list[str]:
    """Name what decides the labels, besides the articles: versions, code, devices, options, and the contents of lists.

    Examples
    --------
    >>> from framing.labelling.plan import plan_of
    >>> decided_by(plan_of(["hedge"], coder="me", with_voice=False))[2:]
    ['wanted', 'hedge', 'needed', 'hedge', 'me', 'False']
    """
    return [
        versions(PACKAGES), package_digest(), "wanted", *plan.wanted, "needed", *plan.needed, plan.coder,
        str(plan.with_voice), *(digest for path in paths_of(lexicons) for digest in own_digests(path).values()),
        *(Path(path).read_text("utf-8-sig") for path in paths_of(outlets)),
    ]  # fmt: skip


def labels_key(articles: pd.DataFrame, decided: Iterable[str]) -> str:
    """Compute a digest of articles and of what else decides their labels.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})
    >>> labels_key(articles, ["1.0"]) == labels_key(articles.assign(section="News"), ["1.0"])
    True
    >>> labels_key(articles, ["1.0"]) == labels_key(articles, ["1.1"])
    False
    """
    return digest_of((*decided, *_told(articles)))


def digest_of(parts: Iterable[str]) -> str:
    """Compute one digest of several texts, each with its length, so that "a", "bc" is not "ab", "c".

    Examples
    --------
    >>> digest_of(["a", "bc"]) == digest_of(["ab", "c"])
    False
    """
    found = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()


def _told(articles: pd.DataFrame) -> Iterator[str]:
    for column in DECIDING:
        yield column
        values = articles[column] if column in articles.columns else ()
        yield from (value if isinstance(value, str) else "\0" if pd.isna(value) else str(value) for value in values)


def restored(spans: pd.DataFrame, articles: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    """Give labels the ids that their articles have, and the devices that were looked for, which files do not keep.

    Examples
    --------
    >>> spans = pd.DataFrame({"doc_id": ["1"], "device": ["hedge"]})
    >>> restored(spans, pd.DataFrame({"doc_id": [1]}), ["hedge"])["doc_id"].tolist()
    [1]
    """
    doc_ids = dict(zip(map(str, articles["doc_id"]), articles["doc_id"], strict=True))
    own = spans["doc_id"].map(str).map(doc_ids).astype(articles["doc_id"].dtype)
    return with_devices(spans, devices).assign(doc_id=own)


def with_devices(spans: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    """Give labels the devices that were looked for: Parquet loses the categories of a table without rows.

    Examples
    --------
    >>> with_devices(pd.DataFrame({"device": pd.Categorical([])}), ["hedge"])["device"].cat.categories.tolist()
    ['hedge']
    """
    return spans.assign(device=pd.Categorical(spans["device"], pd.Index(list(devices), dtype="str")))


class LabelFolder:
    """The labels of one key in a folder: ``spans-KEY-DIGEST.parquet``, whose DIGEST is that of the file.

    A file that was changed or cut off does not have the digest that its name states, so it is never used. Files are
    written completely or not at all, and two processes that label the same write the same file.

    Examples
    --------
    >>> import tempfile
    >>> kept = LabelFolder(tempfile.mkdtemp(), "0" * 64)
    >>> kept.labels() is None
    True
    >>> kept.keep(pd.DataFrame({"doc_id": ["a"], "start": [3]}))
    >>> kept.labels()
      doc_id  start
    0      a      3
    """

    def __init__(self, folder: str | Path, key: str) -> None:
        self.folder = Path(folder).expanduser()
        self.key = key[:SHOWN]

    def labels(self) -> pd.DataFrame | None:
        """Read the labels; None where there are none, or, with a note, none that can be used."""
        for path in sorted(self.folder.glob(f"spans-{self.key}-{'?' * SHOWN}.parquet")):
            try:
                content = path.read_bytes()
            except FileNotFoundError:  # another program has just removed it
                continue
            except OSError as error:
                note(f"label: {path} cannot be read ({error.strerror}), so it is not used", stacklevel=4)
                continue
            if self._path(content).name == path.name:
                return pd.read_parquet(BytesIO(content))
            note(f"label: {path} was changed or damaged, so it is not used", stacklevel=4)
        return None

    def keep(self, spans: pd.DataFrame) -> None:
        """Write the labels; where that is not possible, say so in a note."""
        content = BytesIO()
        write_parquet(spans, content)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._path(content.getvalue())) as file:
                file.write(content.getvalue())
        except OSError as error:
            reason = error.strerror or str(error)
            note(
                f"label: the labels could not be kept in {self.folder} ({reason}); those returned are complete",
                stacklevel=4,
            )

    def _path(self, content: bytes) -> Path:
        return self.folder / f"spans-{self.key}-{hashlib.sha256(content).hexdigest()[:SHOWN]}.parquet"
