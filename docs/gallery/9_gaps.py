"""Whether the ratio of two outlets in quotations and reports is another one than in their own voices."""

import framing

articles = framing.read("corpus/demo")
articles = articles[articles["outlet"].isin(["The Alder Courier", "Kestria Ledger"])]
spans = framing.label(articles, ["hedge", "attribution", "boilerplate"])
counts = framing.count(articles, spans, kinds="hedge", by="voice", exclude="boilerplate")
axes = framing.plot(framing.compare_gaps(counts[counts["device"] == "epistemic hedge"], across="voice"))
