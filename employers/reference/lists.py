"""Lists that administrators may edit: readiness modules (domain.md 3.7) and certificates (3.8)."""

# Code, name, description.
MODULES = [
    ("goals", "Goal setting", "What work, why, and the first three steps"),
    ("resume", "Résumé", "A résumé and a master application that the person can use alone"),
    ("interview", "Interview etiquette", "Practice interview, with the answer about the record"),
    ("presentation", "Personal presentation", "Clothes, greeting, telephone"),
    ("expectations", "Professional expectations", "Time, attendance, conflict, first pay stub"),
]

# Code, name.
CREDENTIALS = [
    ("hse", "High school equivalency"),
    ("welding", "Welding certificate"),
    ("forklift", "Forklift certificate"),
    ("cdl-a", "Commercial driver license, class A"),
    ("osha-10", "OSHA 10-hour card"),
    ("nccer-core", "NCCER Core"),
    ("servsafe", "ServSafe food handler"),
    ("cosmetology", "Cosmetology license"),
    ("barber", "Barber license"),
    ("hvac", "HVAC certificate"),
    ("cnc", "CNC operator certificate"),
    ("office", "Office software certificate"),
    ("ncrc", "National Career Readiness Certificate"),
    ("driver-license", "Driver license"),
    ("peer-specialist", "Peer specialist certificate"),
]
