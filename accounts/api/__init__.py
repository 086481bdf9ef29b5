"""`auth/` and `me/` of the API: tokens, the profile, its photo and its facts."""

from accounts.api.account import (
    DevicesView,
    DeviceView,
    PasswordView,
    RecoverByCodeView,
    RecoverView,
)
from accounts.api.activities import ActivitiesView
from accounts.api.asking import OwnerSerializer, person
from accounts.api.consents import ConsentsView, ConsentView
from accounts.api.email import EmailView
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
from accounts.api.second_factor import (
    ConfirmSecondFactorView,
    RecoveryCodesView,
    SecondFactorCodesView,
    SecondFactorView,
)
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
    "ConfirmSecondFactorView",
    "ConsentView",
    "ConsentsView",
    "DeviceView",
    "DevicesView",
    "EducationViewSet",
    "EmailView",
    "ExperienceViewSet",
    "LanguageViewSet",
    "LicenceViewSet",
    "LinkViewSet",
    "LoginView",
    "LogoutView",
    "MeView",
    "OwnerSerializer",
    "PasswordView",
    "PhotoView",
    "ProfileSerializer",
    "RecoverByCodeView",
    "RecoverView",
    "RecoveryCodesView",
    "RefreshView",
    "RegisterView",
    "SecondFactorCodesView",
    "SecondFactorView",
    "SkillViewSet",
    "UserSerializer",
    "person",
]
