"""Facts that legal procedures establish about a person: leaves, injunctions, the class, the officer in charge.

Law: Community Corrections Law arts 24 (classes), 27 (leave), 25 and 10 (who is in charge); Criminal Law arts 38, 72
(injunctions).

Words: a *leave* has a first and a last day, both inside. An *injunction* has items, each about an activity, an area
or a person. The *class* of management is strict, normal or lenient. Nothing here decides: it records what was decided.
"""
