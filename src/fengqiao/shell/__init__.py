"""The page frame: component macros, menu, search box; registries that the rooms above fill."""
