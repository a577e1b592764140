"""How evenly terms are spread over the articles."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles, ["hedge", "boilerplate"])
terms = framing.dispersion(articles, spans, exclude="boilerplate")
axes = framing.plot(terms, most=15)
