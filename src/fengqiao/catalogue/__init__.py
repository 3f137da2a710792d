"""The procedure definitions: the only room that joins procedures to the other rooms.

One file for each procedure, as a county lawyer would read it; the rules they count with are in `rules`.
Words:
a *definition* is the law as a typed record; `later` names what the definition refers to and is not built yet.
"""
