"""From the tables to what a widget shows: filters on columns that are prepared once, and pages of a few rows."""
