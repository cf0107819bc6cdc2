"""Intake, assessments, goals, steps and signatures."""

from django import forms

from accounts.models import STAFF_ROLES, User
from cases.models import Assessment, AssessmentDomain, Goal, IntakeAnswer, NeedArea, PlanStep
from cases.reference.assessments import LEVELS, domains_of, family_of
from cases.reference.intake import QUESTIONS, TOPICS
from reentry_portal.forms import PortalDateField, PortalForm

ANSWERS = IntakeAnswer.Answer.choices


class IntakeForm(PortalForm):
    """One topic of the intake; only questions whose area this reader may know. `data()` maps question to answer."""

    submit_label = "Save and go on"
    hide_optional = True

    def __init__(self, *args, topic: int, answers: dict, readable_areas: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = [question for question in TOPICS[topic][1] if question.area in readable_areas]
        for question in self.questions:
            kept = answers.get(question.code)
            if question.asks == "words":
                self.fields[question.code] = forms.CharField(
                    label=question.text,
                    max_length=500,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    initial=kept and kept.words,
                )
            else:
                self.fields[question.code] = forms.ChoiceField(
                    label=question.text,
                    choices=ANSWERS,
                    required=False,
                    widget=forms.RadioSelect,
                    initial=kept and kept.answer,
                )

    def answers(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {
            code: ("", data[code]) if QUESTIONS[code].asks == "words" else (data[code], "")
            for code in self.fields
            if data.get(code)
        }


class ToolForm(PortalForm):
    submit_label = "Go on"

    tool = forms.ChoiceField(label="Which assessment", choices=Assessment.Tool.choices, widget=forms.RadioSelect)

    def __init__(self, *args, sex: str, **kwargs):
        super().__init__(*args, **kwargs)
        if sex == "M":
            self.fields["tool"].choices = [choice for choice in Assessment.Tool.choices if "oras" in choice[0]]


class AssessmentForm(PortalForm):
    """The result of one tool. Domains of classes that this reader may not know are not asked."""

    submit_label = "Save result"

    done_on = PortalDateField(label="Day of the assessment")
    level = forms.ChoiceField(label="Level, as received")
    score = forms.IntegerField(min_value=0, max_value=100, required=False)
    assessor = forms.CharField(max_length=120, required=False, label="Who did it")

    def __init__(self, *args, tool: str, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", "Choose"), *((level, level) for level in LEVELS[family_of(tool)])]
        for code, name, _, confidentiality, is_strength in domains_of(tool):
            if confidentiality in reads:
                self.fields[f"domain_{code}"] = forms.ChoiceField(
                    label=f"{name} (strength)" if is_strength else name,
                    choices=[("", "Not given"), *AssessmentDomain.Level.choices],
                    required=False,
                )

    def result(self) -> dict:
        data = dict(self.cleaned_data)
        domains = {name.removeprefix("domain_"): data.pop(name) for name in list(data) if name.startswith("domain_")}
        return {**data, "domains": domains}


class GoalForm(PortalForm):
    submit_label = "Save goal"

    area = forms.ModelChoiceField(NeedArea.objects.none(), empty_label="Choose an area")
    words = forms.CharField(
        max_length=300,
        label="What the person wants",
        help_text="In their own words.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = NeedArea.objects.filter(is_active=True, confidentiality__in=reads)


class EndGoalForm(PortalForm):
    submit_label = "Save"

    state = forms.ChoiceField(
        label="How it ended",
        choices=[(s.value, s.label) for s in Goal.State if s != "active"],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(max_length=200, required=False, help_text="Needed when it is no longer wanted.")


class EditStepForm(PortalForm):
    submit_label = "Save step"

    title = forms.CharField(max_length=160, label="Step")
    area = forms.ModelChoiceField(NeedArea.objects.none(), required=False, empty_label="No area")
    goal = forms.ModelChoiceField(Goal.objects.none(), required=False, empty_label="No goal", label="Leads to the goal")
    done_by = forms.ChoiceField(label="Who does it", choices=PlanStep.Owner.choices)
    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True, role__in=STAFF_ROLES),
        required=False,
        empty_label="No one",
        label="Who sees to it",
    )
    days_before = forms.IntegerField(min_value=0, max_value=730, required=False, label="Days before release")
    due_on = PortalDateField(required=False, label="Or a fixed day")

    def __init__(self, *args, case, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = NeedArea.objects.filter(is_active=True, confidentiality__in=reads)
        self.fields["goal"].queryset = case.goals.filter(state=Goal.State.ACTIVE, confidentiality__in=reads)


class SignPlanForm(PortalForm):
    submit_label = "Sign this plan"

    signed_on = PortalDateField(label="Day", initial="today")
    signed_by_person = forms.BooleanField(required=False, label="The person signed")
    note = forms.CharField(max_length=200, required=False, label="If not, why")
