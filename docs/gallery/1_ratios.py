"""Differences between outlets: ratios with 95 % intervals."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles)
counts = framing.count(articles, spans, kinds="hedge", exclude="boilerplate")
results = framing.compare(counts[counts["device"] == "epistemic hedge"])
axes = framing.plot(results)
