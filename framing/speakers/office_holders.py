"""What very well-known persons are: their office, for sources whose role an article does not give."""

from __future__ import annotations

from framing.speakers.name_words import sex_of_given
from framing.texts.text import view
from framing.vocabulary.word_lists import word_list

_ROLES = {"spokesperson": "spokesperson", "justice": "law_courts", "commentator": "media"}
_OFFICES = (
    "president", "leader", "senator", "representative", "governor", "mayor", "candidate", "secretary", "adviser",
    "spokesperson", "justice", "commentator",
)  # fmt: skip
_SURNAMES = word_list("office_holders", "surnames")
_HOLDERS = {name: office for office in _OFFICES for name in word_list("office_holders", office)}
_OF_SURNAME: dict[str, list[str]] = {}
for _name, _office in [*_HOLDERS.items()]:
    if (_surname := _name.rpartition(" ")[2]) in _SURNAMES:
        _HOLDERS.setdefault(_surname, _office)  # the first office of those of one surname
        if _office not in ("adviser", "commentator"):  # no kin of who is in office
            _OF_SURNAME.setdefault(_surname, []).append(_name.partition(" ")[0].capitalize())
_RENAMED = {
    "senator": "senator", "governor": "governor", "mayor": "mayor",
    "congressman": "representative", "congresswoman": "representative", "representative": "representative",
}  # fmt: skip


def role_of_holder(name: str) -> str:
    """Tell the role of a very well-known holder of an office, mostly of 2012 to 2020; empty for anybody else.

    Examples
    --------
    >>> role_of_holder("Angela Merkel"), role_of_holder("John Roberts"), role_of_holder("Ada Orr")
    ('politician_official', 'law_courts', '')
    """
    office = _HOLDERS.get(view(name))
    return _ROLES.get(office, "politician_official") if office else ""


def sex_of_holder(surname: str) -> str:
    """Give the sex that the given names of all very well-known holders of a surname tell; empty for anybody else.

    Examples
    --------
    >>> sex_of_holder("Merkel"), sex_of_holder("Clinton"), sex_of_holder("Orr")
    ('w', '', '')
    """
    sexes = {sex_of_given(given) for given in _OF_SURNAME.get(view(surname), ())}
    return sexes.pop() if len(sexes) == 1 else ""


def is_president(name: str) -> bool:
    """Tell whether a name is a very well-known president's; a surname alone is that of the best known one.

    Examples
    --------
    >>> is_president("Trump"), is_president("Melania Trump")
    (True, False)
    """
    return _HOLDERS.get(view(name)) == "president"


def outshines_kin(name: str) -> bool:
    """Tell whether a name is that of a very well-known president of whose surname nobody else is as well known.

    Examples
    --------
    >>> outshines_kin("Donald Trump"), outshines_kin("Bill Clinton"), outshines_kin("Melania Trump")
    (True, False, False)
    """
    return is_president(name) and len(set(_OF_SURNAME.get(view(name).rpartition(" ")[2], ()))) == 1


def is_holder(role: str, name: str) -> bool:
    """Tell whether a very well-known person is a senator, representative, governor or mayor.

    Of presidents and leaders there are several in many an article, of whom it must say so itself.

    Examples
    --------
    >>> is_holder("senator", "Elizabeth Warren"), is_holder("president", "Joe Biden")
    (True, False)
    """
    return role in _RENAMED and _HOLDERS.get(view(name)) == _RENAMED[role]
