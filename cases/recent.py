"""The last people whom someone opened, kept in the session: it ends with it."""

RECENT = "recent_cases"
MOST = 8


def remember(session, case_id: int) -> None:
    before = session.get(RECENT, [])
    now = [case_id, *(each for each in before if each != case_id)][:MOST]
    if now != before:
        session[RECENT] = now
