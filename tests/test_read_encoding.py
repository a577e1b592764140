"""Encodings: detected, said, and never guessed in silence."""

import random

import pytest

from framing.model import Note
from framing.read import read
from framing.read.decode import decode

ENGLISH = "“We don’t know,” she said – the minister’s office didn’t answer.\n"
FRENCH = "Le président a déclaré jeudi qu’il n’était pas question de céder à l’été. « Nous verrons », dit-il.\n"
RUSSIAN = "Президент заявил в четверг, что переговоры продолжатся. Об этом сообщили в столице.\n"
POLISH = "Prezydent powiedział w czwartek, że rozmowy będą kontynuowane. Źródła rządowe są zgodne.\n"


@pytest.fixture
def read_bytes(tmp_path):
    def reader(content, **options):
        path = tmp_path / "a.txt"
        path.write_bytes(content)
        return read(path, outlet="X", **options)["text"].item()

    return reader


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_read_without_a_note(read_bytes, codec):
    assert read_bytes(ENGLISH.encode(codec)) == ENGLISH


@pytest.mark.parametrize(("mark", "codec"), [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le")])
def test_utf_16_with_its_mark_is_read_in_either_order(read_bytes, mark, codec):
    assert read_bytes(mark + ENGLISH.encode(codec)) == ENGLISH


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ENGLISH, "cp1252"),
        ("The minister’s office did not answer.", "cp1252"),
        ("A café in a piñata factory — for £5.", "cp1252"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
    ],
)
def test_other_encodings_are_detected_with_a_note_that_names_them(read_bytes, text, codec):
    with pytest.warns(Note, match=rf"1 file not in UTF-8, read as {codec} \(encoding= changes this\): .*a\.txt"):
        assert read_bytes(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ENGLISH, "mac_roman"),
        (POLISH, "cp1250"),
        ("The talks — she left early — failed.\n", "mac_roman"),
        ("Les été déclarés à Genève.\n", "cp850"),
        ("Şimdi ığdır için başkan değişti.\n", "cp1254"),
    ],
)
def test_what_may_be_several_encodings_is_an_error(text, codec):
    with pytest.raises(ValueError, match=r'a\.txt: not UTF-8.*; name its encoding \(encoding="cp1252"'):
        decode(text.encode(codec), "a.txt", None)


def test_an_encoding_that_is_named_is_used(read_bytes):
    assert read_bytes(POLISH.encode("cp1250"), encoding="cp1250") == POLISH


def test_an_encoding_that_is_named_is_taken_strictly(read_bytes):
    with pytest.raises(ValueError, match=r"a\.txt: not utf-8: byte 0x93 in line 1, byte 0 of the file; name its"):
        read_bytes(ENGLISH.encode("cp1252"), encoding="utf-8")


def test_an_unknown_encoding_is_an_error(read_bytes):
    with pytest.raises(ValueError, match="encoding='utf-ate' is unknown"):
        read_bytes(b"It may rain.", encoding="utf-ate")


def test_utf_8_with_one_broken_line_is_not_taken_for_something_else(read_bytes):
    with pytest.raises(
        ValueError, match=r"a\.txt: UTF-8 except for byte 0xe9 in line 2, byte 80 of the file; correct that"
    ):
        read_bytes(ENGLISH.encode() + b"caf\xe9 in the city\n" + ENGLISH.encode())


@pytest.mark.parametrize("bad", [b"caf\xe9", b"\x93No\x94", b"\x93No\x94, it\x92s", "é".encode()[:1]])
def test_a_few_bytes_do_not_make_cp1252_of_a_file_that_has_utf_8(read_bytes, bad):
    with pytest.raises(
        ValueError, match=r"a\.txt: UTF-8 except for byte 0x.. in line 2, byte 2[25] of the file.*; .*replace"
    ):
        read_bytes("In Zürich it rained.\n".encode() + bad + b" was all she said.\n")


def test_the_line_of_a_bad_byte_is_counted_over_any_line_ends(read_bytes):
    with pytest.raises(ValueError, match=r"byte 0xe9 in line 4,"):
        read_bytes("Zürich\rBern\r\nBasel\n".encode() + b"caf\xe9 is")


@pytest.mark.filterwarnings("ignore:1 article with U.FFFD")
def test_bad_bytes_are_replaced_on_request_and_noted_with_their_lines(read_bytes):
    with pytest.warns(
        Note, match=r"1 file with bytes that are not utf-8, each now U\+FFFD: .*a\.txt \(2: line 1, line 3\)"
    ):
        text = read_bytes(b"caf\xe9.\r\n" + "Zürich \ufffd\n".encode()[:8] + b"\nNo\x94", encoding_errors="replace")
    assert text == "caf\ufffd.\nZürich \nNo\ufffd"


@pytest.mark.filterwarnings("ignore:1 article with U.FFFD")
def test_a_mark_that_the_file_has_already_is_not_counted_as_replaced(read_bytes):
    with pytest.warns(Note, match=r"a\.txt \(1: line 1, line 2\)"):
        read_bytes("\ufffd\n".encode() + b"caf\xe9", encoding_errors="replace")


@pytest.mark.filterwarnings("ignore:1 article with U.FFFD")
@pytest.mark.parametrize("options", [{"encoding": "utf-16"}, {}])
def test_replacing_keeps_to_the_encoding_that_is_named_or_marked(read_bytes, options):
    with pytest.warns(Note, match=r"bytes that are not utf-16, each now U\+FFFD: .*a\.txt \(1: line 1\)"):
        assert (
            read_bytes("It may rain".encode("utf-16")[:-1], encoding_errors="replace", **options) == "It may rai\ufffd"
        )


@pytest.mark.parametrize("text", [ENGLISH, "It may rain."])
def test_replacing_changes_nothing_in_a_sound_file(read_bytes, text):
    assert read_bytes(text.encode(), encoding_errors="replace") == text


def test_replacing_does_not_make_text_of_a_binary_file(read_bytes):
    with pytest.raises(ValueError, match="this is a PNG image, not text"):
        read_bytes(b"\x89PNG\r\n\x1a\n\x00", encoding_errors="replace")


def test_an_unknown_way_with_bad_bytes_is_an_error(read_bytes):
    with pytest.raises(ValueError, match='encoding_errors=\'skip\' is unknown; "strict" or "replace"'):
        read_bytes(b"It may rain.", encoding_errors="skip")


def test_an_encoding_of_another_type_is_an_error(read_bytes):
    with pytest.raises(ValueError, match="encoding=5 is unknown"):
        read_bytes(b"It may rain.", encoding=5)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is a PNG image, not text"),
        (b"%PDF-1.7\n1 0 obj", "this is a PDF, not text"),
        (b"PK\x03\x04\x14\x00", "this is a zip archive"),
        (b"It may\x00rain.", "contains NUL bytes"),
        (random.Random(1).randbytes(4096), "contains NUL bytes"),
        (b"caf\xe9 \x01\x02\x03", "contains control characters"),
        (b"\xff\xfeI\x00t\x00 ", "not utf-16"),
    ],
)
def test_a_binary_file_is_an_error_with_a_way_out(read_bytes, content, what):
    with pytest.raises(ValueError, match=rf'a\.txt: {what}.*;.*errors="skip"'):
        read_bytes(content)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read_as_the_error_advises(read_bytes, codec):
    with pytest.raises(ValueError, match=f'contains NUL bytes: .*; encoding="{codec}" reads the latter'):
        read_bytes("It may rain.".encode(codec))
    assert read_bytes("It may rain.".encode(codec), encoding=codec) == "It may rain."


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_never_taken_for_text(seed):
    content = bytes(byte for byte in random.Random(seed).randbytes(400) if byte)
    with pytest.raises(ValueError, match=r"a\.txt: "):
        decode(content, "a.txt", None)


def test_a_binary_file_can_be_left_out_and_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("outlet: X\n\nIt may rain.")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    with pytest.warns(Note, match=r"1 file left out, not readable: .*b\.txt \(this is a PNG image, not text\)"):
        assert len(read(tmp_path, errors="skip")) == 1


def test_tables_are_decoded_like_texts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id,outlet,text\n1,X,The minister’s office.\n".encode("utf-16"))
    assert read(path)["text"].item() == "The minister’s office."
