"""The questions of the intake, by topic (domain.md 2.5), and what an answer suggests. Nothing is added by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """`asks` is "yes_no" or "words". `need` is the answer that suggests a need in its area; `steps` names the list of
    steps (PlanTemplate) that a yes or "not sure" suggests."""

    code: str
    text: str
    area: str
    asks: str = "yes_no"
    need: str = ""
    steps: str = ""
    hint: str = ""


YES, NO = "yes", "no"

TOPICS = [
    (
        "Papers and status",
        [
            Question("birth_certificate", "Do you have your birth certificate?", "identification", need=NO),
            Question("social_security_card", "Do you have your Social Security card?", "identification", need=NO),
            Question("state_id", "Do you have a state ID or license that is still good?", "identification", need=NO),
            Question("licence_suspended", "Is your license suspended?", "transportation", need=YES),
            Question("veteran", "Did you serve in the military?", "money", steps="Veteran"),
            Question("warrants", "Are there warrants, detainers or unpaid court cases?", "legal", need=YES),
            Question(
                "other_state",
                "Do you want to live in another state?",
                "supervision",
                steps="Moving to another state",
            ),
            Question("registry", "Will you have to register?", "supervision", steps="On the registry"),
        ],
    ),
    (
        "What helps",
        [
            Question("first_release", "Is this your first release from prison?", "supervision"),
            Question("helps", "What helps you when things are hard?", "supervision", asks="words"),
            Question("last_time", "What went wrong last time?", "supervision", asks="words"),
            Question("goals", "What do you want to be true a year after you are home?", "supervision", asks="words"),
            Question("reading", "Do you want help with reading or forms?", "education", need=YES),
            Question("disability", "Do you need anything because of a disability?", "health", need=YES),
        ],
    ),
    (
        "Where to live",
        [
            Question("home", "Do you know where you will live?", "housing", need=NO),
            Question("home_backup", "Is there a second place if that falls through?", "housing", need=NO),
            Question("home_no_contact", "Are there people or places you must stay away from?", "housing"),
            Question("home_children", "Will children live with you?", "family"),
        ],
    ),
    (
        "Work and school",
        [
            Question("job", "Is a job waiting for you?", "employment", need=NO),
            Question("resume", "Do you have a résumé?", "employment", need=NO),
            Question("cannot_work", "Does anything keep you from working?", "money", steps="Cannot work"),
            Question("diploma", "Do you have a diploma, GED or HiSET?", "education", need=NO),
            Question("field", "What work or school do you want?", "employment", asks="words"),
        ],
    ),
    (
        "Money and daily life",
        [
            Question("ride_home", "Do you have a ride on release day?", "transportation", need=NO),
            Question("ride_work", "Do you have a way to get to work?", "transportation", need=NO),
            Question("debts", "Do you owe money to a court or anyone else?", "money", need=YES),
            Question("support_owed", "Do you owe child support?", "family", steps="Child support"),
            Question("food", "Will you have food in the first week?", "food", need=NO),
            Question("clothing", "Do you have clothes for the weather, interviews and work?", "clothing", need=NO),
        ],
    ),
    (
        "Family and supports",
        [
            Question("family", "Is there someone you can count on?", "family", need=NO),
            Question("children", "Do you have children under 18?", "family"),
            Question("childcare", "Do you need someone to care for your children?", "childcare", need=YES),
            Question(
                "expecting", "Are you expecting or do you have a baby?", "health", steps="Expecting or with a baby"
            ),
            Question("spiritual", "Would you like to be in touch with a faith community?", "spiritual", need=YES),
        ],
    ),
    (
        "Health",
        [
            Question("doctor", "Do you need a doctor or medicine after release?", "health", need=YES),
            Question("insurance", "Do you have MO HealthNet or other insurance?", "money", need=NO),
            Question(
                "mental_health",
                "Do you want help with how you feel or sleep?",
                "mental_health",
                need=YES,
                steps="Mental health care near home",
            ),
            Question(
                "treatment",
                "Do you want treatment or support for alcohol or drugs?",
                "recovery",
                need=YES,
                steps="Continuing treatment",
            ),
        ],
    ),
]
QUESTIONS = {question.code: question for _, questions in TOPICS for question in questions}
