"""What the tables that verbs take have to be: one clear line for each that is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from pandas.api.types import infer_dtype, is_integer_dtype, is_numeric_dtype

from framing.model import ATTRIBUTION_KINDS, MOST_A_WORD, PARTS, ROLES, VOICES, named

_NEEDED = ("doc_id", "start", "end", "device", "role")
_SAME = ("start", "end", "instance", "doc_id", "device", "role", "coder")  # rows alike in these are one row


def check_columns(table: pd.DataFrame, columns: Sequence[str], *, name: str, way_out: str) -> None:
    """Raise a one-line `ValueError` where `table` lacks one of `columns`.

    Examples
    --------
    >>> check_columns(pd.DataFrame({"text": []}), ["doc_id"], name="articles", way_out="framing.read makes it")
    Traceback (most recent call last):
    ValueError: articles: no column 'doc_id' (it has: text); framing.read makes it
    """
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{name}: a pandas DataFrame is needed, not {type(table).__name__}; {way_out}")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        has = named(table.columns, most=12) or "no column at all"
        lacks = named(map(repr, missing), most=len(missing))
        raise ValueError(f"{name}: no column{'s' * (len(missing) > 1)} {lacks} (it has: {has}); {way_out}")


def check_articles(articles: pd.DataFrame) -> None:
    """Raise a one-line `ValueError` unless `articles` can be trusted by a verb.

    `doc_id`, `outlet` and `text` are there, each `doc_id` is there once, each text is a string of whole characters.

    Examples
    --------
    >>> check_articles(pd.DataFrame({"doc_id": ["a", "a"], "outlet": "x", "text": ""}))
    Traceback (most recent call last):
    ValueError: articles: doc_id is repeated: a; make each doc_id unique
    """
    if isinstance(articles, pd.DataFrame) and "text" not in articles and {"device", "instance"} & {*articles}:
        raise ValueError("articles come first, then spans: the first table given has no texts, but labels")
    check_columns(
        articles, ("doc_id", "outlet", "text"), name="articles", way_out="framing.read(path) makes this table"
    )
    empty = articles["doc_id"].isna()
    if empty.any():
        raise ValueError(f"articles: {int(empty.sum())} rows have no doc_id; give each row one")
    twice = articles["doc_id"][articles["doc_id"].duplicated()]
    if len(twice):
        raise ValueError(f"articles: doc_id is repeated: {named(twice.unique())}; make each doc_id unique")
    for column in ("doc_id", "outlet"):
        check_alike(articles[column], name="articles")
    doc_ids, texts = articles["doc_id"].tolist(), articles["text"].tolist()  # to iterate a column is slow
    wrong = [str(i) for i, value in zip(doc_ids, texts, strict=True) if not isinstance(value, str)]
    if wrong:
        raise ValueError(
            f"articles: {len(wrong)} texts are not strings (doc_id {named(wrong)}); "
            "articles['text'].fillna('') mends it"
        )
    halved = [str(i) for i, text in zip(doc_ids, texts, strict=True) if _is_halved(text)]
    if halved:
        raise ValueError(
            f"articles: {len(halved)} texts hold half a character, a lone surrogate (doc_id {named(halved)}); "
            "articles['text'].map(lambda text: text.encode('utf-8', 'replace').decode()) puts a ? in its place"
        )


def _is_halved(text: str) -> bool:
    """Tell whether a text has half a character, a lone surrogate, which tables cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def check_alike(values: pd.Series, *, name: str) -> None:
    """Raise a one-line `ValueError` where values differ that print alike, as 1 and "1": a reader takes them for one.

    Examples
    --------
    >>> check_alike(pd.Series([1, "1", "2"], name="wave"), name="counts")
    Traceback (most recent call last):
    ValueError: counts: 'wave' has values that differ and print alike: 1; counts['wave'].astype(str) makes one of them
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.cat.categories.to_series(name=values.name)
    if values.dtype != object or infer_dtype(values) == "string":
        return
    printed = pd.Series([str(value) for value in values.dropna().unique()], dtype=object)
    alike = printed[printed.duplicated()]
    if len(alike):
        raise ValueError(
            f"{name}: {values.name!r} has values that differ and print alike: {named(alike.unique())}; "
            f"{name}[{values.name!r}].astype(str) makes one of them"
        )


def check_spans(spans: pd.DataFrame, articles: pd.DataFrame | None = None) -> None:
    """Raise a one-line `ValueError` unless each row of `spans` can be right and, given `articles`, lies in their texts.

    `device` has to be categorical: its categories are the devices looked for, so that *looked for, not found* is a
    zero and not a gap. No row may lack its place, have a role, voice or part that there is not, or come twice. Roles
    beside cues need an `instance`.

    Examples
    --------
    >>> check_spans(pd.DataFrame(columns=["doc_id", "start", "end", "device", "role"]))
    Traceback (most recent call last):
    ValueError: spans: 'device' is not categorical, so zero counts cannot be distinguished from devices not labelled;
    framing.label and framing.read_spans make it so
    """
    check_columns(spans, _NEEDED, name="spans", way_out="framing.label(articles) makes this table")
    if not isinstance(spans["device"].dtype, pd.CategoricalDtype):
        raise ValueError(
            "spans: 'device' is not categorical, so zero counts cannot be distinguished from devices not labelled; "
            "framing.label and framing.read_spans make it so"
        )
    if len(spans):
        _check_rows(spans)
    if articles is not None:
        _check_places(spans, articles)


def _check_rows(spans: pd.DataFrame) -> None:
    """Raise unless each row of `spans` is whole, says what there is, and comes once."""
    for column in _NEEDED:
        if spans[column].isna().any():
            raise ValueError(f"spans: {_told(spans, spans[column].isna())} no {column}; fill it in, or leave them out")
    for column in ("start", "end"):
        if not is_integer_dtype(spans[column]):
            raise ValueError(
                f"spans: {column!r} is {spans[column].dtype} and not of whole numbers; "
                f"spans.astype({{{column!r}: 'int64'}}) makes it so"
            )
    optional = {"voice": VOICES, "part": PARTS, "kind": ATTRIBUTION_KINDS}
    for column, allowed in (("role", ROLES), *((name, ("", *values)) for name, values in optional.items())):
        if column in spans.columns:
            is_wrong = ~spans[column].isin(allowed) & spans[column].notna()
            if is_wrong.any():
                found = named(repr(value) for value in spans[column][is_wrong].unique())
                there = ", ".join(filter(None, allowed))
                raise ValueError(
                    f"spans: {_told(spans, is_wrong)} the {column} {found}, which is none of {there}; write one of them"
                )
    if "score" in spans.columns:
        _check_scores(spans)
    if "instance" not in spans.columns and (spans["role"] != "cue").any():
        raise ValueError(
            "spans: no column 'instance', which ties sources and contents to their cue; framing.label gives it, "
            "and a coder's table needs it too"
        )
    is_again = spans.duplicated([name for name in _SAME if name in spans.columns])
    if is_again.any():
        raise ValueError(
            f"spans: {_told(spans, is_again)} a place, device, role and instance that another has, and would count "
            "twice; spans.drop_duplicates() leaves them out where they are alike in all"
        )


def _check_scores(spans: pd.DataFrame) -> None:
    """Raise unless each score is empty or a probability."""
    if not is_numeric_dtype(spans["score"]):
        raise ValueError(
            "spans: 'score' is not numeric; it is a probability between 0 and 1, empty where a rule decided"
        )
    is_wrong = (spans["score"] < 0) | (spans["score"] > 1)
    if is_wrong.any():
        raise ValueError(
            f"spans: {_told(spans, is_wrong)} a score that is no probability; give 0 to 1, or leave it empty"
        )


def _told(table: pd.DataFrame, is_so: pd.Series[bool]) -> str:
    """Say how many rows, and of which articles, for a message that goes on with what they have."""
    doc_ids = named(table["doc_id"][is_so].dropna().unique())
    return f"{int(is_so.sum())} rows ({f'doc_id {doc_ids}' if doc_ids else 'without a doc_id'}) have"


def check_coder(spans: pd.DataFrame, *, verb: str, name: str = "spans") -> None:
    """Raise a one-line `ValueError` where `spans` are of several coders, so that each instance would count again.

    Examples
    --------
    >>> check_coder(pd.DataFrame({"coder": ["Ann", "Bea"]}), verb="count")
    Traceback (most recent call last):
    ValueError: count: spans of several coders (Ann, Bea); choose one: spans[spans['coder'] == 'Ann']
    """
    coders = list(spans["coder"].unique()) if "coder" in spans.columns else []
    if len(coders) > 1:
        raise ValueError(
            f"{verb}: {name} of several coders ({named(coders)}); "
            f"choose one: {name}[{name}['coder'] == {str(coders[0])!r}]"
        )


def check_looked_for(spans: pd.DataFrame, devices: Iterable[str], *, option: str) -> None:
    """Raise a one-line `ValueError` where one of `devices`, named by an option of a verb, was not looked for.

    Examples
    --------
    >>> spans = pd.DataFrame({"device": pd.Categorical([], ["hedge", "layout"])})
    >>> check_looked_for(spans, ["boilerplate"], option="exclude")
    Traceback (most recent call last):
    ValueError: exclude='boilerplate', but that device was not looked for (only hedge, layout); label with it too,
    name it in read_spans(devices=...) where a CSV lost that nothing of it was found, or leave exclude= out
    """
    looked_for = list(spans["device"].cat.categories)
    for device in devices:
        if device not in looked_for:
            raise ValueError(
                f"{option}={device!r}, but that device was not looked for (only {named(looked_for, most=8)}); "
                "label with it too, name it in read_spans(devices=...) where a CSV lost that nothing of it was found, "
                f"or leave {option}= out"
            )


def text_lengths(table: pd.DataFrame, articles: pd.DataFrame, *, name: str) -> pd.Series:
    """Give the characters of the text that each row of a table is about; raise where its article is not there.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["It rained."]})
    >>> text_lengths(pd.DataFrame({"doc_id": ["a"]}), articles, name="spans").tolist()
    [10]
    """
    lengths = pd.Series(articles["text"].str.len().to_numpy(), index=articles["doc_id"])
    strange = ~table["doc_id"].isin(lengths.index)
    if strange.any():
        raise ValueError(
            f"{name}: doc_id {named(table['doc_id'][strange].unique())} not in articles; for a part of the corpus "
            f"give both parts: {name}[{name}['doc_id'].isin(articles['doc_id'])]"
        )
    return pd.Series(lengths.loc[table["doc_id"]].to_numpy(), index=table.index)


def _check_places(spans: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Raise unless each span lies in the text of its article."""
    too_far = spans["end"] > text_lengths(spans, articles, name="spans")
    outside = (spans["start"] < 0) | (spans["end"] < spans["start"]) | too_far
    if outside.any():
        raise ValueError(
            f"spans: {int(outside.sum())} lie outside their text (doc_id {named(spans['doc_id'][outside].unique())}); "
            "the texts must be the ones that were labelled"
        )


def check_counts(counts: pd.DataFrame, by: str) -> None:
    """Raise a one-line `ValueError` unless each row of `counts` can be right, and its groups differ in print.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "device": ["hedge"], "words": [500], "n": [10_000]})
    >>> check_counts(table, "outlet")
    Traceback (most recent call last):
    ValueError: counts: 1 rows have n above twice the words they are out of (doc_id a);
    framing.count(articles, spans) makes this table
    """
    way_out = "framing.count(articles, spans) makes this table"
    check_columns(counts, ("doc_id", "device", "n", "words", by), name="counts", way_out=way_out)
    if by in ("doc_id", "device", "n", "words", "per_1000"):
        raise ValueError(f"by={by!r} does not group articles; choose outlet, genre or another column about articles")
    if counts.empty:
        raise ValueError("counts: the table has no row; does the table of framing.count have what you filtered by?")
    for column in ("doc_id", "device"):
        refuse_rows(counts, counts[column].isna(), f"no {column}", way_out)
    for column in ("doc_id", by):
        check_alike(counts[column], name="counts")
    for column in ("n", "words"):
        if not is_numeric_dtype(counts[column]):
            raise ValueError(f"counts: {column!r} is not numeric; {way_out}")
        refuse_rows(counts, counts[column].isna(), f"no {column} (NaN)", "an article without any has 0")
        numbers = pd.Series(counts[column].to_numpy(dtype=float), index=counts.index)
        refuse_rows(counts, numbers < 0, f"{column} below 0", way_out)
        refuse_rows(counts, numbers % 1 != 0, f"{column} that is not a whole number", "give counts, not rates")
    n, words = (pd.Series(counts[name].to_numpy(dtype=float), index=counts.index) for name in ("n", "words"))
    refuse_rows(counts, (words == 0) & (n > 0), "n above 0 but 0 words", way_out)
    bases = set(counts["base"].dropna()) if "base" in counts.columns else {"words"}
    if bases == {"words"}:
        refuse_rows(counts, n > MOST_A_WORD * words, "n above twice the words they are out of", way_out)


def refuse_rows(counts: pd.DataFrame, is_wrong: pd.Series[bool], what: str, way_out: str) -> None:
    """Raise a one-line `ValueError` that counts and names the rows of a counts table that cannot be right."""
    if is_wrong.any():
        where = named(counts["doc_id"][is_wrong].unique())
        raise ValueError(f"counts: {int(is_wrong.sum())} rows have {what} (doc_id {where}); {way_out}")
