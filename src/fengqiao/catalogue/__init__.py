"""The procedure definitions: the only room that joins procedures to the other rooms."""
