"""`auth/` and `me/` of the API: tokens, the profile, its photo and its facts."""

from accounts.api.account import (
    DevicesView,
    DeviceView,
    PasswordView,
    RecoverByCodeView,
    RecoverView,
)
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
    "DeviceView",
    "DevicesView",
    "EducationViewSet",
    "ExperienceViewSet",
    "LanguageViewSet",
    "LicenceViewSet",
    "LinkViewSet",
    "LoginView",
    "LogoutView",
    "MeView",
    "PasswordView",
    "PhotoView",
    "ProfileSerializer",
    "RecoverByCodeView",
    "RecoverView",
    "RefreshView",
    "RegisterView",
    "SkillViewSet",
    "UserSerializer",
    "person",
]
