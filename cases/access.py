"""Which confidentiality classes each role reads (domain.md 8.1). What is withheld is named, never blank."""

from cases.models.confidentiality import Confidentiality

ALL = frozenset(Confidentiality.values)
READS = {
    "coordinator": ALL - {Confidentiality.VICTIM},
    "supervisor": ALL,
    "womens": ALL,
    "employment": frozenset({Confidentiality.GENERAL}),
}


def classes_read_by(user) -> frozenset[str]:
    return READS.get(user.role, frozenset())


def classes_read_on(case, user) -> frozenset[str]:
    """What the user reads on this case: all of it while they have it open in an emergency.

    `case` comes from `Case.objects.with_emergency(user)`.
    """
    return ALL if case.emergency_id else classes_read_by(user)
