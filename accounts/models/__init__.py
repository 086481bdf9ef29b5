"""Users, their profiles, and the facts of a profile that a resume may use."""

from accounts.models.consents import Consent
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
from accounts.models.profiles import Profile, photo_path
from accounts.models.users import User

__all__ = [
    "FACT_MODELS",
    "Certificate",
    "Consent",
    "DrivingLicence",
    "Education",
    "Experience",
    "Fact",
    "KeptAnswer",
    "Link",
    "Profile",
    "ProfileSkill",
    "SpokenLanguage",
    "User",
    "photo_path",
]
