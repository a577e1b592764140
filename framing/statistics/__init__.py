"""What one observation is, and the estimates and tests made of it."""
