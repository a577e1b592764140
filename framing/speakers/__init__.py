"""Who speaks: names, roles and pronouns of one article, resolved."""
