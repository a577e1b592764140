"""Files that are written complete or not at all, and tables as files."""
