"""An analysis plan of its own: written once, read strictly, and what departs from it is named."""

from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.label import label
from framing.report.analysis import analyse
from framing.report.departures import departures
from framing.results.analysis_plan import read_analysis_plan

ARTICLES = pd.DataFrame({"doc_id": range(12), "outlet": ["Bee", "Sun"] * 6, "text": "It may rain. Orr said it could."})


@pytest.fixture(scope="module")
def analysis():
    labelled = partial(label, devices=["hedge", "attribution", "boilerplate"])
    return analyse(ARTICLES, by="outlet", unit=None, labelled=labelled)


@pytest.fixture
def lexicon(tmp_path, monkeypatch):
    """A list of one's own, ``mine.tsv``, with the device *metaphor*."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.tsv").write_text("term\tdevice\tsubtype\tsource\nflood of\tmetaphor\twater\town\n", "utf-8")


@pytest.fixture
def departed(analysis, tmp_path, lexicon):
    def found(**options):
        plan = read_analysis_plan(framing.new_plan(tmp_path / "plan.toml", **options))
        return departures(plan, analysis, None, lexicons=[], outlets=[])

    return found


def test_a_report_as_planned_departs_from_nothing(departed):
    assert departed(unit="article") == []


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"unit": "event"}, "unit: planned was event, done is article"),
        ({"adjust": "fdr"}, "adjustment: planned was fdr, done is holm"),
        ({"exclude": ""}, "text excluded: planned was none, done is boilerplate"),
        (
            {"devices": ["hedge"]},
            "compared and not planned, in the same family (p is adjusted for 3 contrasts): attribution",
        ),
        ({"devices": ["hedge", "attribution", "booster"]}, "planned and not compared: booster"),
        ({"codes": ["conflict"]}, "codes planned and not compared: conflict"),
        ({"correct": "sample"}, "shares of codes were to be corrected by a sample and are not: no codes were given"),
        ({"lexicons": ["mine.tsv"]}, "term lists: planned were mine.tsv, used are none"),
    ],
)
def test_what_departs_from_the_plan_is_named(departed, options, line):
    assert line in departed(**options)


def test_the_kinds_of_a_planned_device_are_planned(departed):
    assert not any("epistemic" in line for line in departed(devices=["hedge"]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"devices": []}, "nothing is compared; name devices or codes"),
        ({"devices": ["hegde"]}, "no device 'hegde'"),
        ({"devices": ["metaphr"], "lexicons": ["mine.tsv"]}, "no device 'metaphr'"),
        ({"devices": ["metaphor"], "lexicons": ["x.tsv"]}, "x.tsv: no such lexicon file"),
        ({"adjust": "bonferroni"}, "adjust='bonferroni'; write one of holm, fdr, none"),
        ({"correct": "yes"}, "correct='yes'; write one of sample, none"),
    ],
)
@pytest.mark.usefixtures("lexicon")
def test_a_plan_that_cannot_be_is_refused(tmp_path, options, message):
    with pytest.raises(ValueError, match=message):
        framing.new_plan(tmp_path / "plan.toml", **options)


@pytest.mark.usefixtures("lexicon")
def test_a_device_of_one_s_own_list_is_planned(tmp_path):
    path = framing.new_plan(tmp_path / "plan.toml", devices=["hedge", "metaphor"], lexicons=["mine.tsv"])
    assert read_analysis_plan(path).devices == ("hedge", "metaphor")


def test_a_plan_is_not_overwritten(tmp_path):
    path = framing.new_plan(tmp_path / "plan.toml")
    with pytest.raises(ValueError, match="exists already; a plan is not overwritten"):
        framing.new_plan(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[codes]", "[code]"), "code is no part of a plan; the parts are paper, corpus, labels, comparison, codes"),
        (('adjust = "holm"', 'adjust = "bonferoni"'), r'adjust in \[comparison\] has to be "holm" or "fdr" or "none"'),
        (('by = "outlet"', "by = 3"), r"by in \[comparison\] has to be a text"),
        (("exclude =", "excluded ="), r"exclude in \[comparison\] has to be a text"),
        (("[labels]", "[labels"), "is not valid TOML"),
        (('correct = "none"', 'correct = "maybe"'), r'correct in \[codes\] has to be "sample" or "none"'),
    ],
)
def test_a_plan_edited_by_hand_is_read_strictly(tmp_path, change, message):
    path = framing.new_plan(tmp_path / "plan.toml")
    path.write_text(path.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_analysis_plan(path)


def test_the_plan_of_a_paper_has_no_codes():
    assert read_analysis_plan(Path(__file__).parent.parent / "paper" / "plan.toml").codes == ()
