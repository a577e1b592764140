"""How devices are drawn: a key, a colour and a kind of line for each; the style alone switches them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

BOILERPLATE, ATTRIBUTION = "boilerplate", "attribution"
SWITCHED_ON = (ATTRIBUTION, BOILERPLATE, "hedge")  # more marks than these on one page cannot be read
_MOST_SWITCHED_ON = 4

# Okabe and Ito's colours, with Tol's wine and a grey; the sky blue is kept for attribution, the yellow is darkened.
_COLOURS = (
    "230,159,0", "0,158,115", "204,121,167", "213,94,0", "0,114,178", "181,169,0", "136,34,85", "128,128,128",
)  # fmt: skip
_LINES = ("solid", "dashed", "dotted", "double")
_SKY, _NESTED = "86,180,233", "#3a8fc4"
_TINTS = {
    "direct": "linear-gradient(var(--fa),var(--fa))",
    "mixed": "repeating-linear-gradient(135deg,var(--ga) 0 5px,var(--ha) 5px 10px)",
    "indirect": "linear-gradient(var(--ia),var(--ia))",
}
KINDS = tuple(_TINTS)

# No colour of ground or ink is set, so the page is legible on the light and the dark ground of any notebook. Selectors
# are doubled where the style of a notebook's own tables and lists would win.
_CSS = """
.framing-article{max-width:46em;font:15px/1.9 Georgia,'Times New Roman',serif;color:inherit}
.framing-head,.framing-legend{font:12.5px/1.7 system-ui,sans-serif}
.framing-head b{font-size:16px}
.framing-legend{display:flex;flex-wrap:wrap;gap:.1em 1.1em;margin:.6em 0 1em;padding:.5em 0;border:solid #8888;
border-width:1px 0}
.framing-legend small{font-size:11.5px}
.framing-key{display:inline-flex;align-items:center;gap:.35em;white-space:nowrap;cursor:pointer}
.framing-key input{margin:0;flex:none}
.framing-parts{flex-basis:100%}
.framing-text{white-space:pre-wrap;overflow-wrap:anywhere}
.framing-text span{-webkit-box-decoration-break:clone;box-decoration-break:clone;
background-clip:padding-box!important}
.framing-line{padding:0 .7em;border:solid transparent;border-width:0 3px;text-align:start}
.framing-blank{line-height:.9}
.framing-standing{border-inline-start-color:var(--lb)}
.framing-dim{opacity:var(--ob)}
.framing-n{font:700 9px/0 system-ui,sans-serif;opacity:.75;vertical-align:super;unicode-bidi:isolate;margin:0 1px}
.framing-n::before{content:attr(data-n)}
.framing-standing .framing-bar{display:none}
.framing-focus{outline:2.5px solid #d55e00;outline-offset:1px;border-radius:2px}
""".replace("\n", "")

Keys = dict[str, str]


def keys_of(devices: Sequence[str]) -> Keys:
    """Give each device the key by which the style knows it, the same in every article.

    Examples
    --------
    >>> keys_of(["attribution", "boilerplate", "booster", "hedge"])
    {'attribution': 'a', 'boilerplate': 'b', 'booster': '0', 'hedge': '1'}
    """
    fixed = {ATTRIBUTION: "a", BOILERPLATE: "b"}
    others = [device for device in devices if device not in fixed]
    return {device: fixed.get(device) or str(others.index(device)) for device in devices}


def switched_on(devices: Sequence[str]) -> list[str]:
    """Give the devices whose marks are shown at first: all where they are few, else those that are read most.

    Examples
    --------
    >>> switched_on(["attribution", "booster", "evaluation", "hedge", "negation"])
    ['attribution', 'hedge']
    >>> switched_on(["fire", "water"])
    ['fire', 'water']
    """
    if len(devices) <= _MOST_SWITCHED_ON:
        return list(devices)
    return [device for device in devices if device in SWITCHED_ON] or list(devices[:_MOST_SWITCHED_ON])


def style_sheet(keys: Iterable[str]) -> str:
    """Give the style of a marked article; a device whose box is not ticked loses its colours, and nothing moves."""
    shown, hidden = [], []
    for key in keys:
        shown.append(f"--u{key}:currentcolor;--w{key}:700;--n{key}:inline;{_colours(key)}")
        off = f"--u{key}:transparent;--w{key}:400;--n{key}:none;--l{key}:transparent;--f{key}:transparent"
        off += {"a": ";--ga:transparent;--ha:transparent;--ia:transparent;--da:transparent", "b": ";--ob:1"}.get(
            key, ""
        )
        hidden.append(f".framing-article:has(.framing-s{key}:not(:checked)){{{off}}}")
    return f"{_CSS}.framing-article{{{';'.join(shown)}}}{''.join(hidden)}"


def _colours(key: str) -> str:
    if key == ATTRIBUTION[0]:
        tints = f"--fa:rgba({_SKY},.4);--ga:rgba({_SKY},.45);--ha:rgba({_SKY},.1);--ia:rgba({_SKY},.16)"
        return f"{tints};--da:{_NESTED};--la:{_NESTED}"
    if key == BOILERPLATE[0]:
        return "--lb:#888;--ob:.62;--fb:transparent"
    colour = _COLOURS[int(key) % len(_COLOURS)]
    return f"--f{key}:rgba({colour},.42);--l{key}:rgb({colour})"


def line_of(key: str) -> str:
    """Return the kind of line below a word; where colours repeat, another one."""
    place = int(key)
    return _LINES[(place + place // len(_COLOURS)) % len(_LINES)]


def tint_of(key: str, subtype: str) -> str:
    """Return the ground of a content."""
    return _TINTS.get(subtype, _TINTS["direct"]) if key == "a" else f"linear-gradient(var(--f{key}),var(--f{key}))"
