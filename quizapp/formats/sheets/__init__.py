"""What all tables share: cells, headers, keys and columns, whatever program made them."""
