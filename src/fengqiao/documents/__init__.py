"""Papers: what they are called and say, their numbers, seals, service, and the PDF that is the paper.

Law: Community Corrections Law arts 22, 27, 44 (papers of registration, leave and discharge); layout after GB/T
9704-2012; service by analogy with the court's rules (SPC-I 204).

Words: a *kind* is a declared paper (D33). A *paper* is one issued, with a number and values that no longer change.
An *event* is what happened to it since: sealed, delivered, withdrawn, replaced. A *series* is a run of numbers without
gaps: of one issuer, document character and year, minors apart. Person and matter are opaque ids given by the caller.
"""
