"""Which filters narrow a list, in words, and the address of the list without each of them (UX 7.1)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django import forms
from django.db.models import Model
from django.http import QueryDict

Choices = Iterable[tuple[object, str]]


def in_force(form: forms.Form, query: QueryDict, choices: Mapping[str, Choices]) -> Iterator[tuple[str, str]]:
    """(words, query without it) of each value of a valid form. `choices` names values that the form's fields do not."""
    for name, field in form.fields.items():
        asked = form.cleaned_data.get(name)
        for value in asked if isinstance(asked, list) else [asked]:
            if value:
                yield _words(field, value, choices.get(name)), _without(query, name, value, isinstance(asked, list))


def _words(field: forms.Field, value, choices: Choices | None) -> str:
    if value is True:
        return field.label
    if isinstance(value, Model):
        said = field.label_from_instance(value)
    elif isinstance(value, date):
        said = f"{value:%m/%d/%Y}"
    else:
        named = {str(each): label for each, label in choices or getattr(field, "choices", ())}
        said = named.get(str(value), f"“{value}”")
    return f"{field.label}: {said}"


def _without(query: QueryDict, name: str, value, is_one_of_several: bool) -> str:
    rest = query.copy()
    rest.pop("at", None)
    rest.setlist(name, [each for each in rest.getlist(name) if is_one_of_several and each != str(value)])
    return rest.urlencode()
