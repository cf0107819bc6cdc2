"""The form pack says the same to everyone: in words, by ids that readers follow, and with what was typed kept."""

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

from tests.look.samples import FilterForm, ReferralForm, SessionFormSet, referral_form


def render(source: str, **context) -> str:
    return (
        engines["django"]
        .from_string("{% load crispy_forms_tags %}" + source)
        .render(context, RequestFactory().get("/"))
    )


@pytest.fixture
def wrong():
    form = referral_form(RequestFactory().get("/?wrong"))
    assert form.errors
    return form


def test_a_whole_form_has_one_verb_and_a_way_back():
    html = render("{% crispy form %}", form=ReferralForm(cancel_url="/list/"))
    assert '<button type="submit" class="usa-button">Send referral</button>' in html
    assert '<a href="/list/">Cancel</a>' in html
    assert "csrfmiddlewaretoken" in html
    assert 'enctype="multipart/form-data"' in html


def test_only_what_is_optional_is_marked():
    html = render("{{ form|crispy }}", form=ReferralForm())
    assert html.count("(optional)") == sum(not field.required for field in ReferralForm().fields.values())


def test_a_filter_marks_nothing():
    assert "(optional)" not in render("{{ form|crispy }}", form=FilterForm())


def test_every_error_is_in_the_summary_with_a_link_to_its_field(wrong):
    html = render("{{ form|crispy }}", form=wrong)
    assert html.index("There is a problem") < html.index("<label")
    assert 'href="#id_partner"' in html
    assert 'href="#id_share_0"' in html  # a group of boxes cannot take the focus; its first box can
    assert html.count('class="usa-error-message"') == len(wrong.errors)


def test_fields_name_their_hint_and_error_by_the_ids_of_the_pack(wrong):
    html = render("{{ form|crispy }}", form=wrong)
    assert 'aria-describedby="id_partner_helptext id_partner_error"' in html
    assert 'id="id_partner_helptext"' in html
    assert 'id="id_partner_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_comes_back(wrong):
    assert 'value="32/13/2026"' in render("{{ form|crispy }}", form=wrong)


def test_groups_of_options_keep_their_names():
    html = render("{{ form|crispy }}", form=ReferralForm())
    assert '<optgroup label="Columbia">' in html
    assert '<p class="group-label">Days</p>' in html


def test_a_field_that_may_not_change_is_disabled():
    assert "disabled" in render("{{ form.fixed|as_crispy_field }}", form=ReferralForm())


def test_a_set_of_forms_has_one_summary_and_its_management_form():
    made = SessionFormSet({"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-day": "soon"})
    assert not made.is_valid()
    html = render("{{ formset|crispy }}", formset=made)
    assert html.count("There is a problem") == 1
    assert 'name="form-TOTAL_FORMS"' in html
    assert 'href="#id_form-0-day"' in html


def test_a_layout_draws_rows_fieldsets_and_buttons():
    from crispy_forms.layout import ButtonHolder, Column, Div, Fieldset, Layout, Row

    from reentry_portal.forms import PortalForm, SubmitButton

    class Visit(PortalForm):
        day = forms.CharField()
        time = forms.CharField()

    form = Visit()
    form.helper.inputs.clear()
    form.helper.layout = Layout(
        Fieldset("When", Row(Column("day"), Div("time", css_class="late"))),
        ButtonHolder(SubmitButton("again", "Save and add another")),
    )
    html = render("{% crispy form %}", form=form)
    assert '<legend class="usa-legend">When</legend>' in html
    assert 'class="row"' in html
    assert 'class="late"' in html
    assert 'name="again" value="Save and add another"' in html


def test_nothing_is_styled_inline(wrong):
    assert "style=" not in render("{% crispy form %}", form=wrong)
