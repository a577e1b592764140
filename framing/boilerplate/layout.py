"""What the shape of one paragraph tells: credits, captions, bylines, biographies, addresses, links."""

from __future__ import annotations

import re
from typing import NamedTuple

from framing.agency_names import PICTURE_CREDITS
from framing.speakers.name_words import sex_of_given
from framing.word_lists import any_of

Evidence = tuple[str, str]  # category, and what told it

TIMESTAMP = "layout: a date alone"
BY_NAME = "layout: by and a name"
NAMES_ALONE = "layout: names alone at the top"

_LONGEST = 700  # characters; longer paragraphs are running text
_ENDS = ".!?…”\"’'"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NAME = r"[A-Z][\w.'’\-]+(?: (?:[a-z]{2,3} )?[A-Z][\w.'’\-]*){0,3}"
_PERSON = r"[A-Z][\w'’\-]+(?: [A-Z]\.)?(?: (?:van|von|de|del|der|la|bin|al))?(?: [A-Z][\w'’\-]+){1,2}"
_PICTURE = "Photo(?:graph)?|Image|Picture|Credit|Illustration|Graphic|Video"
_AGENCY = any_of(PICTURE_CREDITS)
_WRITER = (
    "correspondent|reporter|columnist|journalist|writer|editor|critic|author|contributor|professor|lecturer|fellow|"
    "analyst|commentator|host|producer|researcher|strategist|consultant|attorney|lawyer|co-founder|founder|director|"
    "president|adviser|advisor|student|blogger|novelist|historian|economist|scholar|chair|chairman|publisher"
)
_OWNER = r"(?:[A-Z][\w.&'’\-]*|via|for|of|the|/|file|pool|staff|photo|handout)"

# Who made a picture, at the end of a paragraph: "Ana Diaz / The Gazette", "(Ana Diaz/AFP)", "| AP Photo".
_CREDIT_TAIL = re.compile(
    rf"(?:(?:^|[.!?…”\"’)\]] |[(\[]|\| ?)\W*(?:(?:File|FILE|Pool)[:,]? )?"
    rf"(?:(?:{_PICTURE})s?(?: by| credit| courtesy)?:? )?"
    rf"{_NAME} ?[/|—] ?{_OWNER}(?:[ /]{{1,2}}{_OWNER}){{0,4}}"
    rf"|[(\[][^()\[\]]{{0,60}}\b(?:{_AGENCY})(?: [Pp]hotos?| [Ff]ile| [Ii]mages?| [Pp]ool)?(?:/[^()\[\]]{{0,40}})?"
    rf"|[(\[](?:{_PICTURE}|Courtesy|File)s?\b[^()\[\]]{{0,60}}"
    rf"|(?:^|[.!?”\"’)] |[(\[]|\| ?)(?:{_NAME},? ?)?(?:[Ff]ile |FILE )?(?:via|by way of) {_NAME}"
    rf"|(?:^|[.!?”\"’)] |\| ?)(?:[A-Z][\w.\-]+ ){{0,3}}(?:{_AGENCY})(?: [Pp]hotos?| [Ff]ile)?"
    rf"|(?:^|[.!?”\"’)] )(?:©|\([cC]\)) ?{_NAME})"
    r"[)\]\s.]*$"
)
_CREDIT_WORD = re.compile(rf"(?:^|[\s(\[])(?:{_PICTURE})s?(?: by| credit)? ?: ?[^.:;]{{3,70}}[)\]]?$")
_CREDIT_FIRST = re.compile(
    rf"{_NAME} ?/ ?(?:{_AGENCY}|Flickr|Facebook|Twitter|YouTube|Instagram)(?: ?/ ?[A-Z]\w+)*(?: ?[A-Z][\w:]+)* [A-Z]"
)
_CREDIT_INSIDE = re.compile(rf"\| (?:{_AGENCY}|{_NAME}/{_NAME}|{_PERSON})(?: Photos?| Images)?(?=$| [A-Z‘“])")
_WIRE = re.compile(rf"\b(?:{_AGENCY})\b")

# What a caption says in the present tense, which reporting says in the past.
_SHOWN = re.compile(
    r"\b(?:speaks?|stands?|sits?|walks?|looks?|holds?|waves?|poses?|gestures?|arrives?|listens?|watch(?:es)?|hugs?|"
    r"greets?|shakes?|delivers?|addresses|talks?|gathers?|march(?:es)?|protests?|leaves?|carr(?:y|ies)|wears?|smiles?|"
    r"answers?|testif(?:y|ies)|participates?|appears?|points?|reacts?|laughs?|signs?|prepares?|attends?|visits?|meets?|"
    r"hosts?|celebrates?|kneels?|embraces?|is seen|are seen|is pictured|are pictured|is shown|are shown|"
    r"(?:^|(?<=\w{3} ))(?!during|including|following|regarding|according|being|meeting)[a-z]{3,}ing "
    r"(?:a|an|the|in|at|on|to|with|their|his|her|during|outside))\b"
)
_FULL_DATE = re.compile(rf"\b(?:{_DAY},? )?{_MONTH} \d{{1,2}},? (?:19|20)\d\d\b|\b\d{{1,2}} {_MONTH} (?:19|20)\d\d\b")
_IN_PICTURE = re.compile(r"[,(] ?(?:(?:top|bottom|far|second|third) )?(?:left|right|centre|center)[,)]|\bfrom left\b")
_TOLD = re.compile(
    r"\b(?:said|says|told|according|was|were|had|did|would|could|will|has|have|been|if|because|but|lost|made|became|began|"
    r"[a-z]+ed (?:a|an|the|his|her|its|their|to|that|on|in|by|from|at)|appears in|issue)\b|@|https?:|[“\"]"
)
_ATTRIBUTED = re.compile(r"\b(?:said|says|told|according to|added|announced|reported)\b")
_PICTURED = re.compile(r"/|[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit|Getty|\bvia\b|\bfor\b|\|")
_FILE_PICTURE = re.compile(
    r"(?:F(?:ILE|ile) ?[-–—:]|In this .{0,60}\bphoto\b|(?:A |An |This )?(?:[Ff]ile|[Uu]ndated) (?:photo|image|picture))"
)
_VIDEO = re.compile(
    r"CLOSE [A-Z]|JUST WATCHED\b|N(?:ow|OW) [Pp](?:laying|LAYING):|.{10,}\bReplay More Videos\b|"
    r".{8,240} \(?\d{1,2}:\d\d\)?$"
)

_BYLINE = re.compile(
    r"(?:By|BY|by|Written by|Compiled by|Words by|A [Cc]ommentary [Bb]y|Posted by|Analysis by|Story by) "
    rf"(?!(?:{_DAY}|{_MONTH})\b){_NAME}(?:(?:,| and|, and| &) {_NAME})*"
    r"(?:[,|] [A-Za-z][A-Za-z .&'’,|\-]{2,40}[A-Za-z]|(?: [A-Z][\w&'’]+){1,4})?$"
)
_HELPERS = re.compile(
    rf"(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)(?: and (?:[Ww]riting|[Ee]diting))? by "
    rf"{_NAME}[^.!?]{{0,160}}\.?$"
)
_PEOPLE = re.compile(rf"{_PERSON}(?:(?:,? and |,? & |, ){_PERSON}){{0,4}}$")
_BETWEEN_NAMES = re.compile(r",? (?:and|&) |, ")
_BY_POST = re.compile(
    rf"{_NAME}(?:,| [-–—|]) (?:[\w.&'’\-]+ ){{0,6}}(?:Correspondent|Reporter|Editor|Columnist|Writer|Contributor|"
    rf"correspondent|reporter|editor|columnist|staff writer|contributor)$"
    r"|(?:Opinion (?:contributors?|columnists?|editor)|Staff [Ww]riters?|Special (?:for|to) [A-Z][\w ]{2,30})$"
)
_UPDATED = re.compile(
    r"(?:Last |First |Originally )?(?:Updated|Published|Posted|Modified|updated|published|posted|modified)\b"
    r".{0,20}\d.{0,50}$"
)
_DATE_LINE = re.compile(
    r"(?:(?:First )?(?:Updated|Published|Posted|Last updated|Last modified|Modified)(?: at| on)?:? ?)?"
    rf"(?:{_DAY},? )?"
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{4}|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago)"
    r"(?:[ ,|·\-–—at]*\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?$",
    re.IGNORECASE,
)
_SOMEBODY = (
    r"(?!(?:The|This|That|An?|Our|Its?|In) )[•⦁*\-–— ]*(?:(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Col|Gen|Adm|Prof)\. )?"
    rf"{_PERSON}(?:, [^.]{{1,60}},)? "
)
_BIO = re.compile(
    _SOMEBODY + rf"(?:was (?:born|raised) in \w+ and )?(?:(?:is|has been) [^.]{{0,90}}?\b(?:{_WRITER})s?\b|"
    r"(?:currently )?serves as |writes (?:about|for|on) |tweets |covers )"
)
_WHO = re.compile(_SOMEBODY + r"(?:is|was|has been|serves as|writes|covers|covered|tweets) ")
_BIO_WORD = re.compile(
    r"(?:currently serves as|(?:tweets|writes) (?:from|at|about|on|for) |[Tt]weets? (?:him |her )?@|"
    r"[Ff]ollow (?:him|her|them|me) |"
    r"[Hh](?:is|er) (?:latest|new|most recent|forthcoming) book|is the author of|is a (?:regular )?contributor|"
    r"\bis (?:an?|the) (?:[\w&'’\-]+ ){0,5}(?:reporter|correspondent|columnist|editor|writer|journalist) "
    r"(?:at|for|with|based|who|covering)|"
    r"\bis (?:[\w.’'&\-]+ ){1,7}(?:reporter|correspondent|columnist|editor|writer|critic)\.$|"
    r"She is based in|He is based in|She lives in|He lives in)"
)
_POSTED = re.compile(r"\(@\w+\)|https?://t\.co|pic\.twitter")  # a post that the article shows
_PHONE = re.compile(r"\b\d{3}[-.]\d{3}[-.]\d{4}\b")
_ADDRESS = re.compile(
    r"(?:P\.?O\.? Box \d+|\d+[\w\-]* [A-Z][\w.' ]{2,40}(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|"
    r"Square|Americas|Floor|Suite|Drive)\b.{0,40}|.{2,40}\b[A-Z]{2} \d{5}(?:-\d{4})?|"
    r".{2,40}\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})$"
)
_JUNK = re.compile(
    r"\d{9,}$|https?://\S+$|\S*(?:poster|src|href)=\"\S+$|\[(?:break|pullquote|embed|caption|gallery|video)[^\]]*\]$"
)
_LINK = re.compile(
    r"[(\[] ?(?:[Aa]lso |ALSO |MORE|[Mm]ore|RELATED|[Rr]elated|READ|[Rr]ead|PHOTOS?|VIDEO|QUIZ|POLL|TIMELINE|CARTOONS?|"
    r"WATCH|GALLERY|FULL|[Ff]ull|SEE|[Ss]ee|IN \d|GRAPHIC|INTERACTIVE|SLIDE ?SHOW|PODCAST|LISTEN|MAP|[A-Z]{4,}'S )"
    r"[^()\[\]]{4,120}[)\]]$"
    r"|(?:RELATED|Related|READ|WATCH|NOW WATCH|MORE|VIDEO|PHOTOS?|POLL|QUIZ|GALLERY|OPINION|COLUMN|PODCAST|LISTEN|"
    r"STORY|HOTLINE|SPECIAL COVERAGE|SEE ALSO|ALSO READ|READ ALSO|READ MORE|READ NEXT|FULL COVERAGE|"
    r"LIVE UPDATES|EDITORIAL|"
    r"TIMELINE|ANALYSIS|FACT CHECK|INTERACTIVE|GRAPHIC|SLIDESHOW|CARTOONS?|FROM THE ARCHIVES?|MORE COVERAGE)"
    r"(?: [A-Z]+)? ?[:|>»] ?\S.{4,160}[^.]$"
    r"|Related:? [A-Z“‘'\"].{8,160}[^.]$"
    r"|[»►▶→└•]? ?(?:»|►|▶|→|└|>>) ?\S.{6,160}$"
    r"|.{4,60}[a-z'’”][:|][A-Z‘'“\"][^.]{8,120}[^.:]$"
    r"|Read More [A-Z].{8,200}[^.]$"
)
_GLUED_LINK = re.compile(
    r"(?:^|\s)(?:Read [Mm]ore|READ MORE|Learn [Mm]ore|LEARN MORE|Find out more|Continue [Rr]eading)[ .…»>→]*$"
)
_APP = re.compile(r"(?:Download|Get|Install) (?:the|our) [\w ]{2,30}\bapp\b")
_COPYRIGHT = re.compile(r"(?:Copyright )?(?:©|\([cC]\)|Copyright)(?: ?Copyright)?:? ?(?:by )?(?:19|20)\d\d\b")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_REMIND = re.compile(r"Remind me (?:later|next \w+|in (?:a|[A-Z])\w*(?: \w+)?)\W*$")
_SUPPORT = re.compile(r"Support (?:the |The |our )?[A-Z][^,:;]{2,40}$")


class Line(NamedTuple):
    """One paragraph, where it stands in its article, and how much of it is spoken."""

    text: str
    words: int
    number: int
    of: int

    @property
    def is_near_start(self) -> bool:
        """Whether it is one of the first five: bylines and dates stand there."""
        return self.number < 5

    @property
    def is_near_end(self) -> bool:
        """Whether it is one of the last five: who wrote it stands there."""
        return self.number >= self.of - 5


def by_layout(line: Line) -> Evidence | None:
    """Tell the category of a paragraph from its shape and its place; None where it may be reporting.

    Limit: shapes of English-language news pages. A caption without a credit is found only where it names a full date
    or a place in the picture, and a byline without *By* only at the top.

    Examples
    --------
    >>> by_layout(Line("The old mill after the storm. Ana Diaz / The Hill Gazette", 11, 3, 20))
    ('caption', 'layout: credit at the end')
    >>> by_layout(Line("The old mill will close, its owners said.", 8, 3, 20)) is None
    True
    """
    if line.words == 0 or len(line.text) > _LONGEST:
        return None
    return _picture(line) or _people(line) or _page(line)


def _picture(line: Line) -> Evidence | None:
    text, words = line.text, line.words
    if words > 90:
        return None
    if _may_end_in_credit(text) and not _is_report(text) and (_CREDIT_TAIL.search(text) or _CREDIT_WORD.search(text)):
        is_alone = words <= 7 and "." not in text.rstrip(".)")
        return ("credit" if is_alone else "caption"), "layout: credit at the end"
    may_be_video = text[-1] in "0123456789)" or text[0] in "CJN" or "Replay" in text
    if _FILE_PICTURE.match(text) or (may_be_video and _VIDEO.match(text)):
        return "caption", "layout: picture or video"
    if "/" in text[:60] and _CREDIT_FIRST.match(text):
        return "caption", "layout: credit at the start"
    if words <= 60 and _places_picture(text) and _SHOWN.search(text) and not _TOLD.search(text):
        return "caption", "layout: what a picture shows"
    return None


def _is_report(text: str) -> bool:
    """Tell whether a paragraph that ends in an agency's name tells what was said: only the name is then the page's."""
    return bool(_ATTRIBUTED.search(text)) and not _PICTURED.search(text[-80:])


def _places_picture(text: str) -> bool:
    """Tell whether a paragraph names a full date, or who stands left and right, as captions do."""
    if (", 20" in text or ", 19" in text or " 20" in text[-40:]) and _FULL_DATE.search(text):
        return True
    return ("left" in text or "right" in text) and bool(_IN_PICTURE.search(text))


def _may_end_in_credit(text: str) -> bool:
    """Tell cheaply whether the end of a paragraph may name who made a picture: most end in a plain full stop."""
    if text[-1] not in _ENDS or text[-2:-1] in ")]":
        return True
    last = text[text.rfind(" ") + 1 :]
    return last[0].isupper() and ("redit" in text[-70:] or bool(_WIRE.search(text[-40:])))


def _people(line: Line) -> Evidence | None:
    text, words = line.text, line.words
    if words <= 14 and _BYLINE.match(text):
        return "byline", BY_NAME
    if words <= 30 and _HELPERS.match(text):
        return "contributor", "layout: who reported"
    is_placed = line.number < 4 or line.number == line.of - 1 or text.endswith(("eporter", "orrespondent"))
    if words <= 12 and is_placed and _BY_POST.match(text):
        return "byline", "layout: a name and a post"
    if words <= 14 and line.number < 2 and _are_people(text):
        return "byline", NAMES_ALONE
    if words <= 12 and (line.is_near_start or line.is_near_end) and (_DATE_LINE.match(text) or _UPDATED.match(text)):
        return "byline", TIMESTAMP
    if words > 90 or not line.is_near_end:
        return None
    has_address = "@" in text or "protected]" in text or bool(_PHONE.search(text))
    if has_address and words <= 45 and '"' not in text and "“" not in text and not _POSTED.search(text):
        return "contact", "layout: address at the end"
    if _BIO.match(text) and (line.number == line.of - 1 or _BIO_WORD.search(text)):
        return "author_bio", "layout: who a name is"
    return None


def are_names(text: str) -> bool:
    """Tell whether a line is names of people and nothing else, or may be.

    Examples
    --------
    >>> are_names("Ada Orr and Bo Lind"), are_names("The mill closed.")
    (True, False)
    """
    return bool(_PEOPLE.match(text))


def is_biography(line: Line) -> bool:
    """Tell whether a paragraph near the end says who a named person is.

    Examples
    --------
    >>> is_biography(Line("Ada Orr is editor of the Gazette.", 7, 19, 20))
    True
    """
    return line.is_near_end and bool(_WHO.match(line.text))


def _are_people(text: str) -> bool:
    """Tell whether a line is names of people and nothing else: each begins with a common given name."""
    return are_names(text) and all(sex_of_given(name.split()[0]) for name in _BETWEEN_NAMES.split(text))


def _page(line: Line) -> Evidence | None:
    text, words = line.text, line.words
    if words > 30:
        return None
    if _GLUED_LINK.search(text):
        return "read_more", "layout: read more at the end"
    if _LINK.match(text):
        return "read_more", "layout: link"
    if words <= 20 and _COPYRIGHT.match(text):
        return "copyright", "layout: copyright sign"
    if words <= 2 and _JUNK.match(text):
        return "comments", "layout: player or code"
    if words <= 12 and _ADDRESS.match(text):
        return "contact", "layout: postal address"
    if _APP.match(text):
        return "commerce", "layout: an app to download"
    if _REMIND.match(text) or ((line.number < 2 or line.is_near_end) and is_support(line)):
        return "donation", "layout: support line"
    if (
        6 <= words <= 25
        and not line.is_near_start
        and text[-1] not in ".!"
        and text.upper() == text
        and len(_CAPITALS.findall(text)) >= 4
    ):
        return "read_more", "layout: capitals"
    return None


_TITLE = re.compile(r"(?=.*[A-Za-z’'] [a-z]).{18,140}[\w’')?]$")
_NO_TITLE = re.compile(r"@|https?:|[.!?] [A-Z]|[:;]|^[\d\W]|^(?:[a-z]|[A-Z]\) )|\[| [—–-]{1,2} ")


def is_support(line: Line) -> bool:
    """Tell whether a line asks to support something by its name: *Support the Gazette today*.

    Limit: a crosshead or a slogan may read the same, so that in the midst of an article its neighbours must tell.

    Examples
    --------
    >>> is_support(Line("Support The Gazette!", 3, 0, 20))
    True
    """
    return line.words <= 7 and bool(_SUPPORT.match(line.text))


def is_title(line: Line) -> bool:
    """Tell whether a paragraph reads like the title of a story: four words or more, a capital first, no full stop.

    Limit: a crosshead may read the same, so that one title alone says nothing.

    Examples
    --------
    >>> is_title(Line("Why the old mill would not close", 7, 9, 20)), is_title(Line("It closed.", 2, 9, 20))
    (True, False)
    """
    return 4 <= line.words <= 20 and bool(_TITLE.match(line.text)) and not _NO_TITLE.search(line.text)
