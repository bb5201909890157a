"""Networks as tables, and what is built from them, counted in them and loaded into them."""
