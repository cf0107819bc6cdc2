"""The trail only grows."""

import pytest
from django.db import InternalError, connection, transaction

from audit.models import AuditEvent
from cases.models import Case
from demo.factories.cases import CaseFactory, NoteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("statement", ["update audit_auditevent set actor_id = 7", "delete from audit_auditevent"])
def test_not_even_the_owner_changes_it(statement):
    CaseFactory()
    with pytest.raises(InternalError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_change_by_any_road_is_on_it():
    case = CaseFactory(housing_unit="1")
    Case.objects.filter(pk=case.pk).update(housing_unit="2")
    event = AuditEvent.objects.filter(object_type="cases_case", action="changed").get()
    assert (event.people, event.detail) == ([case.person_id], {"housing_unit": ["1", "2"]})


def test_it_never_holds_the_words_of_a_note():
    NoteFactory(text="a marker word", confidentiality="health")
    assert "marker" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))
