"""A vacancy as search engines read it: JobPosting of schema.org."""

from typing import Any

from catalog.models import Employment, PayPeriod, Region, Schedule, Vacancy, WorkMode
from catalog.texts import clean_html

EMPLOYMENT = {
    Employment.FULL: "FULL_TIME",
    Employment.PART: "PART_TIME",
    Employment.PROJECT: "CONTRACTOR",
    Employment.INTERNSHIP: "INTERN",
}
UNITS = {
    PayPeriod.HOUR: "HOUR",
    PayPeriod.SHIFT: "DAY",
    PayPeriod.MONTH: "MONTH",
    PayPeriod.YEAR: "YEAR",
}


def job_posting(vacancy: Vacancy, address: str) -> dict[str, Any]:
    """What is known of a vacancy, and nothing else; `address` is that of its page."""
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": clean_html(vacancy.description) or vacancy.title,
        "url": address,
        "datePosted": vacancy.dated_at.date().isoformat(),
        "identifier": {
            "@type": "PropertyValue",
            "name": vacancy.source.name,
            "value": vacancy.external_id,
        },
        "directApply": False,
        "hiringOrganization": {"@type": "Organization", "name": vacancy.employer},
        "skills": ", ".join(skill.name for skill in vacancy.skills.all()),
        "employmentType": _employment(vacancy),
        "jobLocation": _location(vacancy),
        "jobLocationType": "TELECOMMUTE" if WorkMode.REMOTE in vacancy.work_modes else None,
        "baseSalary": _pay(vacancy),
    }
    if not vacancy.employer:
        del posting["hiringOrganization"]
    return {name: value for name, value in posting.items() if value not in (None, "")}


def _employment(vacancy: Vacancy) -> str | None:
    if vacancy.employment:
        return EMPLOYMENT[Employment(vacancy.employment)]
    return "PART_TIME" if Schedule.PART_TIME in vacancy.schedules else None


def _location(vacancy: Vacancy) -> dict[str, Any] | None:
    region = vacancy.region
    if region.kind not in (Region.Kind.REGION, Region.Kind.COUNTRY):
        return None
    address = {"@type": "PostalAddress", "addressCountry": region.code[:2]}
    if region.kind == Region.Kind.REGION:
        address["addressRegion"] = region.name
    if town := (vacancy.town.name if vacancy.town else vacancy.place):
        address["addressLocality"] = town
    return {"@type": "Place", "address": address}


def _pay(vacancy: Vacancy) -> dict[str, Any] | None:
    if vacancy.salary_from is None and vacancy.salary_to is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue"}
    value["unitText"] = UNITS[PayPeriod(vacancy.pay_period or PayPeriod.MONTH)]
    if vacancy.salary_from is not None:
        value["minValue"] = float(vacancy.salary_from)
    if vacancy.salary_to is not None:
        value["maxValue"] = float(vacancy.salary_to)
    return {"@type": "MonetaryAmount", "currency": vacancy.currency, "value": value}
