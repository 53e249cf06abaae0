"""What there is: a plan, its parts, and what is asked of it. Frozen values; no files, no clock."""
