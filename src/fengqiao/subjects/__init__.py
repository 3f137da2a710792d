"""People under correction: identity, sentences, terms, relations, states."""
