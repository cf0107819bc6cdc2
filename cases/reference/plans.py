"""Plan templates (domain.md 2.2, with the sources named there): code, title, area, days before release, who, critical.

Steps for everyone and for women are drawn when a case opens; the other lists are added by staff where they apply.
"""

STANDARD = [
    (
        "ID-01",
        "List birth certificate, Social Security card and ID: what is there, what is missing",
        "identification",
        270,
        "staff",
        True,
    ),
    ("ID-02", "Order the missing birth certificate", "identification", 270, "staff", True),
    ("ID-03", "Ask for a new Social Security card", "identification", 240, "staff", False),
    ("LG-01", "List warrants, detainers and unpaid court cases", "legal", 240, "staff", False),
    ("AS-01", "Opening conference: goals in the person's words", "supervision", 180, "staff", True),
    ("AS-02", "Risk and needs assessment (ORAS) up to date", "supervision", 180, "staff", False),
    ("AS-04", "Needs screen, with reading, disability and language", "supervision", 180, "staff", True),
    ("EM-01", "Set the employment track", "employment", 180, "staff", False),
    ("EM-02", "Career interests and skills", "employment", 150, "staff", False),
    ("HS-01", "Health services say whether a discharge plan is needed", "health", 150, "health", True),
    ("HO-01", "First home plan and a backup", "housing", 150, "staff", True),
    ("HO-02", "Home plan investigation asked for", "housing", 120, "parole", True),
    ("ID-04", "State ID application", "identification", 120, "staff", True),
    ("BN-01", "Benefit screen: MO HealthNet, SSI, SNAP, VA, phone", "money", 120, "staff", False),
    ("EM-03", "Résumé and master application", "employment", 120, "person", False),
    ("FM-01", "Family and support map; no-contact orders reviewed", "family", 120, "staff", False),
    ("LR-01", "Written discharge plan shared with the field officer", "supervision", 90, "staff", False),
    ("EM-05", "Sign up for a hiring event; look at openings that fit", "employment", 90, "staff", False),
    ("BN-03", "MO HealthNet application or reinstatement", "money", 60, "staff", True),
    ("HO-03", "Home plan approved, or a bed asked for", "housing", 60, "parole", True),
    ("TR-01", "Plan the ride on release day", "transportation", 60, "staff", False),
    ("FI-01", "Budget, account balance, debts, bank account", "money", 60, "staff", False),
    ("BN-04", "Release notice to the Department of Social Services", "money", 45, "staff", True),
    ("PR-01", "Visit by each partner that said yes", "supervision", 45, "partner", False),
    ("HS-03", "Medication plan and supplies for release", "health", 30, "health", True),
    ("LR-02", "Release conference", "supervision", 30, "staff", True),
    ("CO-01", "Contact plan: phone, mail, three contacts", "supervision", 30, "staff", True),
    ("CN-01", "Releases of information reviewed and explained", "legal", 30, "staff", False),
    ("CL-01", "Clothing and hygiene items", "clothing", 21, "partner", False),
    ("HO-04", "Bed or home confirmed by phone", "housing", 14, "staff", True),
    ("HS-04", "All appointments in the person's hand", "health", 7, "staff", True),
    ("SA-01", "Safety check and crisis card (988)", "health", 7, "staff", True),
    ("DC-01", "Release folder checked", "identification", 7, "staff", True),
    ("TR-02", "Ride confirmed", "transportation", 3, "staff", True),
    ("LR-03", "Date and time confirmed with everyone who waits", "supervision", 1, "staff", True),
]
WOMEN = [
    ("AS-03", "Women's risk and needs assessment before release", "supervision", 120, "staff", False),
    ("WM-01", "Programs that answer the assessed needs", "education", 180, "staff", False),
    ("WM-02", "Children: contact, visits, plan for coming home", "family", 120, "staff", False),
    ("WM-03", "A safe place to live, also with children", "housing", 60, "staff", True),
    ("WM-04", "Childcare before the first day of work", "childcare", 30, "partner", False),
]
INTERSTATE = [("IC-01", "Interstate transfer request", "supervision", 120, "parole", True)]
REGISTRANT = [("RG-01", "Registration duties explained and signed", "supervision", 60, "parole", True)]
VETERAN = [("VT-01", "Veteran screen, service record, VA contact", "money", 210, "staff", False)]
TREATMENT = [
    ("HS-02", "Appointment with a provider near home; release of information signed", "health", 90, "health", True),
    ("SU-01", "Continuing care arranged", "recovery", 90, "health", True),
]
PARENT = [("CS-01", "Child-support cases found; change offered", "family", 240, "staff", False)]

# Name, audience, steps.
TEMPLATES = [
    ("Reentry plan", "all", STANDARD),
    ("Women's additions", "women", WOMEN),
    ("Moving to another state", "asked", INTERSTATE),
    ("On the registry", "asked", REGISTRANT),
    ("Veteran", "asked", VETERAN),
    ("Continuing treatment", "asked", TREATMENT),
    ("Child support", "asked", PARENT),
]
