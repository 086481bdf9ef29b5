"""`auth/` and `me/` of the API: tokens, the profile, its photo and its facts."""

from accounts.api.activities import ActivitiesView
from accounts.api.asking import person
from accounts.api.consents import ConsentsView, ConsentView
from accounts.api.facts import (
    CertificateViewSet,
    EducationViewSet,
    ExperienceViewSet,
    LanguageViewSet,
    LicenceViewSet,
    LinkViewSet,
    SkillViewSet,
)
from accounts.api.profile import PhotoView, ProfileSerializer
from accounts.api.signing_in import (
    LoginView,
    LogoutView,
    MeView,
    RefreshView,
    RegisterView,
    UserSerializer,
)

__all__ = [
    "ActivitiesView",
    "CertificateViewSet",
    "ConsentView",
    "ConsentsView",
    "EducationViewSet",
    "ExperienceViewSet",
    "LanguageViewSet",
    "LicenceViewSet",
    "LinkViewSet",
    "LoginView",
    "LogoutView",
    "MeView",
    "PhotoView",
    "ProfileSerializer",
    "RefreshView",
    "RegisterView",
    "SkillViewSet",
    "UserSerializer",
    "person",
]
