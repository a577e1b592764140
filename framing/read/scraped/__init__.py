"""What scrapers, feeds and news standards write: one module per family, found by content."""
