"""Labels and codes corrected by a coded sample: each group's corrected side, which comparisons and rates start from."""
