"""The roster: files of the department that say who is inside, where, and when each person may leave.

A file goes through four rooms: `fak930` and `extract` read lines, `staging` merges them into one row a person,
`differences` says what each row means for what the portal knows, `batches` leads a file from received to applied.
The formats are described in docs/roster.md.
"""
