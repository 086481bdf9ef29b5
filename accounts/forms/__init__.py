"""Forms about people: how they sign in, the questionnaire, the photo, the facts."""

from accounts.forms.facts import FACT_FORMS, FactForm
from accounts.forms.photo import PhotoForm
from accounts.forms.questionnaire import STEPS, AboutForm, Step
from accounts.forms.signing_in import SignInForm, SignUpForm

__all__ = [
    "FACT_FORMS",
    "STEPS",
    "AboutForm",
    "FactForm",
    "PhotoForm",
    "SignInForm",
    "SignUpForm",
    "Step",
]
