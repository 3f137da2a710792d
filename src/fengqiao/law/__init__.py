"""The law as data: articles, parameters, working days, terms and clocks. Pure: no Django, no database, no clock,
but for the tables of local changes (`models`, `changes`).

Law: Community Corrections Law; Implementation Measures; Criminal Procedure Law art. 105; SPC Interpretation art. 202.
Words: a *clock* runs from a start event to a last good day; a *limit* is a number without a clock; a *mark* says how
well a source is known (V read, C corroborated, U recalled, P our proposal); *provisional* rests on an unpublished year.
"""
