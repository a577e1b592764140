"""What is said about a target: the evaluation of it, and whether it acts or is acted upon."""
