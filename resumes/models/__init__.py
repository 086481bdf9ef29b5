"""Resumes that people saved, what they said before, and the log of what left this site."""

from resumes.models.disclosures import Disclosure
from resumes.models.resumes import Resume, ResumeVersion

__all__ = ["Disclosure", "Resume", "ResumeVersion"]
