"""Users, their profiles, and the facts of a profile that a resume may use."""

from accounts.models.consents import Consent
from accounts.models.facts import Education, Experience, Fact, ProfileSkill, SpokenLanguage
from accounts.models.profiles import Profile, photo_path
from accounts.models.users import User

__all__ = [
    "Consent",
    "Education",
    "Experience",
    "Fact",
    "Profile",
    "ProfileSkill",
    "SpokenLanguage",
    "User",
    "photo_path",
]
