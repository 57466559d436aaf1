"""QTI 1.2: conditions that set a score, and Canvas's way of writing them."""
