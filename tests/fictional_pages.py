"""Saved pages of fictional outlets, as tests of the readers need them."""

from __future__ import annotations

PARAGRAPHS = (
    "The harbour authority said on Monday that the last ferry to Gull Island would not sail before the storm had gone.",
    "“Nobody wants to be the captain who tried,” said Ada Orr, who has run the crossing for eleven winters and has seen"
    " the pier give way twice.",
    "About forty islanders were waiting in the ticket hall, where the heating had failed the night before and volun"
    "teers handed out soup and blankets.",
    "The council may open the school gymnasium if the wind does not turn by evening, a spokeswoman said, although the"
    " roof there was reportedly damaged last month.",
)
MENU = ("Home", "World", "Sport", "Weather", "Subscribe now")


def page(
    *, headline="Ferry stays in port", date="2024-01-12", author="Bo Lind", url="https://www.dailybee.example/ferry",
    site="The Daily Bee", paragraphs=PARAGRAPHS,
) -> str:  # fmt: skip
    """A page as news sites make them: metadata, a menu, the article, a footer."""
    menu = "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in MENU)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} | {site}</title>
<link rel="canonical" href="{url}">
<meta property="og:title" content="{headline}"><meta property="og:site_name" content="{site}">
<meta property="og:type" content="article"><meta property="article:published_time" content="{date}T08:00:00Z">
<meta name="author" content="{author}"></head>
<body><nav><ul>{menu}</ul></nav><main><article><h1>{headline}</h1>{body}</article></main>
<footer><p>Copyright {site}. All rights reserved.</p></footer></body></html>"""
