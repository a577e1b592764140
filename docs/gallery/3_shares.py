"""What kind of source speaks: shares of attributions."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles)
kinds = framing.count(articles, spans, base="attributions", by="source_kind", exclude="boilerplate")
axes = framing.plot(framing.rates(kinds))
