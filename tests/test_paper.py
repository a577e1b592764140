"""The paper: a compendium as `framing new-paper` lays it out, whose words say what the numbers say."""

import os
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest

from framing.compendium import Number, build
from framing.compendium.prose import cited, typed_numbers

ROOT = Path(__file__).parent.parent
PAPER = ROOT / "paper"
sys.path.insert(0, str(PAPER))

import accuracy  # noqa: E402
import analysis  # noqa: E402
import findings  # noqa: E402

MANUSCRIPT = (PAPER / "manuscript.typ").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """What the command said, and the folder with the copy of the paper that it built."""
    folder = tmp_path_factory.mktemp("command")
    ignored = shutil.ignore_patterns("build", "studies", "__pycache__")
    paper = Path(shutil.copytree(PAPER, folder / "paper", ignore=ignored))
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "build.py"], cwd=paper, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    return done, paper


@pytest.fixture(scope="module")
def tables(command):
    folder = command[1] / "build" / "tables"
    return {path.stem: pd.read_csv(path, keep_default_na=True) for path in folder.glob("*.csv")}


def test_one_command_builds_the_paper(command):
    done, paper = command
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "made: build/manuscript.pdf"
    assert (paper / "build" / "figures" / "ratios.svg").is_file()


def test_the_command_tells_how_far_it_is(command):
    assert "  80 of 80 articles labelled" in command[0].stdout.splitlines()


def test_the_pdf_and_the_figures_carry_no_date(command):
    made = [command[1] / "build" / name for name in ("manuscript.pdf", "figures/ratios.pdf", "figures/ratios.svg")]
    found = re.findall(rb"CreationDate|ModDate|CreateDate|dc:date", b"".join(path.read_bytes() for path in made))
    assert found == []


@pytest.mark.parametrize("name", ["Makefile", ".gitignore"])
def test_the_machinery_is_that_of_the_template(name):
    template = resources.files("framing.compendium").joinpath("templates", f"{name}.template")
    assert (PAPER / name).read_text("utf-8") == template.read_text("utf-8")


def test_the_manuscript_has_no_number_of_its_own():
    assert typed_numbers(MANUSCRIPT, ".typ") == []


def test_the_manuscript_cites_every_work_of_the_bibliography():
    entries = re.findall(r"^@\w+\{([^,]+),", (PAPER / "references.bib").read_text("utf-8"), re.MULTILINE)
    assert sorted(cited(MANUSCRIPT, ".typ")) == entries


def test_claims_follow_the_numbers(command, tables, capsys):
    exchanged = {"Kestria Ledger": "The Alder Courier", "The Alder Courier": "Kestria Ledger"}
    turned = {name: table.replace(exchanged) for name, table in tables.items()}
    status = build(command[1], tables=lambda plan: turned, numbers=findings.numbers, texts=findings.texts, figures={})
    failed = re.findall(r"the claim '(.{12})", capsys.readouterr().err)
    expected = {"it is the ot", "the _Ledger_", "Most of the ", "its lead is ", "Most of its "}
    assert (status, expected - set(failed)) == (1, set())


def test_all_contrasts_are_one_family(tables):
    smallest = tables["results"].sort_values("p").iloc[0]
    assert smallest["p_adjusted"] == pytest.approx(smallest["p"] * tables["results"]["p"].notna().sum())


def test_hedges_of_all_voices_are_those_of_each_voice(tables):
    by_voice = tables["voices"].groupby("outlet")["n"].sum().to_dict()
    overall = tables["rates"][tables["rates"]["device"] == analysis.ALL].set_index("group")["n"].to_dict()
    assert by_voice == overall


def test_a_ratio_without_agency_copy_is_that_of_ledger_to_courier(tables):
    found = findings.numbers(tables)["ratio_without_agency"]
    row = tables["without_agency"].query("device == 'hedge' and a == 'Kestria Ledger' and b == 'The Alder Courier'")
    assert isinstance(found, Number)
    assert found.value == pytest.approx(row["ratio"].item())


def test_abstract_and_limits_say_that_the_corpus_is_fictional():
    abstract, _, rest = MANUSCRIPT.partition("= Introduction")
    limits = rest.partition("= Limits")[2]
    assert ["corpus is fictional" in part for part in (abstract, limits)] == [True, True]


def cues(*places):
    columns = ["doc_id", "start", "end", "voice"]
    rows = pd.DataFrame([("a", start, end, voice) for start, end, voice in places], columns=columns)
    return rows.assign(device="hedge", role="cue")


def test_cues_that_overlap_are_matched_one_to_one():
    found = cues((0, 5, "outlet"), (6, 9, "quoted"), (20, 25, "outlet"))
    coded = cues((0, 9, "outlet"), (40, 45, "outlet"))
    row = accuracy.agreement(found, coded, pd.DataFrame({"doc_id": ["a"], "event": ["fire"]}))
    assert (row["found"], row["coded"], row["matched"], row["same_voice"]) == (3, 2, 1, 1)


def test_what_is_found_in_an_article_nobody_coded_does_not_count():
    found, coded = cues((0, 5, "outlet")).assign(doc_id="b"), cues((0, 5, "outlet"))
    row = accuracy.agreement(found, coded, pd.DataFrame({"doc_id": ["a"], "event": ["fire"]}))
    assert (row["found"], row["matched"]) == (0, 0)


def test_hedges_in_boilerplate_do_not_count_as_found():
    boilerplate = cues((18, 30, "outlet")).assign(device="boilerplate")
    spans = pd.concat([cues((0, 5, "outlet"), (20, 25, "outlet")), boilerplate], ignore_index=True)
    assert accuracy.hedges(spans)["start"].tolist() == [0]
