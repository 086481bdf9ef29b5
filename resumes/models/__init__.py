"""Resumes that people saved, and the log of what left this site for them."""

from resumes.models.disclosures import Disclosure
from resumes.models.resumes import Resume

__all__ = ["Disclosure", "Resume"]
