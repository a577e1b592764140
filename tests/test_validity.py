"""The checklist of construct validity: evidence that there is, and what is missing, for each measure."""

import pandas as pd
import pytest

import framing

ARTICLES = pd.DataFrame({"doc_id": ["a", "b", "c"], "outlet": "Bee", "text": ["They quarrel.", "It rains.", "Calm."]})
CODES = pd.DataFrame(
    {"doc_id": ["a", "b", "c"], "unit": "article", "code": "conflict", "value": [1, 0, 0], "coder": "Ann"}
)
COUNTS = framing.count(ARTICLES, CODES)


def checks(page):
    """What is known, by check."""
    rows = [line.strip("| ").split(" | ") for line in str(page).splitlines() if line.count("|") == 4]
    return {row[1]: row[2] for row in rows if len(row) == 3}


def test_a_code_is_described_by_its_page_its_coder_and_its_number():
    found = checks(framing.validity(COUNTS, codebook="generic_frames"))
    assert found["definition"].startswith("The article reports a conflict between persons")
    assert (found["coder"], found["n"]) == ("Ann", "1 in 3 coded articles")


def test_a_device_has_the_accuracy_of_its_page_as_that_of_another_corpus():
    counts = pd.DataFrame({"doc_id": ["a"], "device": "epistemic hedge", "n": 1, "words": 90, "base": "words"})
    assert checks(framing.validity(counts))["accuracy"].startswith("elsewhere, not in this corpus: ")


def test_agreement_and_accuracy_here_take_their_places():
    ben = CODES.assign(coder="Ben")
    both = framing.agree(ARTICLES, CODES, ben, replicates=0)
    against = framing.agree(ARTICLES, CODES, reference=ben, replicates=0)
    found = checks(framing.validity(COUNTS, agreement=pd.concat([both, against])))
    assert found["agreement"] == "alpha of articles 1.00, n = 3 (reliable)"
    assert found["accuracy"].startswith("here, against Ben: ")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("alpha", "Bee", "Ben", 0.5), ("alpha", "Bee", "", 0.79996)], "alpha Bee .79"),
        ([("alpha", "Bee", "Ben", 0.5), ("alpha", "Sun", "Ben", None)], "alpha against Ben: Bee .50, Sun –"),
        ([("f1", "Bee", "Ben", 1), ("alpha", "", "", 0.9)], "**[missing: agreement or accuracy in each group"),
        ([("alpha", "Bee", "", None)], "**[missing: agreement or accuracy in each group"),
    ],
)
def test_only_an_alpha_of_an_outlet_is_evidence_by_group(rows, told):
    table = pd.DataFrame(rows, columns=["measure", "outlet", "reference", "value"]).assign(device="conflict", units=3)
    assert checks(framing.validity(COUNTS, agreement=table))["by group"].startswith(told)


def test_each_unit_is_named_and_two_references_are_not_mixed():
    rows = [
        ("article", "Bee", "", None, "agreement"), ("article", "Bee", "Ben", 0.5, "agreement"),
        ("article", "Sun", "Cem", 0.9, "agreement"), ("sentence", "Bee", "Ben", 0.7, "agreement"),
        ("article", "Bee", "", 0.99, "stability"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["unit", "outlet", "reference", "value", "kind"])
    table = table.assign(measure="alpha", device="conflict", units=3)
    told = "alpha of articles against Ben: Bee .50; alpha of sentences against Ben: Bee .70"
    assert checks(framing.validity(COUNTS, agreement=table))["by group"] == told
    assert "missing" in checks(framing.validity(COUNTS, agreement=table[-1:]))["by group"]
    whole = table.assign(outlet="", value=table["value"].fillna(0.8))
    assert checks(framing.validity(COUNTS, agreement=whole))["agreement"] == "alpha of articles .80, n = 3 (reliable)"
    assert checks(framing.validity(COUNTS, agreement=whole))["accuracy"].count("alpha") == 2


def test_an_alpha_without_a_value_is_no_evidence():
    calm = CODES.assign(value=0)
    both = framing.agree(ARTICLES, calm, calm.assign(coder="Ben"), replicates=0)
    assert checks(framing.validity(COUNTS, agreement=both))["agreement"].startswith("**[missing: agreement that is")
    against = pd.DataFrame({"measure": "alpha", "reference": ["Ben", "Cem"], "value": [None, 0.9]})
    found = checks(framing.validity(COUNTS, agreement=against.assign(device="conflict", units=3)))["accuracy"]
    assert found == "here, against Cem: alpha .90; n = 3"


def test_the_stability_of_a_model_is_no_agreement():
    one, two = (CODES.assign(coder=f"run {number}", made_by="model") for number in (1, 2))
    page = framing.validity(COUNTS, agreement=framing.agree(ARTICLES, one, two, replicates=0))
    assert any(place.startswith("agreement of people; runs of one model") for place in page.open)


def test_a_classifier_without_its_card_is_missing_it():
    page = framing.validity(COUNTS.assign(expected=0.4))
    assert "the card of the classifier (framing.learn)" in page.open


def test_evidence_of_the_researcher_closes_its_place():
    page = framing.validity(COUNTS, evidence={"conflict": {"perception": "Readers saw it (survey, n = 200)."}})
    assert checks(page)["perception"] == "Readers saw it (survey, n = 200)."
    assert not any("survey or an experiment" in place for place in page.open)


def test_evidence_in_bold_brackets_is_evidence():
    without = framing.validity(COUNTS)
    page = framing.validity(COUNTS, evidence={"conflict": {"perception": "**[Readers]** saw it."}})
    assert len(page.open) == len(without.open) - 1
    assert [line for line in str(page).splitlines() if line.startswith("| conflict")] == ["| conflict | 3 of 11 |"]


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        (COUNTS, {"evidence": {"tone": {}}}, "evidence of 'tone', which is not counted; there are conflict"),
        (COUNTS, {"evidence": {"conflict": {"face": "x"}}}, "has 'face'; the checks are construct, known_groups"),
        (COUNTS.drop(columns="base"), {}, "counts: no column 'base'"),
        (COUNTS[:0], {}, "no rows, so there is no measure"),
        (COUNTS, {"agreement": pd.DataFrame({"device": []})}, "agreement: no columns 'measure'"),
    ],
)
def test_a_checklist_that_cannot_be_filled_says_why(counts, options, message):
    with pytest.raises(ValueError, match=message):
        framing.validity(counts, **options)
