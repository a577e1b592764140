"""Before and after a date: the change in each outlet, and the changes against each other."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles, ["hedge", "boilerplate"])
counts = framing.count(articles, spans, kinds="hedge", exclude="boilerplate")
axes = framing.plot(framing.change(counts[counts["device"] == "epistemic hedge"], at="2024-07-01"))
