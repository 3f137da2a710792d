"""Places of the five levels, with the offices and organs attached to them."""
