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
