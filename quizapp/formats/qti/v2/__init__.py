"""QTI 2.x and 3.0: response processing, read by running it and written so that it really scores."""
