"""Who works here: persons, their accounts, posts, delegations and covers; sign-in and second factor.

A *person* (自然人) is a human being; an *account* is a name to sign in with; a *post* (岗位) is a role in a
place. Separation of duties compares persons, never accounts or posts. A *delegation* (委托) gives a power of
the county institution to a justice office; a *cover* (代班) lends one post to the holder of another for a
while.

Law: Community Corrections Law art. 9 (institutions and delegated offices), arts. 10-11 (staff decide, social
workers assist), art. 16 (duties exercised by law).
"""
