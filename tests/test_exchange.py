"""Spans in the files of annotation tools: round trips are exact, and what cannot be written or read is said."""

import importlib.util
import json
import warnings

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import Note, label, read_spans, tokenise, write_spans
from framing.exchange.formats import FORMATS, module_of
from framing.model import SPAN_COLUMNS

NEEDS = {"cas": "cassis", "docbin": "spacy"}
HERE = [name for name in FORMATS if importlib.util.find_spec(NEEDS.get(name, "json"))]
BY_CHARACTER = [name for name in HERE if name not in ("conll", "docbin")]
ALL_COLUMNS = [name for name in HERE if set(module_of(name).KEPT) == set(SPAN_COLUMNS)]
LINKED = ("brat", "doccano", "label_studio")
PIECES = [
    "It may",
    " ",
    "\n",
    "\r\n",
    "\r",
    "😀",
    "E\u0301",
    "👩‍👧",
    "said Ada",
    ".",
    "\t",
    "\u2028",
    "“no”",
    "|",
    "\u00a0",
    "\ufeff",
]
TEXT = "Ada 😀 said it may\r\nrain, “so”.\n"


def article(text, doc_id="a"):
    return pd.DataFrame({"doc_id": [doc_id], "outlet": ["Bee"], "text": [text]})


def spans_of(*rows, devices=("attribution", "hedge", "booster")):
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "device", "role", "instance"])
    return table.assign(device=table["device"].astype(pd.CategoricalDtype(list(devices))))


ATTRIBUTION = spans_of(
    ("a", 6, 10, "attribution", "cue", 3),
    ("a", 0, 3, "attribution", "source", 3),
    ("a", 11, 17, "attribution", "content", 3),
    ("a", 19, 23, "attribution", "content", 3),
    ("a", 14, 17, "hedge", "cue", 7),
)


def path_in(folder, name):
    return folder / f"spans_{name}"


def canonical(spans, *, numbered):
    """Rows as a set in order; instances by number, or by the place of their cue."""
    columns = [name for name in SPAN_COLUMNS if name in spans.columns and name != "instance"]
    table = spans[columns].astype(object).where(spans[columns].notna(), None)
    rows = table.assign(device=spans["device"].astype(str)).to_dict("records")
    instances = list(zip(spans["doc_id"], spans["instance"], strict=True))
    if not numbered:
        members = {}
        for key, row in zip(instances, rows, strict=True):
            members.setdefault(key, []).append(repr(sorted(row.items())))
        instances = [sorted(members[key]) for key in instances]
    return sorted(repr((sorted(row.items()), instance)) for row, instance in zip(rows, instances, strict=True))


def there_and_back(folder, articles, spans, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)
        left_out = write_spans(articles, spans, path_in(folder, name), format=name)
    return left_out, read_spans(path_in(folder, name), articles=articles, format=name)


@st.composite
def coded(draw, *, on_tokens):
    articles = pd.concat(
        [article("".join(draw(st.lists(st.sampled_from(PIECES), max_size=12))), doc_id) for doc_id in ("a", "b/ü")],
        ignore_index=True,
    )
    tokens = tokenise(articles)
    rows, seen, instance = [], set(), draw(st.integers(0, 3))
    for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True):
        own = tokens[tokens["doc_id"] == doc_id]
        starts = own["start"].tolist() if on_tokens else list(range(len(text)))
        ends = own["end"].tolist() if on_tokens else list(range(1, len(text) + 1))
        for _ in range(draw(st.integers(0, 3)) if starts else 0):
            device = draw(st.sampled_from(["attribution", "hedge"]))
            for role in ["cue", *draw(st.lists(st.sampled_from(["source", "content"]), max_size=3))]:
                start = draw(st.sampled_from(starts))
                end = draw(st.sampled_from([end for end in ends if end > start]))
                if (start, end, instance, role) not in seen:
                    seen.add((start, end, instance, role))
                    rows.append((doc_id, start, end, device, role, instance))
            instance += draw(st.integers(1, 2))
    return articles, spans_of(*rows)


def round_trip_is_exact(tmp_path_factory, name, drawn):
    articles, spans = drawn
    left_out, back = there_and_back(tmp_path_factory.mktemp("exchange"), articles, spans, name)
    keys = ["doc_id", "instance"]
    out = set(left_out[keys].itertuples(index=False, name=None))
    kept = spans.loc[[key not in out for key in spans[keys].itertuples(index=False, name=None)]]
    numbered = name not in ("brat", "doccano")
    columns = [*kept.columns]
    assert canonical(back[columns], numbered=numbered) == canonical(kept, numbered=numbered)
    assert list(back["device"].cat.categories) == list(spans["device"].cat.categories)
    return left_out


BUDGET = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", [name for name in BY_CHARACTER if name != "brat"])
@BUDGET
@given(drawn=coded(on_tokens=False))
def test_any_place_comes_back(tmp_path_factory, name, drawn):
    assert round_trip_is_exact(tmp_path_factory, name, drawn).empty


@pytest.mark.parametrize("name", [name for name in HERE if name in ("brat", "conll", "docbin")])
@BUDGET
@given(drawn=coded(on_tokens=False))
def test_what_a_format_cannot_hold_is_left_out_whole_and_the_rest_comes_back(tmp_path_factory, name, drawn):
    round_trip_is_exact(tmp_path_factory, name, drawn)


@pytest.mark.parametrize("name", HERE)
@BUDGET
@given(drawn=coded(on_tokens=True))
def test_whole_tokens_come_back(tmp_path_factory, name, drawn):
    assert round_trip_is_exact(tmp_path_factory, name, drawn).empty


@pytest.mark.parametrize("name", ALL_COLUMNS)
def test_every_column_comes_back(tmp_path, demo, demo_spans, name):
    articles = demo.head(3)
    spans = demo_spans[demo_spans["doc_id"].isin(articles["doc_id"])]
    left_out, back = there_and_back(tmp_path, articles, spans, name)
    out = set(left_out[["doc_id", "instance"]].itertuples(index=False, name=None))
    kept = [key not in out for key in spans[["doc_id", "instance"]].itertuples(index=False, name=None)]
    assert canonical(back, numbered=True) == canonical(spans[kept], numbered=True)


@pytest.mark.parametrize("name", HERE)
def test_an_article_without_a_span_and_devices_not_found_come_back(tmp_path, name):
    _, back = there_and_back(tmp_path, article(""), spans_of(), name)
    assert (len(back), list(back["device"].cat.categories)) == (0, ["attribution", "hedge", "booster"])


@pytest.mark.parametrize("name", HERE)
def test_doc_ids_that_are_numbers_come_back_as_numbers(tmp_path, name):
    articles = article(TEXT, 7)
    _, back = there_and_back(tmp_path, articles, ATTRIBUTION.assign(doc_id=7), name)
    assert (back["doc_id"].dtype, len(back)) == (articles["doc_id"].dtype, 5)


@pytest.mark.parametrize("name", HERE)
def test_a_text_changed_since_is_one_line_with_its_doc_id(tmp_path, name):
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, name)
    with pytest.raises(ValueError, match=r"the text of doc_id a is not the one that was coded") as error:
        read_spans(path_in(tmp_path, name), articles=article(TEXT.replace("Ada", "Bea")), format=name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", HERE)
def test_an_unknown_article_is_one_line(tmp_path, name):
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, name)
    with pytest.raises(ValueError, match=r"doc_id a not in articles"):
        read_spans(path_in(tmp_path, name), articles=article(TEXT, "b"), format=name)


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize("damage", [lambda content: content[: len(content) // 2], lambda content: b"\xff\x00{"])
def test_a_broken_file_is_one_line(tmp_path, name, damage):
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, name)
    path = path_in(tmp_path, name)
    file = path if path.is_file() else next(file for file in path.iterdir() if file.suffix in (".ann", ".xmi"))
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(ValueError, match=str(file)) as error:
        read_spans(path, articles=article(TEXT), format=name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", HERE)
def test_a_device_that_is_not_expected_is_one_line(tmp_path, name):
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, name)
    with pytest.raises(ValueError, match=r"has the device attribution, which is not in devices="):
        read_spans(path_in(tmp_path, name), articles=article(TEXT), format=name, devices=["hedge"])


@pytest.mark.parametrize("name", HERE)
def test_a_file_that_may_hold_codings_is_not_replaced(tmp_path, name):
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, name)
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, name)
    with pytest.raises(ValueError, match=r"exists already and may hold codings"):
        write_spans(article(TEXT), ATTRIBUTION.head(1), path_in(tmp_path, name), format=name)


@pytest.mark.parametrize("name", [name for name in HERE if name not in ALL_COLUMNS])
def test_filled_columns_that_are_lost_are_named(tmp_path, name):
    spans = ATTRIBUTION.assign(speaker=["Ada", "", "", "", ""], voice="", score=float("nan"))
    with pytest.warns(Note, match=rf"{name} cannot hold the columns speaker; keep"):
        write_spans(article(TEXT), spans, path_in(tmp_path, name), format=name)


@pytest.mark.parametrize("name", [name for name in HERE if name not in ("cas", "standoff")])
def test_an_instance_with_an_empty_cue_is_left_out_and_returned(tmp_path, name):
    spans = ATTRIBUTION.assign(
        end=ATTRIBUTION["end"].mask(ATTRIBUTION["role"].eq("cue") & ATTRIBUTION["instance"].eq(3), 6)
    )
    with pytest.warns(Note, match=r"4 spans were left out \(an empty span\)"):
        left_out = write_spans(article(TEXT), spans, path_in(tmp_path, name), format=name)
    assert left_out["reason"].tolist() == ["an empty span"] * 4


@pytest.mark.parametrize("name", [name for name in HERE if name in ("conll", "docbin")])
def test_a_span_inside_a_token_is_left_out_and_returned(tmp_path, name):
    with pytest.warns(Note, match=r"1 spans were left out \(not on the borders of tokens\)"):
        left_out = write_spans(article(TEXT), spans_of(("a", 15, 17, "hedge", "cue", 0)), tmp_path / "x", format=name)
    assert left_out["start"].tolist() == [15]


@pytest.mark.parametrize("name", [name for name in HERE if "coder" not in module_of(name).KEPT])
def test_several_coders_are_refused_where_a_format_has_no_coder(tmp_path, name):
    spans = ATTRIBUTION.assign(coder=["Ann"] * 4 + ["Bea"])
    with pytest.raises(ValueError, match=r"spans of several coders"):
        write_spans(article(TEXT), spans, tmp_path / "x", format=name)


def test_an_unknown_format_lists_those_there_are(tmp_path):
    with pytest.raises(ValueError, match=r"format='odt': choose brat, cas"):
        read_spans(tmp_path, articles=article(TEXT), format="odt")


def test_a_format_needs_the_articles(tmp_path):
    with pytest.raises(ValueError, match=r"needs articles="):
        read_spans(tmp_path, format="brat")


def test_standoff_has_no_word_of_the_text(tmp_path):
    there_and_back(tmp_path, article(TEXT), ATTRIBUTION, "standoff")
    assert not any(word in path_in(tmp_path, "standoff").read_text("utf-8") for word in ("Ada", "rain", "said"))


def test_a_character_that_xml_cannot_hold_is_one_line(tmp_path):
    pytest.importorskip("cassis")
    with pytest.raises(ValueError, match=r"doc_id a: has the character U\+0007, which XML cannot hold"):
        write_spans(article("It may\x07."), spans_of(), tmp_path / "x", format="cas")


# What the tools themselves write.

DOCCANO = {"id": 9, "text": TEXT, "doc_id": "a", "Comments": []}


@pytest.fixture
def read_doccano(tmp_path):
    def reader(**fields):
        path = tmp_path / "admin.jsonl"
        path.write_text(json.dumps({**DOCCANO, **fields}) + "\n", encoding="utf-8")
        return read_spans(path, articles=article(TEXT), format="doccano")

    return reader


def test_doccano_counts_utf16_units(read_doccano):
    entity = {"id": 31, "label": "hedge", "start_offset": 15, "end_offset": 18}
    back = read_doccano(entities=[entity], relations=[])
    assert TEXT[back["start"].iloc[0] : back["end"].iloc[0]] == "may"


def test_doccano_may_keep_the_doc_id_in_meta(tmp_path):
    path = tmp_path / "admin.jsonl"
    path.write_text(json.dumps({"text": TEXT, "meta": {"doc_id": "a"}, "label": [[15, 18, "hedge"]]}), encoding="utf-8")
    assert read_spans(path, articles=article(TEXT), format="doccano")["doc_id"].tolist() == ["a"]


def test_doccano_without_relations_is_read(read_doccano):
    assert read_doccano(label=[[15, 18, "hedge"]])["start"].tolist() == [14]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"label": [[5, 7, "hedge"]]}, "offset 5 is inside a character"),
        ({"label": [[15, 99, "hedge"]]}, "outside its text"),
        ({"label": [["x", 99, "hedge"]]}, "start_offset is 'x', not a whole number"),
        ({"label": [[0, 3, "source"]]}, "the source at 0 to 3 has no cue"),
        ({"entities": "hedge"}, "entities is no list"),
        ({"relations": [{"from_id": 1, "to_id": 2}]}, "a relation has from_id 1, which no entity has"),
        ({"doc_id": None}, "no doc_id"),
    ],
)
def test_what_is_wrong_in_doccano_is_one_line(read_doccano, fields, message):
    with pytest.raises(ValueError, match=message) as error:
        read_doccano(**fields)
    assert "\n" not in str(error.value)


def region(start, end, words, name, **fields):
    value = {"start": start, "end": end, "text": words, "labels": ["hedge"]}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value, **fields}


@pytest.fixture
def read_label_studio(tmp_path):
    def reader(*annotations):
        path = tmp_path / "export.json"
        task = {"id": 1, "data": {"text": TEXT, "doc_id": "a"}, "annotations": list(annotations)}
        path.write_text(json.dumps([task]), encoding="utf-8")
        return read_spans(path, articles=article(TEXT), format="label_studio")

    return reader


def test_label_studio_says_who_coded(read_label_studio):
    annotations = [
        {"completed_by": coder, "result": [region(14, 17, "may", "x")]} for coder in (4, {"email": "b@c.org"})
    ]
    back = read_label_studio(*annotations)
    assert (back["coder"].tolist(), back["instance"].tolist()) == (["4", "b@c.org"], [0, 1])


def test_label_studio_in_other_units_is_one_line(read_label_studio):
    with pytest.raises(ValueError, match=r"at 15 to 18 stands .* and not 'may'"):
        read_label_studio({"result": [region(15, 18, "may", "x")]})


def test_an_annotation_that_was_cancelled_is_passed_over(read_label_studio):
    assert read_label_studio({"was_cancelled": True, "result": [region(14, 17, "may", "x")]}).empty


@pytest.fixture
def read_brat(tmp_path):
    def reader(annotations):
        (tmp_path / "a.txt").write_bytes(TEXT.encode("utf-8"))
        (tmp_path / "a.ann").write_bytes(annotations.encode("utf-8"))
        return read_spans(tmp_path, articles=article(TEXT), format="brat")

    return reader


def test_fragments_of_brat_are_rows_of_one_instance(read_brat):
    back = read_brat("T1\tattribution 6 10\tsaid\nT2\tcontent 11 13;19 23\tit rain\nR1\tcontent Arg1:T1 Arg2:T2\t\n")
    assert back[["start", "role", "instance"]].to_numpy().tolist() == [
        [6, "cue", 0],
        [11, "content", 0],
        [19, "content", 0],
    ]


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        ("T1\thedge 14 17\tmust\n", "stands 'may' and not 'must'"),
        ("T1\thedge 14 99\tmay\n", "offset 99 is after the end"),
        ("T1\thedge 14\n", "is no annotation of brat"),
        ("T1\thedge 0 3;14 17\tAda may\n", "the cue 'Ada may' is in several parts"),
        ("T1\thedge 14 17\tmay\nR1\tsource Arg1:T1 Arg2:T9\t\n", "has an end that is not marked"),
    ],
)
def test_what_is_wrong_in_brat_is_one_line(read_brat, annotations, message):
    with pytest.raises(ValueError, match=message):
        read_brat(annotations)


def test_a_device_that_brat_cannot_name_is_one_line(tmp_path):
    with pytest.raises(ValueError, match=r"rename métaphore"):
        write_spans(article(TEXT), spans_of(devices=["métaphore"]), tmp_path / "x", format="brat")


@pytest.mark.parametrize("name", [name for name in HERE if name in LINKED])
def test_a_device_with_the_name_of_a_role_is_refused_where_roles_are_labels(tmp_path, name):
    with pytest.raises(ValueError, match=r"are labels of roles there"):
        write_spans(article(TEXT), spans_of(devices=["source"]), tmp_path / "x", format=name)


@pytest.mark.parametrize("doc_ids", [("A", "a"), ("", "b"), ("x" * 300, "b")])
def test_doc_ids_that_cannot_be_names_of_files_are_one_line(tmp_path, doc_ids):
    articles = pd.concat([article(TEXT, doc_id) for doc_id in doc_ids], ignore_index=True)
    with pytest.raises(ValueError, match=r"^doc_id .*"):
        write_spans(articles, spans_of(), tmp_path / "x", format="brat")


def test_labels_of_the_package_go_out_and_come_back(tmp_path):
    articles = article("“It may rain,” said Ada Orr.")
    spans = label(articles, ["attribution", "hedge"])
    _, back = there_and_back(tmp_path, articles, spans, "standoff")
    assert canonical(back, numbered=True) == canonical(spans, numbered=True)
