"""Two records that were opened in an emergency: one that a supervisor has reviewed, one that waits."""

from cases.models import EmergencyAccess
from demo.factories.cases import EmergencyAccessFactory


def populate(staff, cases) -> None:
    coordinator, supervisor = staff["coordinator@demo.test"], staff["supervisor@demo.test"]
    elsewhere = [case for case in cases if case.facility.code != "MCC" and case.is_inside]
    EmergencyAccessFactory(
        case=elsewhere[0],
        user=coordinator,
        minutes_ago=3 * 24 * 60,
        reason="His mother is in intensive care, and the chaplain there is away.",
        reviewed=True,
        reviewed_by=supervisor,
        verdict=EmergencyAccess.Verdict.NEEDED,
        review="The chaplain was away, as stated. Only the contacts were looked at.",
    )
    EmergencyAccessFactory(
        case=elsewhere[1],
        user=staff["employment@demo.test"],
        minutes_ago=90,
        reason="Fainted at the hiring event. The clinic needs to know what medication is on file.",
    )
