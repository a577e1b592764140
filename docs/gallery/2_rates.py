"""How frequent a device is in each outlet: rates with 95 % intervals."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles)
counts = framing.count(articles, spans, kinds="hedge", exclude="boilerplate")
hedges = counts[counts["device"].isin(["epistemic hedge", "approximator"])]
axes = framing.plot(framing.rates(hedges))
