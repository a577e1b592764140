"""Rules as data: which places of a device's terms count, by the words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.model import Span
from framing.texts.text import Reading
from framing.vocabulary.context import Contexts
from framing.vocabulary.decision_list import Rule, decisions
from framing.vocabulary.lexicon import Entry, Hit, Hits
from framing.vocabulary.rule_file import read_rules, rule_name, rule_of


def decided(
    reading: Reading, hits: Sequence[Hit], device: str, own_rules: Mapping[str, Rule] | None = None
) -> list[Span]:
    """Make those hits into cues that the rules of the device let count: what a device without a detector does.

    A term names its rule behind the last colon of its `subtype`, ``modal:may``. Without one, and with ``always``, it
    counts wherever it stands, with ``never`` nowhere, which takes a term out. Where a device has no rules, every term
    counts and a colon is part of its subtype.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.
    device : str
        The device.
    own_rules : mapping of str to Rule, optional
        A researcher's rules for it, besides the bundled ones.

    Returns
    -------
    list of Span
        One cue a hit that counts.

    Raises
    ------
    ValueError
        Where a term names a rule that there is not.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Entry, Lexicon
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Some 40 people came, some on foot."))
    >>> hits = Lexicon([Entry("some", "hedge", "approximator:some", "x")]).find(reading.view)["hedge"]
    >>> [(span.start, span.subtype) for span in decided(reading, hits, "hedge")]
    [(0, 'approximator')]
    """
    rules = {**read_rules(device), **own_rules} if own_rules else read_rules(device)
    columns = Hits.of(hits)
    numbers = columns.entry.tolist()
    told = {number: _told(columns.entries[number], rules) for number in dict.fromkeys(numbers)}
    of_hits = list(map(told.__getitem__, numbers))
    decided_by = decisions([rule for _, _, rule in of_hits], Contexts(reading, columns))
    places = zip(columns.start.tolist(), columns.end.tolist(), of_hits, decided_by, strict=True)
    spans: list[Span] = []
    for start, end, (term, subtype, rule), decision in places:
        if decision is False:
            continue
        if rule.words:
            end = start + len(" ".join(term.split(" ")[: rule.words]))
        subtype = decision if isinstance(decision, str) else subtype
        spans.append(Span(start, end, device, subtype, "cue", len(spans), term))
    return spans


def _told(entry: Entry, rules: Mapping[str, Rule]) -> tuple[str, str, Rule]:
    """Give a term, the subtype that its cues have, and the rule that decides about them."""
    name = rule_name(entry.subtype) if rules else ""
    subtype = entry.subtype.removesuffix(f":{name}") if name else entry.subtype
    return entry.term, subtype, rule_of(rules, name, entry)
