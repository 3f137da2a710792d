"""A register row by row: from cells to people, with every finding named. Pure: no database, no clock, no Django.

`checking.check` is the entrance: a table, the county's offices and today in; every row with its findings out.
"""
