"""What lies in the repository: where, how big, in which form, and whose names."""

import calendar
import os
import re
import subprocess
import tomllib
import zlib
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from framing.model import VERSION

ROOT = Path(__file__).parent.parent
FOLDERS = {".ci", "benchmarks", "corpus", "docs", "framing", "notebooks", "paper", "tests"}
MADE = {".git", ".venv", ".venv-oldest", ".ruff_cache", ".mypy_cache", ".pytest_cache", "__pycache__", "build"}
BINARY = {".parquet", ".pdf", ".png", ".npz", ".gz"}
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]

MACHINE_PATH = re.compile(r"(?<![\w.~*/-])/(?:root|work|home|tmp|opt|Users)/\w|\b[A-Z]:\\Users")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|anaconda)\.(?:org|com)\b")

MOST_SHARED = 0.15
ORDINARY_WORDS = {"Assembly", "Reform", "Civic", "Saint", *calendar.month_name, *calendar.day_name}


class Article(NamedTuple):
    """One article of the demonstration corpus: its header and what stands below."""

    path: Path
    header: dict[str, str]
    body: str


def walked():
    """All files but those that tools and the project make."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE and not name.endswith(".egg-info")]
        yield from (Path(folder, name).relative_to(ROOT) for name in names)


@cache
def repository_files():
    """The files that git tracks or would track; all files where this is no git checkout."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
        files = [Path(name) for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        files = list(walked())
    return sorted(path for path in files if (ROOT / path).is_file())


def text_files(*, below="."):
    files = [path for path in repository_files() if path.suffix not in BINARY and path.is_relative_to(below)]
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in files}


def holding(pattern, files):
    """Each file with the first of its stretches that match `pattern`."""
    return {str(path): match.group() for path, text in files.items() if (match := pattern.search(text))}


@cache
def demo_articles():
    articles = []
    for path in sorted((ROOT / "corpus" / "demo").rglob("*.txt")):
        head, _, body = path.read_bytes().decode("utf-8").partition("\n\n")
        articles.append(Article(path, dict(line.split(": ", 1) for line in head.splitlines()), body))
    return articles


@cache
def shared_wording():
    """The share of word 5-grams, in the shorter article, for each two articles; an outlet's standing text left out."""
    lines = [{line.strip() for line in article.body.splitlines()} for article in demo_articles()]
    printed = Counter(
        (article.header["outlet"], line) for article, own in zip(demo_articles(), lines, strict=True) for line in own
    )
    grams = []
    for article, own in zip(demo_articles(), lines, strict=True):
        words = [re.findall(r"\w+", line.lower()) for line in own if printed[article.header["outlet"], line] == 1]
        grams.append({tuple(line[i : i + 5]) for line in words for i in range(len(line) - 4)})
    return {
        (a.path.stem, b.path.stem): len(ours & theirs) / min(len(ours), len(theirs))
        for (a, ours), (b, theirs) in combinations(zip(demo_articles(), grams, strict=True), 2)
    }


@cache
def agency_pairs():
    """Each two articles of two outlets under one byline on one event."""
    return {
        (a.path.stem, b.path.stem)
        for a, b in combinations(demo_articles(), 2)
        if a.header["outlet"] != b.header["outlet"]
        and (a.header["byline"], a.header["event"]) == (b.header["byline"], b.header["event"])
    }


def demo_names():
    """Outlets, bylines, and the words of the demonstration corpus that are always capitalised and all over it."""
    outlets, places, ordinary = defaultdict(set), defaultdict(set), set()
    for article in demo_articles():
        for word in re.findall(r"[^\W\d_]{3,}", article.body):
            outlets[word].add(article.header["outlet"])
            places[word].add(article.path)
            ordinary |= {word} if word.islower() else set()
    names = {word for word in places if word.istitle() and len(places[word]) >= 12 and len(outlets[word]) >= 3}
    names -= {word for word in names if word.lower() in ordinary} | ORDINARY_WORDS
    return names | {article.header[key] for article in demo_articles() for key in ("outlet", "byline")}


def test_the_top_level_has_the_folders_of_the_design():
    assert {path.parts[0] for path in repository_files() if len(path.parts) > 1} <= FOLDERS


def test_no_file_is_over_three_megabytes():
    assert [str(path) for path in repository_files() if (ROOT / path).stat().st_size > 3_000_000] == []


def test_the_package_is_under_five_megabytes_to_download():
    files = [path for path in repository_files() if path.parts[0] == "framing"]
    assert 1_000_000 < sum(len(zlib.compress((ROOT / path).read_bytes())) for path in files) < 4_900_000


def test_no_file_names_a_place_on_one_machine():
    assert holding(MACHINE_PATH, text_files()) == {}


def test_no_file_names_a_package_registry():
    assert holding(REGISTRY, text_files()) == {}


def test_every_data_file_of_the_package_is_packaged():
    globs = [
        Path(package.replace(".", "/"), pattern)
        for package, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
    ]
    data = [path for path in repository_files() if path.is_relative_to("framing") and path.suffix != ".py"]
    packaged = {
        path for path in data for glob in globs if path.match(str(glob)) and path.parent.match(str(glob.parent))
    }
    assert [str(path) for path in data if path not in packaged] == []


def test_every_folder_of_modules_is_packaged():
    assert SETUPTOOLS["packages"]["find"] == {"include": ["framing*"], "namespaces": False}
    folders = {path.parent for path in text_files(below="framing") if path.suffix == ".py"}
    assert [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").is_file()] == []


def test_the_citation_names_the_version():
    assert f"\nversion: {VERSION}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_changelog_begins_with_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[(.+?)\]", changelog, flags=re.MULTILINE)[1] == VERSION


def test_the_package_knows_no_name_of_the_demonstration_corpus():
    names = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(demo_names()))) + r")\b")
    census = "framing/models/given_names.tsv"  # has every common given name
    files = {path: text for path, text in text_files(below="framing").items() if str(path) != census}
    assert holding(names, files) == {}


def test_the_names_of_the_demonstration_corpus_are_found():
    assert demo_names() >= {"Kestria", "Oduya", "Meridian Press", "Daily Lantern"}


def test_the_demonstration_corpus_has_twenty_events_in_four_outlets_each():
    printed = Counter((article.header["event"], article.header["outlet"]) for article in demo_articles())
    assert set(printed.values()) == {1}
    assert (len(printed), len({event for event, _ in printed}), len({outlet for _, outlet in printed})) == (80, 20, 4)


def test_the_articles_on_one_event_lie_within_three_days():
    days = defaultdict(list)
    for article in demo_articles():
        days[article.header["event"]].append(date.fromisoformat(article.header["date"]))
    assert {event: found for event, found in days.items() if (max(found) - min(found)).days > 3} == {}


def test_a_demonstration_article_has_180_to_450_words():
    words = {article.path.name: len(article.body.split()) for article in demo_articles()}
    assert {name: count for name, count in words.items() if not 180 <= count <= 450} == {}


def test_demonstration_articles_are_utf_8_with_plain_line_ends():
    odd = [b"\r", b"\xef\xbb\xbf", b"\0"]
    assert [a.path.name for a in demo_articles() if any(mark in a.path.read_bytes() for mark in odd)] == []


def test_no_two_demonstration_articles_share_their_wording():
    shared = {pair: share for pair, share in shared_wording().items() if pair not in agency_pairs()}
    assert {pair: round(share, 2) for pair, share in shared.items() if share > MOST_SHARED} == {}


def test_agency_copy_is_the_same_story_in_two_outlets():
    shares = {pair: shared_wording()[pair] for pair in agency_pairs()}
    assert len(shares) == 4
    assert {pair: round(share, 2) for pair, share in shares.items() if share < 0.8} == {}
