"""Words that common notes start from: name, kind, text."""

TEMPLATES = [
    ("First meeting", "meeting", "Who was there:\nWhat the person wants:\nWhat we agreed:\nWho does what by when:\n"),
    ("Home plan call", "call", "Spoke with:\nMay the person live there:\nRules of the house:\nNext:\n"),
    ("Could not reach", "call", "Tried at:\nWhich number or person:\nMessage left (no program names):\nNext try:\n"),
    ("Release conference", "meeting", "Who was there:\nHome:\nFirst report:\nMedication:\nRide:\nStill open:\n"),
    ("Partner update", "call", "Organization:\nWhat they said:\nWhat they need from us:\nNext:\n"),
]
