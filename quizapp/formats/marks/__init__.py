"""What an answer earns: numbers, weights, and the proof that another program scores as this one does."""
