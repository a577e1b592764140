"""The options that errors advise: each is one of the shell, on every command that reads."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import framing
from framing.cli import main
from framing.cli.words import OPTIONS, as_options, option

PACKAGE = Path(framing.__file__).parent
COMMANDS = ("read", "label", "report")
READING = {name for name in OPTIONS if name not in ("by", "devices", "lexicons", "scheduler", "unit", "workers")}


def options_of(command):
    return {
        name for parameter in main.commands[command].params for name in (*parameter.opts, *parameter.secondary_opts)
    }


def sentences(folder):
    """The strings of modules, those of f-strings with their gaps closed, without docstrings."""
    for path in sorted(PACKAGE.joinpath(folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)  # noqa: PD011 - of the syntax tree
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
                yield node.value


@pytest.mark.parametrize("command", [*COMMANDS, "new-paper"])
def test_every_argument_of_reading_is_an_option_of_every_command(command):
    assert {option(name) for name in READING} - options_of(command) == set()


@pytest.mark.parametrize("command", ["label", "report"])
def test_labelling_commands_take_lexicons(command):
    assert "--lexicon" in options_of(command)


def test_every_argument_that_reading_advises_is_an_option():
    advised = {
        name for text in sentences("read") for name in re.findall(r"(?<![\w.])([a-z_]+)=(?=[\"'{[. ]|$|\)|,)", text)
    }
    not_advice = {"id", "charset", "url", "lang", "type", "class"}
    assert {"columns", "errors", "outlet", "dayfirst", "format"} <= advised
    assert advised - not_advice - set(OPTIONS) == set()


@pytest.mark.parametrize("folder", ["read", "cli"])
def test_every_option_that_a_message_names_exists(folder):
    named = {name for text in sentences(folder) for name in re.findall(r"(?<![\w<!-])--[a-z][a-z-]+", text)}
    known = {name for command in main.commands for name in options_of(command)} | {"--version", "--help"}
    assert named - known == set()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ('name it with columns={"text": ...}', "name it with --columns text=..."),
        ('columns={"text": "Artikel"}', "--columns text=Artikel"),
        ('or leave it out with errors="skip"', "or leave it out with --errors skip"),
        ("give fewer workers, or workers=1 to see", "give fewer workers, or --workers 1 to see"),
        ("(outlet= names one)", "(--outlet NAME names one)"),
        ("nothing settles (dayfirst= does)", "nothing settles (--dayfirst does)"),
        ("now joined (tidy='hyphenation')", "now joined (--tidy hyphenation)"),
        ("lexicons=[...] names it", "--lexicon FILE names it"),
        ("read both: framing.read([list, folder]), which", "read both: framing read LIST FOLDER, which"),
        ("the cell '=1+1' and a url https://bee.example/?outlet=3", "the cell '=1+1' and a url https://bee.example/?outlet=3"),
    ],
)  # fmt: skip
def test_a_message_says_arguments_as_options(message, said):
    assert as_options(message) == said


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Artikel,Datum\nIt may rain.,03/04/2024\n", encoding="utf-8")
    return path


def test_read_writes_the_table_and_prints_the_account(table, tmp_path):
    out = tmp_path / "articles.parquet"
    result = run("read", table, "-o", out, "--columns", "text=Artikel,date=Datum", "--outlet", "Bee", "--dayfirst")
    articles = pd.read_parquet(out)
    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    assert result.stderr.splitlines()[-1] == f"{table}: 1 article (csv)"
    assert articles.astype(str).to_dict("records") == [
        {"doc_id": "a-1", "outlet": "Bee", "date": "2024-04-03", "text": "It may rain.", "headline": ""}
    ]


def test_a_language_leaves_articles_in_others_out_and_says_so(tmp_path):
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text("outlet,text,lang\nBee,It may rain.,en-GB\nBee,Es regnet.,de\nBee,Rain.,\n", encoding="utf-8")
    result = run("read", path, "-o", out, "--language", "en")
    assert pd.read_csv(out)["text"].tolist() == ["It may rain.", "Rain."]
    assert "articles in other languages left out: 1 (de 1)" in result.stderr
    path.write_text("outlet,text,lang\nBee,It may rain.,en-GB\n", encoding="utf-8")
    told = run("report", path, "-o", tmp_path / "report", "--language", "fr").stderr
    assert told.endswith("no article is in the language 'fr'; there are: en 1\n")


def test_the_table_keeps_its_account(table, tmp_path):
    run("read", table, "-o", tmp_path / "articles.parquet", "--columns", "text=Artikel")
    assert framing.account(pd.read_parquet(tmp_path / "articles.parquet"))["file"].item() == str(table)


def test_the_account_says_what_was_left_out(tmp_path):
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("outlet: Bee\n\nIt may rain.", encoding="utf-8")
    lines = run("read", tmp_path, "-o", tmp_path / "out.csv").stderr.splitlines()
    assert f"{tmp_path / 'a.html'}: 0 articles (page); left out: no article found in the page" in lines


def test_an_account_of_many_files_names_those_with_something_to_say(tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("outlet: Bee\n\nIt may rain.", encoding="utf-8")
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    lines = run("read", tmp_path, "-o", tmp_path / "out.csv").stderr.splitlines()
    assert lines[-2:] == [
        f"{tmp_path / 'a.html'}: 0 articles (page); left out: no article found in the page",
        "40 files: 40 articles (txt)",
    ]


@pytest.mark.parametrize("pair", ["text", "=Artikel", "text="])
def test_a_column_that_is_no_pair_is_one_line(table, tmp_path, pair):
    result = run("read", table, "-o", tmp_path / "out.csv", "--columns", pair)
    assert (result.exit_code, "write our column, = and the file's column" in result.stderr) == (2, True)


def test_the_error_advises_what_works(table, tmp_path):
    said = run("read", table, "-o", tmp_path / "out.csv").stderr
    assert "name it with --columns text=..." in said


@pytest.mark.parametrize("command", ["label", "report"])
def test_a_profile_of_ones_own_is_used(tmp_path, command):
    (tmp_path / "a.txt").write_text("outlet: Bee\n\nIt may rain.\n\nRing the bees\n", encoding="utf-8")
    profile = tmp_path / "bee.toml"
    line = '[[line]]\ntext = "Ring the bees"\ncategory = "contact"\nseen = "2024-01-12"\n'
    profile.write_text(f'name = "Bee"\n{line}', encoding="utf-8")
    out = tmp_path / ("spans.csv" if command == "label" else "report")
    result = run(command, tmp_path / "a.txt", "-o", out, "--outlets", profile)
    spans = pd.read_csv(out if command == "label" else out / "spans.csv")
    assert (result.exit_code, "profile: Bee" in set(spans["entry"])) == (0, True)


def test_a_report_with_another_profile_is_labelled_again(tmp_path):
    (tmp_path / "a.txt").write_text("outlet: Bee\n\nIt may rain.\n", encoding="utf-8")
    profile = tmp_path / "bee.toml"
    profile.write_text('name = "Bee"\n', encoding="utf-8")
    run("report", tmp_path / "a.txt", "-o", tmp_path / "out")
    again = run("report", tmp_path / "a.txt", "-o", tmp_path / "out", "--outlets", profile)
    assert "not labelled again" not in again.stderr


def test_a_profile_of_ones_own_names_the_outlet_of_a_domain(tmp_path):
    (tmp_path / "a.csv").write_text("url,text\nhttps://www.bee.example/a,It may rain.\n", encoding="utf-8")
    profile = tmp_path / "bee.toml"
    profile.write_text('name = "The Daily Bee"\naliases = ["bee.example"]\n', encoding="utf-8")
    run("read", tmp_path / "a.csv", "-o", tmp_path / "out.csv", "--outlets", profile)
    assert pd.read_csv(tmp_path / "out.csv")[["outlet", "outlet_raw"]].to_dict("records") == [
        {"outlet": "The Daily Bee", "outlet_raw": "bee.example"}
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_profile_is_one_line(table, tmp_path, command):
    result = run(
        command, table, "-o", tmp_path / "out.csv", "--columns", "text=Artikel", "--outlets", tmp_path / "no.toml"
    )
    assert (result.exit_code, "no.toml: no such outlet profile" in result.stderr) == (2, True)


def test_near_duplicates_are_left_out_and_named(tmp_path):
    text = "The mill on the north bank will close in May after ninety years, and it may be sold."
    articles = pd.DataFrame({"doc_id": list("abc"), "outlet": ["Bee", "Sun", "Sun"], "text": [text, text, "Perhaps."]})
    articles.to_csv(path := tmp_path / "a.csv", index=False)
    for keep, left in (("all", ["a", "b", "c"]), ("first", ["a", "c"]), ("none", ["c"])):
        result = run("label", path, "-o", out := tmp_path / "spans.csv", "--devices", "hedge", "--copies", keep)
        assert ("near-duplicates left out" in result.stderr) == (keep != "all")
        assert pd.read_csv(out)["doc_id"].tolist() == left
    assert f"read {len(left)} article" in run("report", path, "-o", tmp_path / "r", "--copies", "none").stderr
    told = run("label", path, "-o", tmp_path / "folder", "--copies", "first").stderr
    assert "a folder is labelled part by part, which takes neither --language nor --copies" in told
