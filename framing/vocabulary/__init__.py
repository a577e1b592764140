"""What the package reads of its own data: term lists, rules, lists of words, codebook pages."""
