"""Which roles speak: shares of attributions."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles)
roles = framing.count(articles, spans, base="attributions", by="role", exclude="boilerplate")
axes = framing.plot(framing.rates(roles))
