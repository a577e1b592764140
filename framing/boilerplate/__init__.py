"""What tells boilerplate: layout, neighbours, outlet profiles, repetition, whole pages."""
