"""Users, their profiles, the facts of a profile that a resume may use, and how they sign in."""

from accounts.models.consents import Consent
from accounts.models.devices import FamilyToken, Session, TokenFamily
from accounts.models.factors import RecoveryCode, SecondFactor
from accounts.models.facts import (
    FACT_MODELS,
    Certificate,
    DrivingLicence,
    Education,
    Experience,
    Fact,
    Link,
    ProfileSkill,
    SpokenLanguage,
)
from accounts.models.kept_answers import KeptAnswer
from accounts.models.privacy import DataExport, Erasure
from accounts.models.profiles import Profile, photo_path
from accounts.models.users import User

__all__ = [
    "FACT_MODELS",
    "Certificate",
    "Consent",
    "DataExport",
    "DrivingLicence",
    "Education",
    "Erasure",
    "Experience",
    "Fact",
    "FamilyToken",
    "KeptAnswer",
    "Link",
    "Profile",
    "ProfileSkill",
    "RecoveryCode",
    "SecondFactor",
    "Session",
    "SpokenLanguage",
    "TokenFamily",
    "User",
    "photo_path",
]
