"""The areas of life that a plan covers (domain.md 2.5): code, name, confidentiality class of its rows."""

AREAS = [
    ("housing", "Housing", "general"),
    ("identification", "Identification", "general"),
    ("employment", "Employment", "general"),
    ("health", "Health care", "health"),
    ("mental_health", "Mental health", "health"),
    ("recovery", "Substance use recovery", "substance_use"),
    ("transportation", "Transportation", "general"),
    ("family", "Family", "general"),
    ("childcare", "Childcare", "general"),
    ("money", "Money and benefits", "general"),
    ("education", "Education", "general"),
    ("supervision", "Supervision", "general"),
    ("legal", "Legal", "general"),
    ("food", "Food", "general"),
    ("clothing", "Clothing", "general"),
    ("spiritual", "Spiritual support", "general"),
]

# What a release of information has to name before a need of the area is shared.
CATEGORIES = {
    "housing": "housing",
    "identification": "basics",
    "employment": "employment",
    "health": "health",
    "mental_health": "mental_health",
    "recovery": "substance_use",
    "transportation": "basics",
    "family": "family",
    "childcare": "family",
    "money": "benefits",
    "education": "education",
    "supervision": "supervision",
    "legal": "legal",
    "food": "basics",
    "clothing": "basics",
    "spiritual": "basics",
}
