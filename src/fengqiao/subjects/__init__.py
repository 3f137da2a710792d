"""People under community corrections: who they are, what was decided, for how long, and where they stand.

Law: Community Corrections Law arts 17-22 (place, notice, report-in), 44-46 (end), 52-58 (minors); Criminal Law arts
38-41, 72-77, 81-86; Criminal Procedure Law arts 265-269.

Words: a *subject* is 社区矫正对象. The *state* is the step of the lifecycle; *overlays* lie over it and combine. The
*regime* of minors follows the age at the start, never today's. A *term* is printed in the notice and computed from
the sentence: both are kept and the difference is shown. A *claim* says, by a hash alone, that a number is held here.
"""
