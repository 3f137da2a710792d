"""Official letters between offices and organs (公函): sent, received, receipt, clock.

A letter has two copies, one per area, which share an id: the writer's (`Sent`) and the addressee's (`Arrived`). Where
the addressee works with this system, a definer function carries the letter and the addressee confirms it; a court, a
procuratorate, the police or a prison gets it outside of the system, and the office writes down what came back.

Law: Community Corrections Law arts 20, 22, 44 (who must hear of what); the matrix of copies stands in the definitions.
"""
