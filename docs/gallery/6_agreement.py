"""Agreement of two codings."""

import framing

articles = framing.read("corpus/demo")
first = framing.read_spans("corpus/codings/coder_1.csv")
second = framing.read_spans("corpus/codings/coder_2.csv")
coded = articles[articles["doc_id"].isin(first["doc_id"])]
axes = framing.plot(framing.agree(coded, first, second))
