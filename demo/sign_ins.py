"""The demo's sign-ins, fixed so that scripts can use them. They exist in no other database."""

from dataclasses import dataclass

from accounts.models import Role


@dataclass(frozen=True)
class SignIn:
    email: str
    role: str
    first_name: str
    last_name: str
    what: str
    organization: str = ""


SIGN_INS = (
    SignIn("coordinator@demo.test", Role.COORDINATOR, "Jordan", "Alvarez", "reentry staff at Moberly"),
    SignIn("supervisor@demo.test", Role.SUPERVISOR, "Morgan", "Chenwood", "supervisor, all of the state"),
    SignIn("employment@demo.test", Role.EMPLOYMENT, "Riley", "Hartmere", "employment specialist"),
    SignIn("women@demo.test", Role.WOMENS, "Dana", "Oakley", "women's programs"),
    SignIn("partner@demo.test", Role.PARTNER, "Casey", "Brookstead", "housing nonprofit", "Example House of Hope"),
    SignIn(
        "partner2@demo.test",
        Role.PARTNER,
        "Alex",
        "Wakeford",
        "another organization",
        "Example Recovery Network",
    ),
    SignIn("admin@demo.test", Role.ADMINISTRATOR, "Sam", "Prestonby", "administrator"),
)
