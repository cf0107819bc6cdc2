"""Plan templates, version 2: all steps of domain.md 2.2 with the evidence that ends each, by track and addition (2.1).

Each step: code, days before release, title, area, who, critical, done when. Templates for everyone, for women and for
a track are drawn by the portal; additions are drawn by staff where they apply, most from the answers of the intake.
"""

YES, NO = True, False

STANDARD = [
    (
        *("ID-01", 270, "List birth certificate, Social Security card and ID: what is there, what is missing"),
        *("identification", "staff", YES, "All three have a state"),
    ),
    (
        *("ID-02", 270, "Order the missing birth certificate, out-of-state first"),
        *("identification", "staff", YES, "Request on file with its day and tracking"),
    ),
    ("ID-03", 240, "Ask for a new Social Security card", "identification", "staff", NO, "Request sent"),
    (
        "LG-01",
        240,
        "List warrants, detainers and unpaid court cases",
        "legal",
        "staff",
        NO,
        "List, and a plan for each",
    ),
    ("AS-01", 180, "Opening conference: goals in the person's words", "supervision", "staff", YES, "Plan 1 signed"),
    ("AS-02", 180, "Risk and needs assessment (ORAS) up to date", "supervision", "staff", NO, "Dated score"),
    (
        *("AS-04", 180, "Needs screen, with reading, disability and language"),
        *("supervision", "staff", YES, "Intake screen complete"),
    ),
    ("EM-01", 180, "Set the employment track", "employment", "employment", NO, "Track set"),
    ("EM-02", 150, "Career interests and skills", "employment", "employment", NO, "Profile names at least three kinds"),
    (
        *("HS-01", 150, "Health services say whether a discharge plan is needed"),
        *("health", "health", YES, "Yes or no, without details"),
    ),
    ("HO-01", 150, "First home plan and a backup", "housing", "staff", YES, "Address submitted"),
    (
        *("HO-02", 120, "Home plan investigation asked for, after no-contact and distance checks"),
        *("housing", "parole", YES, "Under investigation"),
    ),
    ("ID-04", 120, "State ID application and photo", "identification", "staff", YES, "Application on file"),
    ("BN-01", 120, "Benefit screen: MO HealthNet, SSI, SNAP, VA, phone", "money", "staff", NO, "Screen saved"),
    ("EM-03", 120, "Résumé and master application", "employment", "person", NO, "Document stored"),
    ("EM-04", 90, "Job readiness course complete", "employment", "partner", NO, "Modules complete"),
    (
        *("FM-01", 120, "Family and support map, visits with children, no-contact orders reviewed"),
        *("family", "staff", NO, "People around are on file"),
    ),
    ("LR-01", 90, "Written plan 2, shared with the field officer", "supervision", "staff", NO, "Officer has it"),
    (
        *("EM-05", 90, "Sign up for a hiring event; look at openings that fit"),
        *("employment", "employment", NO, "At least five openings looked at"),
    ),
    ("EM-06", 60, "Interviews, in person or by video", "employment", "employment", NO, "Outcome recorded"),
    ("BN-03", 60, "MO HealthNet application or reinstatement", "money", "staff", YES, "Filed"),
    ("HO-03", 60, "Home plan approved, or a bed asked for", "housing", "parole", YES, "Approved place"),
    (
        "TR-01",
        60,
        "Plan the ride on release day; steps to get a license back",
        "transportation",
        "staff",
        NO,
        "Plan saved",
    ),
    ("FI-01", 60, "Budget, account balance, debts, bank account", "money", "staff", NO, "Budget saved"),
    ("BN-04", 45, "Release notice to the Department of Social Services", "money", "staff", YES, "Day of notice stored"),
    ("PR-01", 45, "Visit by each partner that said yes", "supervision", "partner", NO, "Visit on file"),
    (
        *("EM-07", 30, "Offers before release: start day, tools, I-9 papers, tax credit and bond forms"),
        *("employment", "employment", NO, "State of the offer"),
    ),
    (
        *("HS-03", 30, "Medication for 30 days or prescriptions, naloxone and training, equipment"),
        *("health", "health", YES, "Health services say so"),
    ),
    (
        *("LR-02", 30, "Release conference: person, staff, officer, partners, family if wanted"),
        *("supervision", "staff", YES, "Attendance and plan 3"),
    ),
    (
        *("CO-01", 30, "Contact plan: phone, mail, three contacts, safe ways to leave words"),
        *("supervision", "staff", YES, "At least two ways"),
    ),
    ("CN-01", 30, "Releases of information reviewed and explained, copies given", "legal", "staff", NO, "List"),
    (
        "CL-01",
        21,
        "Clothing for weather, interview and work; hygiene items",
        "clothing",
        "partner",
        NO,
        "Kit set aside",
    ),
    ("HO-04", 14, "Bed or home confirmed by phone", "housing", "staff", YES, "Day of the call"),
    ("BN-05", 10, "Benefits papers forwarded", "money", "staff", NO, "Sent"),
    (
        *("HS-04", 7, "All appointments in the person's hand: day, time, place"),
        *("health", "staff", YES, "Printed schedule"),
    ),
    ("SA-01", 7, "Safety check and crisis card (988)", "health", "staff", YES, "Done"),
    ("DC-01", 7, "Release folder checked, paper by paper", "identification", "staff", YES, "Each ready, or why not"),
    ("TR-02", 3, "Ride confirmed, pickup person cleared", "transportation", "staff", YES, "Confirmed"),
    ("LR-03", 1, "Day and hour confirmed with everyone who waits", "supervision", "staff", YES, "Notices on file"),
]
WOMEN = [
    (
        *("AS-03", 120, "Women's risk and needs assessment before release (WRNA)"),
        *("supervision", "staff", NO, "Dated score, 90 to 120 days before"),
    ),
    ("WM-01", 180, "Programs that answer the assessed needs", "education", "staff", NO, "Enrolled, or why not"),
    ("WM-02", 120, "Children: contact, visits, plan for coming home", "family", "staff", NO, "Plan saved"),
    ("WM-03", 60, "A safe place to live, also with children", "housing", "staff", YES, "Approved place"),
    ("WM-04", 30, "Childcare before the first day of work", "childcare", "partner", NO, "Place confirmed"),
]
MAX_OUT = [
    (
        *("MO-01", 60, "Ask whether follow-up is wanted: no one has to, so it needs a yes"),
        *("supervision", "staff", YES, "Release of information signed or declined"),
    ),
    (
        *("MO-02", 21, "Meet the community navigator who takes over"),
        *("supervision", "partner", YES, "First meeting held"),
    ),
]
DETAINER = [
    (
        *("DT-01", 120, "Find out who waits, for what, and whether it can be settled first"),
        *("legal", "staff", YES, "Answer of the agency on file"),
    ),
    ("DT-02", 60, "Papers listed and packed: they go along", "identification", "staff", YES, "Every paper has a state"),
    ("DT-03", 30, "Health summary for the other custody", "health", "health", YES, "Health services say so"),
    ("DT-04", 30, "Benefits held, not applied for", "money", "staff", NO, "Note on file"),
]
# Additions that staff draw: name, steps.
ADDITIONS = {
    "Moving to another state": [
        ("IC-01", 120, "Interstate transfer request opened", "supervision", "parole", YES, "Request in ICOTS"),
        (
            *("IC-02", 45, "Answer of the other state; no job or bed there is sure before it"),
            *("supervision", "parole", YES, "Accepted, with the day"),
        ),
    ],
    "On the registry": [
        ("RG-01", 60, "Registration duties explained; address checked", "supervision", "parole", YES, "Form signed"),
        (
            "RG-02",
            14,
            "Where and when to register: within 3 business days",
            "supervision",
            "staff",
            YES,
            "On the schedule",
        ),
    ],
    "Veteran": [
        ("VT-01", 210, "Veteran screen, service record (SF-180), VA contact", "money", "staff", NO, "Request on file"),
        ("VT-02", 60, "Pension or compensation: ask the VA to resume at release", "money", "staff", NO, "Filed"),
    ],
    "Continuing treatment": [
        ("SU-01", 90, "Continuing care arranged, level of care set", "recovery", "health", YES, "Referral accepted"),
        ("SU-02", 30, "Medication for opioid use goes on without a gap", "recovery", "health", YES, "Next dose booked"),
    ],
    "Health care near home": [
        (
            *("HS-02", 90, "Appointment with a provider near home; release of information signed"),
            *("health", "health", YES, "Provider accepted"),
        ),
    ],
    "Mental health care near home": [
        (
            "SM-01",
            90,
            "Case manager of the mental health center",
            "mental_health",
            "health",
            YES,
            "Named, first visit set",
        ),
        ("SM-02", 14, "First visit within a week of release", "mental_health", "health", YES, "Day and hour"),
    ],
    "Older, or with a lasting illness": [
        (
            "OM-01",
            150,
            "Where care is needed: home with help, or a care home",
            "health",
            "health",
            YES,
            "Level of care set",
        ),
        ("OM-02", 60, "Equipment and helper for the first week", "health", "health", NO, "Ordered"),
    ],
    "Expecting or with a baby": [
        ("PG-01", 60, "Home that takes a baby; children's doctor", "family", "staff", YES, "Appointment set"),
        ("PG-02", 45, "WIC and MO HealthNet for the child", "money", "staff", NO, "Filed"),
        ("PG-03", 14, "Car seat, bed and clothes for the baby", "family", "partner", NO, "Set aside"),
    ],
    "Child support": [
        ("CS-01", 240, "Child-support cases found; change offered", "family", "staff", NO, "Request filed or declined"),
    ],
    "No diploma": [
        ("ED-01", 180, "Toward the HiSET", "education", "education", NO, "Enrolled or complete"),
    ],
    "Cannot work": [
        ("BN-02", 120, "SSI or SSDI application before release (SOAR)", "money", "partner", NO, "Filed"),
    ],
    "Transitional housing unit": [
        ("TH-01", 180, "Ask for the transitional housing unit", "housing", "staff", NO, "Placed, or why not"),
    ],
}

# Name, audience, steps.
TEMPLATES = [
    ("Reentry plan", "all", STANDARD),
    ("Women's additions", "women", WOMEN),
    ("Leaving without supervision", "max_out", MAX_OUT),
    ("To other custody", "detainer", DETAINER),
    *((name, "asked", steps) for name, steps in ADDITIONS.items()),
]
