"""A coder's session: what is decided is on the disk, comes back, is taken back, and never mixed up."""

import json
import subprocess
import sys
import warnings

import pandas as pd
import pytest

import framing
from framing.coding.decision_file import DecisionFile
from framing.coding.desk import fixed, obey, screen

pytest.importorskip("anywidget")

TEXTS = ["It may rain 🌊 today. Bees swarm.", "Perhaps it could snow. The ferry is late."]
ARTICLES = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": TEXTS})
SPANS = framing.label(ARTICLES, ["hedge"], with_voice=False)
QUESTIONS = """# mine

**Construct.** frame.

## cost

- **cost_1** Is a price mentioned?

## tone

- **tone** (warm, cold) Which tone has it?
"""


@pytest.fixture
def drawn():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", framing.Note)  # the outlets have only two sentences
        table = framing.sample(ARTICLES, SPANS, n=4)
    return table.sort_values(["doc_id", "start"], ignore_index=True)


@pytest.fixture
def units():
    return framing.sample(ARTICLES, n=2, unit="article", by=None).sort_values("doc_id", ignore_index=True)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "mine.md"
    path.write_text(QUESTIONS, "utf-8")
    return path


@pytest.fixture
def open_ann(drawn, tmp_path):
    def opened(**options):
        given = {"coder": "Ann", "file": tmp_path / "ann.jsonl", **options}
        return framing.code(given.pop("articles", ARTICLES), given.pop("sample", drawn), **given)

    return opened


def code_all(view, places=()):
    """Mark the words given by item, and none in the others."""
    for marks in [*places, *[()] * (len(view.session.items) - len(places))]:
        for start, end, label in marks:
            view.session.mark(start, end, label)
        view.session.finish() if marks else view.session.none()
    return view


TRUE = [[(3, 6, "modal")], [], [(0, 7, "adverb"), (11, 16, "modal")], []]


def test_a_decision_is_on_the_disk_before_the_next_item_is_shown(open_ann, tmp_path):
    open_ann().session.none()
    last = json.loads((tmp_path / "ann.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["item"].startswith("S0"), last["status"]) == (True, "done")


def test_coding_goes_on_at_the_first_open_item(open_ann):
    first = open_ann()
    first.session.none()
    first.session.mark(0, 4)
    again = open_ann()
    assert (again.session.at, [mark[:2] for mark in again.session.state.marks]) == (1, [(21, 25)])


def test_a_killed_process_loses_nothing(open_ann, tmp_path, drawn):
    ARTICLES.to_parquet(tmp_path / "articles.parquet")
    drawn.to_parquet(tmp_path / "drawn.parquet")
    code = (
        "import framing, pandas as pd, os, signal\n"
        "articles, drawn = (pd.read_parquet(f'{name}.parquet') for name in ('articles', 'drawn'))\n"
        "view = framing.code(articles, drawn, coder='Ann', file='ann.jsonl')\n"
        "view.session.none(); view.session.none(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, timeout=60, check=False)
    assert open_ann().session.progress == {"items": 4, "done": 2, "undecided": 0}


def test_a_last_line_that_was_cut_off_is_dropped_with_a_note(open_ann, tmp_path):
    view = open_ann()
    view.session.none()
    view.session.none()
    path = tmp_path / "ann.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.warns(framing.Note, match=r"ann.jsonl: the last line was cut off"):
        again = open_ann()
    again.session.none()
    assert again.session.progress["done"] == 2


def test_a_file_of_which_only_half_the_first_line_was_written_is_begun_anew(open_ann, tmp_path):
    (tmp_path / "ann.jsonl").write_bytes(b'{"kind": "framing cod')
    with pytest.warns(framing.Note, match="cut off"):
        assert open_ann().session.progress["done"] == 0


def test_undo_takes_back_the_last_decision_also_after_reopening(open_ann):
    view = open_ann()
    view.session.mark(3, 6, "modal")
    view.session.finish()
    again = open_ann()
    again.session.undo()
    assert (again.session.at, again.session.state.status, len(again.session.state.marks)) == (0, "open", 1)
    again.session.undo()
    assert again.session.state.marks == ()
    with pytest.raises(ValueError, match="nothing to undo"):
        again.session.undo()


def test_places_are_whole_words_in_the_text_of_the_article(open_ann):
    view = open_ann()
    view.session.mark(4, 5, "modal")  # inside "may"
    view.session.mark(11, 15)  # the wide character is one, and the word that is begun is taken whole
    view.session.finish()
    with pytest.warns(framing.Note):
        spans = view.spans
    places = zip(spans["start"], spans["end"], strict=True)
    assert [TEXTS[0][start:end] for start, end in places] == ["may", "🌊 today"]


def test_a_mark_on_a_mark_replaces_it(open_ann):
    view = open_ann()
    view.session.mark(3, 6, "modal")
    view.session.mark(3, 6, "verb")
    assert view.session.state.marks == ((3, 6, "verb"),)


def test_undecided_items_are_left_out_with_a_note_and_come_last(open_ann):
    view = open_ann()
    view.session.undecided()
    for _ in range(3):
        view.session.none()
    assert (view.session.at, view.session.state.status) == (0, "undecided")
    with pytest.warns(framing.Note, match="1 undecided of 4 items are left out"):
        assert len(view.codings) == 3


@pytest.mark.filterwarnings("ignore::framing.model.Note")  # few units
def test_the_codings_go_into_agreement_and_correction_as_they_are(open_ann, tmp_path):
    ann = code_all(open_ann(), TRUE)
    ben = code_all(open_ann(coder="Ben", file=tmp_path / "ben.jsonl"), TRUE[:1])
    agreement = framing.agree(ARTICLES, ann.codings, ben.codings, replicates=0).set_index("measure")["value"]
    results = framing.correct(framing.count(ARTICLES, SPANS), ann.codings)
    assert (ann.codings["value"].tolist(), agreement["percent"], len(results)) == ([1, 0, 2, 0], 75, 1)


def test_subtypes_that_a_page_counts_apart_are_not_in_the_value(open_ann):
    view = code_all(open_ann(), [[(3, 6, "bound")]])
    assert (view.codings["value"].tolist(), len(view.spans)) == ([0, 0, 0, 0], 1)


def test_the_file_gives_the_same_tables_as_the_widget(open_ann, tmp_path):
    view = code_all(open_ann(), TRUE)
    pd.testing.assert_frame_equal(framing.read_codings(tmp_path / "ann.jsonl"), view.codings)
    pd.testing.assert_frame_equal(framing.read_codings(tmp_path / "ann.jsonl", marks=True), view.spans)


def test_places_in_sampled_sentences_are_refused_where_whole_articles_are_compared(open_ann, tmp_path):
    ann, ben = (code_all(open_ann(coder=name, file=tmp_path / f"{name}.jsonl"), TRUE) for name in ("Ann", "Ben"))
    with pytest.raises(ValueError, match="the rest of the articles was not coded"):
        framing.agree(ARTICLES, ann.spans, ben.spans)


def test_places_in_whole_articles_are_compared(open_ann, tmp_path, units):
    views = [
        open_ann(sample=units, codebook="hedge", coder=name, file=tmp_path / f"{name}.jsonl") for name in ("Ann", "Ben")
    ]
    ann, ben = (code_all(view, [[(3, 6, "modal")], [(0, 7, "adverb")]]) for view in views)
    table = framing.agree(ARTICLES, ann.spans, ben.spans, replicates=0)
    assert set(table.loc[table["measure"] == "f1", "value"]) == {1.0}


def test_questions_are_answered_one_after_another_and_corrected(open_ann, units, page):
    view = open_ann(sample=units, codebook=page)
    view.session.answer("cost_1", "yes")
    view.session.answer("tone", "cold")
    assert view.session.at == 1
    view.session.previous()
    view.session.answer("cost_1", "no")
    with pytest.warns(framing.Note, match="1 open"):
        codings = view.codings
    assert codings[["code", "value"]].to_numpy().tolist() == [["cost_1", 0], ["tone", "cold"]]


def test_a_proposal_is_accepted_or_rejected_before_an_item_is_finished(open_ann):
    view = open_ann(proposals=SPANS)
    with pytest.raises(ValueError, match="1 proposals are open"):
        view.session.finish()
    view.session.accept()
    view.session.finish()
    view.session.go(2)
    view.session.accept()
    view.session.reject()
    view.session.finish()
    with pytest.warns(framing.Note):
        codings = view.codings
    assert (codings["value"].tolist(), set(codings["blind"])) == ([1, 1], {False})


def test_an_adjudication_asks_for_the_differences_alone_and_counts_as_truth(open_ann, tmp_path):
    ann = code_all(open_ann(), TRUE)
    ben = code_all(open_ann(coder="Ben", file=tmp_path / "ben.jsonl"), TRUE[:1])
    view = framing.adjudicate(ARTICLES, tmp_path / "ann.jsonl", ben, file=tmp_path / "settled.jsonl")
    assert len(view.session.items) == 1
    view.session.take(0)
    settled = framing.read_codings(tmp_path / "settled.jsonl")
    assert (sorted(settled["value"]), set(settled["coder"])) == ([0, 0, 1, 2], {"adjudicated"})
    assert len(framing.correct(framing.count(ARTICLES, SPANS), settled)) == 1
    with pytest.raises(ValueError, match="was settled from the others' codes"):
        framing.agree(ARTICLES, ann.codings, settled)


def test_an_adjudicated_spans_table_is_no_coder_either(open_ann, tmp_path, units):
    views = [
        open_ann(sample=units, codebook="hedge", coder=name, file=tmp_path / f"{name}.jsonl") for name in ("Ann", "Ben")
    ]
    ann, ben = code_all(views[0], [[(3, 6, "modal")]]), code_all(views[1])
    view = framing.adjudicate(ARTICLES, ann, ben, file=tmp_path / "settled.jsonl")
    view.session.take(0)
    with pytest.raises(ValueError, match="was settled from the others' codes"):
        framing.agree(ARTICLES, ann.spans, view.spans)


def test_answers_on_which_two_coders_agree_are_there_when_adjudication_begins(open_ann, tmp_path, units, page):
    views = []
    for name, tone in (("Ann", "warm"), ("Ben", "cold")):
        view = open_ann(sample=units, codebook=page, coder=name, file=tmp_path / f"{name}.jsonl")
        for _ in range(2):
            view.session.answer("cost_1", "yes")
            view.session.answer("tone", tone)
        views.append(view)
    view = framing.adjudicate(ARTICLES, *views, file=tmp_path / "settled.jsonl")
    assert (view.session.state.answers, view.session.question) == ({"cost_1": 1}, 1)


@pytest.mark.filterwarnings("ignore::framing.model.Note")  # few units
def test_a_retest_is_a_coding_of_its_own_and_shows_drift(open_ann, drawn):
    plan = framing.allocate(drawn, ["Ann", "Ben"], overlap=1, retest=0.5)
    view = open_ann(sample=plan)
    for _ in range(5):
        view.session.none()
    view.session.mark(0, 4)
    view.session.finish()
    again = view.retested
    agreement = framing.agree(ARTICLES, view.codings, again, replicates=0).set_index("measure")["value"]
    drift = view.drift.iloc[0]
    assert (len(view.codings), set(again["coder"]), agreement["percent"]) == (4, {"Ann again"}, 50)
    assert (drift["items"], drift["alike"], drift["percent"]) == (2, 1, 50)


def test_an_allocation_gives_all_the_pilot_and_each_unit_to_someone(drawn):
    many = pd.concat([drawn.assign(sentence_id=drawn["sentence_id"] + str(number)) for number in range(25)])
    plan = framing.allocate(many, ["Ann", "Ben", "Cy"], pilot=10, overlap=0.2, retest=0.1, seed=4)
    coders = plan[plan["batch"] != "retest"].groupby("sentence_id")["coder"].nunique()
    assert (coders.value_counts().to_dict(), len(coders)) == ({1: 72, 3: 28}, 100)
    assert plan.groupby("coder").head(10)["batch"].eq("pilot").all()


def test_a_coder_sees_neither_outlet_nor_date_nor_labels(open_ann):
    view = open_ann()
    told = json.dumps([fixed(view.session, ""), screen(view.session)])
    assert ("Sun" in told, "found" in told, "stratum" in told) == (False, False, False)


def test_a_key_for_an_item_that_is_no_longer_open_does_nothing(open_ann):
    view = open_ann()
    key = view.session.item.key
    obey(view.session, {"do": "none", "key": key})
    with pytest.raises(ValueError, match="pressed twice"):
        obey(view.session, {"do": "none", "key": key})


def test_the_static_page_shows_what_was_coded_and_escapes_it(open_ann):
    articles = ARTICLES.assign(text="It may <b>rain</b>. Perhaps.")
    sample = framing.sample(articles, n=2, unit="article", by=None)
    view = open_ann(articles=articles, sample=sample, codebook="hedge")
    view.session.mark(3, 6, "modal")
    view.session.write_note("<i>sure?</i>")
    view.session.finish()
    bundle = view._repr_mimebundle_()
    html = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    wanted = ("It <mark>may</mark> &lt;b&gt;rain&lt;/b&gt;", "<b>1</b> of 2 items decided", "&lt;i&gt;sure?&lt;/i&gt;")
    assert [one for one in wanted if one not in html] == []


WRONG = {
    "an empty sample": ({"sample": pd.DataFrame(columns=["sentence_id", "doc_id", "start", "end"])}, "nothing to code"),
    "another coder's file": ({"coder": "Ben"}, "ann.jsonl has the codings of Ann, not of Ben; give each coder a file"),
    "another codebook": ({"codebook": "generic_frames"}, "was coded by the codebook hedge, not generic_frames"),
    "the codebook of another device": ({"codebook": "booster"}, "the sample was drawn for hedge"),
    "no such codebook": ({"codebook": "hegde"}, "no page 'hegde'; there are the devices"),
    "other articles": ({"articles": ARTICLES.assign(doc_id=["x", "y"])}, "doc_id a is not in articles"),
    "a changed text": (
        {"articles": ARTICLES.assign(text="So. " + ARTICLES["text"])},
        "is not at its place in the text",
    ),
    "proposals of other texts": (
        {"proposals": SPANS.assign(doc_id="z")},
        r"doc_id z not in articles",
    ),
    "proposals after blind coding": ({"proposals": SPANS}, "was coded blind so far"),
    "no name": ({"coder": " "}, "is no name"),
}


@pytest.mark.parametrize(("options", "message"), WRONG.values(), ids=WRONG)
def test_bad_input_is_one_clear_line(open_ann, options, message):
    open_ann().session.none()
    with pytest.raises(ValueError, match=message) as error:
        open_ann(**options)
    assert "\n" not in str(error.value)


def test_a_text_that_changed_inside_a_coded_item_is_refused(open_ann, drawn):
    open_ann().session.none()
    text = ARTICLES["text"].str.replace("Bees", "Ants")
    changed = drawn.assign(sentence=drawn["sentence"].str.replace("Bees", "Ants"))
    with pytest.raises(ValueError, match=r"the text of 1 items has changed since ann.jsonl was begun \(doc_id a\)"):
        open_ann(articles=ARTICLES.assign(text=text), sample=changed)


def test_adjudication_refuses_texts_that_changed(open_ann, tmp_path):
    code_all(open_ann(), TRUE)
    code_all(open_ann(coder="Ben", file=tmp_path / "ben.jsonl"))
    files = tmp_path / "ann.jsonl", tmp_path / "ben.jsonl"
    with pytest.raises(ValueError, match="the text of 1 items has changed since it was coded"):
        framing.adjudicate(
            ARTICLES.assign(text=ARTICLES["text"].str.replace("Bees", "Ants")), *files, file=tmp_path / "c.jsonl"
        )


def test_a_place_that_cannot_be_written_is_one_clear_line(open_ann, tmp_path):
    with pytest.raises(ValueError, match=r"cannot be written \(.+\); give file= a place that can be written"):
        open_ann(file=tmp_path / "no folder" / "ann.jsonl")


def test_a_decision_that_cannot_be_saved_did_not_happen(open_ann, monkeypatch):
    view = open_ann()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("framing.coding.decision_file.os.fsync", full)
    with pytest.raises(ValueError, match=r"not saved \(No space left on device\)"):
        view.session.none()
    assert (view.session.at, view.session.state.status) == (0, "open")


def test_after_a_decision_that_could_not_be_saved_coding_goes_on(open_ann, monkeypatch):
    view = open_ann()

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("framing.coding.decision_file.os.fsync", full)
        with pytest.raises(ValueError, match="not saved"):
            view.session.none()
    view.session.none()
    assert open_ann().session.progress["done"] == 1


def test_a_file_that_is_open_in_another_kernel_is_refused(open_ann, tmp_path):
    pytest.importorskip("fcntl")
    open_ann()
    code = f"import framing.coding.decision_file as one; one.DecisionFile({str(tmp_path / 'ann.jsonl')!r}, {{}})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert "ann.jsonl is open in another notebook" in said.stderr


def test_an_older_widget_on_the_same_file_says_so(open_ann):
    older = open_ann()
    open_ann()
    with pytest.raises(ValueError, match=r"ann.jsonl was opened again by another cell"):
        older.session.none()


def test_a_file_that_another_program_wrote_to_is_not_written_to(open_ann, tmp_path):
    view = open_ann()
    with (tmp_path / "ann.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(ValueError, match="was changed or moved by another program"):
        view.session.none()


def test_a_broken_line_is_named(open_ann, tmp_path):
    view = open_ann()
    view.session.none()
    view.close()
    path = tmp_path / "ann.jsonl"
    path.write_text(path.read_text("utf-8").replace('{"item"', '{"it', 1) + '{"item": "x"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"ann.jsonl, line 2: no decision; restore the file from a copy"):
        framing.read_codings(path)


def test_another_file_is_not_overwritten(open_ann, tmp_path):
    (tmp_path / "ann.jsonl").write_text('{"a": 1}\n', "utf-8")
    with pytest.raises(ValueError, match=r"ann.jsonl: no file of codings; give file= another name"):
        open_ann()
    assert (tmp_path / "ann.jsonl").read_text("utf-8") == '{"a": 1}\n'


def test_a_closed_file_can_be_opened_by_another_program(tmp_path):
    file = DecisionFile(tmp_path / "x.jsonl", {"coder": "Ann"})
    file.close()
    assert DecisionFile(tmp_path / "x.jsonl", {}).head["coder"] == "Ann"
