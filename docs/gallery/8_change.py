"""Before and after a date: the change in each outlet, and the changes against each other."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles, ["hedge", "boilerplate"])
counts = framing.count(articles, spans, exclude="boilerplate")
axes = framing.plot(framing.change(counts, at="2024-07-01"))
