"""What devices there are and how well each is found: read from the codebook pages, and shown in a notebook."""

import pytest

from framing import codebook, devices
from framing.devices import DEVICE_COLUMNS
from framing.vocabulary.codebook_pages import device_names, page

TABLE = devices().set_index("device")


def test_every_device_with_a_page_has_a_row():
    assert tuple(TABLE.index) == device_names()


def test_the_columns_are_those_named():
    assert tuple(devices().columns) == DEVICE_COLUMNS


@pytest.mark.parametrize("column", ["definition", "measured"])
def test_every_device_tells_what_it_is_and_how_well_it_is_found(column):
    assert TABLE.index[TABLE[column] == ""].tolist() == []


def test_a_cell_is_one_line_without_marks():
    assert [value for value in TABLE.to_numpy().ravel() if "\n" in value or "**" in value or "`" in value] == []


@pytest.mark.parametrize(
    ("device", "told"),
    [("attribution", "direct, indirect, mixed"), ("booster", "certainty, emphasis, sincerity, actuality")],
)
def test_subtypes_are_those_that_the_page_has(device, told):
    assert TABLE.loc[device, "subtypes"] == told


def test_a_definition_ends_where_a_list_would_follow():
    assert TABLE["definition"].str.endswith(".").all()


def test_a_page_displays_itself_in_a_notebook_as_markdown():
    assert codebook("hedge")._repr_markdown_() == page("hedge")


def test_a_page_is_its_text_as_a_string():
    assert str(codebook("hedge")) == page("hedge")


def test_a_page_as_a_value_is_one_short_line():
    assert repr(codebook("hedge")) == "<codebook page hedge: a notebook displays it, print() writes it out>"


@pytest.mark.parametrize(("asked", "near"), [("hegde", "hedge"), ("atribution", "attribution"), ("hedges", "hedge")])
def test_a_name_nearly_right_is_told_the_right_one(asked, near):
    with pytest.raises(ValueError, match=rf"^codebook: no page for '{asked}'; did you mean '{near}'\?$"):
        codebook(asked)


def test_a_name_like_none_is_told_all():
    with pytest.raises(ValueError, match=r"^codebook: no page for 'xyz'; there are: attribution, boilerplate, "):
        codebook("xyz")
