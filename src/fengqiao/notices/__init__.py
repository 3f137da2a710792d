"""Messages to people: to the person under correction and the guardian by text message, to colleagues by the bell.

Law: no article orders a text message; the duty to tell somebody is the duty of the procedure that tells (Community
Corrections Law art. 27 and others), and a message is only its quickest way. What leaves the house tells nothing of
the case (Law art. 54; Personal Information Protection Law arts 6, 29).

Words: a *kind* is one fixed wording; a *message* goes out of the house, a *notice* stays inside; a *line* is one number
on one channel; a *receipt* is what the network says afterwards. Person and matter are opaque ids given by the caller.
"""
