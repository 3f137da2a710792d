"""Daily supervision (日常监督): reports, contacts, visits and talks as officers record them, and what is due of them.

Law: Community Corrections Law arts 23 (report), 26 (contact, visits, privacy), 52 (minors); Measures arts 23, 24.

Words: a *duty* is a report in person, a written report, a talk or a visit, of which one is asked in each *period*. How
long a period is says the province, by class. What is required, done and late is never stored: it is worked out from
dated facts. Nothing here is a sanction: what is missing is a question for an officer.
"""
