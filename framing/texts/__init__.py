"""What a text is made of: paragraphs, sentences, quotations, turns, parts."""
