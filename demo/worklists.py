"""Views, tags, rules and a hand-over, someone with another name, and people who are here twice."""

from cases import actions, duplicates
from cases.models import Case
from demo.factories.cases import AssignmentRuleFactory, CaseFactory, HandOverFactory, PersonFactory


def populate(staff: dict, cases: list[Case]) -> None:
    coordinator, supervisor = staff["coordinator@demo.test"], staff["supervisor@demo.test"]
    own = [case for case in cases if case.coordinator_id == coordinator.pk and case.is_inside]
    actions.save_view(owner=coordinator, name="Leaving, no home plan", query="window=60&need=housing", is_shared=True)
    actions.save_view(owner=supervisor, name="Unassigned, 90 days", query="window=90&unassigned=true", is_shared=True)
    for case, word in zip(
        own[:6], ["glasses", "glasses", "veteran", "needs a ride", "veteran", "glasses"], strict=False
    ):
        actions.tag_case(case=case, word=word, by=coordinator)
    AssignmentRuleFactory(facility=own[0].facility, housing_unit="HU-3", coordinator=coordinator)
    HandOverFactory(from_user=supervisor, to_user=coordinator, by=supervisor, people=4, leaving_soon=1, overdue_steps=2)
    actions.add_other_name(case=own[0], kind="alias", first_name="Slim", last_name="Oakridge", by=coordinator)
    for case in own[1:3]:
        known = case.person
        twin = PersonFactory(
            doc_number=f"{int(known.doc_number) + 1:08d}",
            first_name=known.first_name,
            last_name=known.last_name,
            birth_date=known.birth_date,
            sex=known.sex,
        )
        CaseFactory(person=twin, facility=case.facility, coordinator=None)
    duplicates.suggest()
