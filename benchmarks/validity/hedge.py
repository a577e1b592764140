"""How well cue devices (hedge, and whatever else is coded) match a coded corpus.

``python benchmarks/validity/hedge.py PATH/news_gold.jsonl --coder "who coded it"``

``--by subtype`` or ``--by outlet`` gives a row for each. Devices that are coded but that the package lacks are named.
"""

from __future__ import annotations

import gold

import framing
from framing.pages import device_names


def main() -> None:
    """Label the corpus and print the agreement with its coder."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--by", choices=["subtype", "outlet"], default=())
    asked = parser.parse_args()
    coded = gold.read_cues(asked.gold, asked.coder)
    devices = [device for device in coded.spans["device"].cat.categories if device in device_names()]
    lacking = [device for device in coded.spans["device"].cat.categories if device not in devices]
    reference = coded.spans[coded.spans["device"].isin(devices)]
    reference = reference.assign(device=reference["device"].cat.set_categories(devices))
    found = framing.label(coded.articles, devices)
    table = framing.agree(found, reference, coded.articles, by=asked.by)
    gold.show(gold.heading(asked.gold, coded.articles, asked.coder), table.drop(columns=["a", "b"]))
    if lacking:
        print(f"coded, but no device of this version: {', '.join(lacking)}")


if __name__ == "__main__":
    main()
