"""Words that are typical of one outlet."""

import framing

articles = framing.read("corpus/demo")
spans = framing.label(articles, ["boilerplate"])
keys = framing.keyness(articles, spans, exclude="boilerplate")
axes = framing.plot(keys[keys["group"] == "Daily Lantern"])
