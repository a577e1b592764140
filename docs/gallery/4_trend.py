"""Over time: rates by quarter."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles, ["hedge", "boilerplate"])
counts = framing.count(articles, spans, exclude="boilerplate")
axes = framing.plot(framing.trend(counts, freq="quarter"))
