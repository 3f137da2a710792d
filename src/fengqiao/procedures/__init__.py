"""The engine: what a legal procedure is, where a matter stands, what waits for whom, until when.

It knows no procedure by name. `grammar` is what a definition may say; `progress` the one pure function over a matter's
acts; `admission` whether an act may be done; `projection` what inbox and clocks hold. The rest keeps acts in tables:
one row per act, never changed; everything else is made from them again.

Words: a matter (事项) is one run of a procedure about one person; an act (办理行为) one step done in it; a task (待办)
an open step waiting for a post; a clock (期限) a time limit of the law or of our own.
"""
