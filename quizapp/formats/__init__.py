"""HOW DO QUESTIONS TRAVEL? Bytes and text become items with a report, and items become text; no database, no people."""
