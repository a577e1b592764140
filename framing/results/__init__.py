"""What a table of results or rates is: its columns, the families of p, and its numbers, notes and sentences."""
