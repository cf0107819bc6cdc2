"""The domains of the assessments: names only, no items (domain.md 1.9 and 1.10): code, name, area, class, strength.

Scales on abuse, trauma and safety are the most sensitive that there are: victim information, read by few.
"""

ORAS = [
    ("criminal_history", "Criminal history", None, "general", False),
    ("education_work_money", "Education, employment and finances", "employment", "general", False),
    ("family", "Family and social support", "family", "general", False),
    ("neighborhood", "Neighborhood problems", "housing", "general", False),
    ("substance_use", "Substance use", "recovery", "substance_use", False),
    ("peers", "Peer associations", "supervision", "general", False),
    ("attitudes", "Attitudes and behavioral patterns", "supervision", "general", False),
]
WRNA = [
    ("criminal_history", "Criminal history", None, "general", False),
    ("attitudes", "Attitudes", "supervision", "general", False),
    ("peers", "Associations", "supervision", "general", False),
    ("education", "Educational needs", "education", "general", False),
    ("work_money", "Employment and finances", "employment", "general", False),
    ("substance_history", "Substance use, history", "recovery", "substance_use", False),
    ("substance_now", "Substance use, current", "recovery", "substance_use", False),
    ("housing_safety", "Housing safety", "housing", "general", False),
    ("anger", "Anger", "mental_health", "health", False),
    ("family_conflict", "Family conflict", "family", "general", False),
    ("mental_history", "Mental health, history", "mental_health", "health", False),
    ("depression", "Depression or anxiety, current", "mental_health", "health", False),
    ("psychosis", "Psychosis, current", "mental_health", "health", False),
    ("ptsd", "Trauma symptoms", "mental_health", "victim", False),
    ("child_abuse", "Abuse in childhood", None, "victim", False),
    ("physical_victim", "Physical victimization", None, "victim", False),
    ("sexual_victim", "Sexual victimization", None, "victim", False),
    ("relationships", "Unhealthy relationships", "family", "victim", False),
    ("parenting", "Parental stress", "childcare", "general", False),
    ("safety", "Current safety", "housing", "victim", False),
    ("efficacy", "Self-efficacy", None, "general", True),
    ("family_support", "Family support", None, "general", True),
    ("relationship_support", "Relationship support", None, "general", True),
    ("education_assets", "Educational assets", None, "general", True),
    ("parental_involvement", "Parental involvement", None, "general", True),
    ("esteem", "Self-esteem", None, "general", True),
]
LEVELS = {
    "oras": ["Low", "Low/Moderate", "Moderate", "Moderate/High", "High", "Very High"],
    "wrna": ["Low", "Medium", "High", "Maximum"],
}


def family_of(tool: str) -> str:
    return tool.partition("_")[0]


def domains_of(tool: str) -> list[tuple]:
    return WRNA if family_of(tool) == "wrna" else ORAS
