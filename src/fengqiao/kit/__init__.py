"""Tools without a domain word: clock, ids, masks, encrypted columns, scope, keyset pages."""
