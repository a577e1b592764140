"""Text that articles share: agency copy, near-duplicates, likeness."""
