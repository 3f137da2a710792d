"""exchange: bulk files in and out; first of all an office's existing register.

An office brings its register as a workbook or a CSV file. The room reads it in a child process with limits
(`files`), checks every row before anything is written (`register`), says per row what to do (`report`), and, when the
county lead confirms, loads it person by person (`actions`).

Law: Community Corrections Law art. 22 (the institution verifies identity and registers); the county lead answers for
the initial load (ARCHITECTURE 5).
Words: a *table* is what a file held, a *row* one person in it, a *finding* what is wrong or odd in a row,
an *entry* a row that passed.
"""
