"""Who may enter which page: the one table that the walk in test_every_page.py holds the portal to."""

ANYONE = frozenset({"anyone"})
SIGNED_IN = frozenset({"coordinator", "supervisor", "employment", "womens", "partner", "administrator"})
STAFF = frozenset({"coordinator", "supervisor", "employment", "womens"})
PARTNER = frozenset({"partner"})
ADMINISTRATOR = frozenset({"administrator"})

TABLE = {
    "home": SIGNED_IN,
    "about": ANYONE,
    "health": ANYONE,
    "keep-alive": SIGNED_IN,
    "account_login": ANYONE,
    "account_logout": SIGNED_IN,
    "account_inactive": ANYONE,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_reset_password": ANYONE,
    "account_reset_password_done": ANYONE,
    "account_reset_password_from_key": ANYONE,
    "account_reset_password_from_key_done": ANYONE,
    "admin": ADMINISTRATOR,  # every page of Django admin
    "reports:my-day": STAFF,
    "reports:overview": STAFF,
    "cases:caseload": STAFF,
    "cases:search": STAFF,
    "cases:add-person": STAFF,
    "womens_programs:programs": STAFF,
    "womens_programs:program": STAFF,
    "womens_programs:cohort": STAFF,
    "womens_programs:board": STAFF,
    "womens_programs:case-programs": STAFF,
    "womens_programs:enroll": STAFF - {"employment"},
    "womens_programs:move": STAFF - {"employment"},
    "womens_programs:add-cohort": frozenset({"womens", "supervisor"}),
    "womens_programs:edit-cohort": frozenset({"womens", "supervisor"}),
    "womens_programs:attendance": frozenset({"womens", "supervisor"}),
    "womens_programs:sheet": frozenset({"womens", "supervisor"}),
}
