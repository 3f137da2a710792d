"""The officers' door: inbox, caseload, the person's file, intake, the procedure page, search, parameters, handbook.

It asks the faces of the rooms below for frozen records and draws them in the shell's frame. It owns no rule and no
table; taking it away changes no law. Words: a *matter* is a running procedure; a *step* waits for someone; an
*outcome* is a way out of it; a *clock* is a time limit with its basis.
"""
