"""Who changes employers, jobs and events. The way of a person to work is open to all staff, for the people they see."""

from accounts.models import Role

EMPLOYER_STAFF = frozenset({Role.EMPLOYMENT, Role.SUPERVISOR, Role.COORDINATOR})
