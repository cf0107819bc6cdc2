"""The cadence after release (domain.md 2.4): days after, title, what to ask, critical."""

STANDARD = [
    (1, "24 hours", "Arrived? Slept where? Medication at hand? Phone works? Safe?", True),
    (3, "72 hours", "Reported to the field office? Food and clothes? Registration, where it applies?", True),
    (7, "7 days", "First health visit? MO HealthNet active? Job Center? First day of work? ID in hand?", False),
    (14, "14 days", "Hand-over to partners holds? Family?", False),
    (30, "30 days", "Housing, work, each referral, ID, supervision, well-being.", True),
    (60, "60 days", "Budget from the first pay, child support, transport.", False),
    (90, "90 days", "Housing, work, plan review; close goals.", True),
    (180, "180 days", "Housing, work, well-being.", True),
    (270, "9 months", "Still in work? (Reentry 2030 retention point.)", True),
    (365, "1 year", "Housing, work, well-being; close or renew.", True),
]
