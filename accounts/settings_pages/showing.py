"""What pages of the settings share: a form on a page of its own."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

INVALID = 422


def show_form(request: HttpRequest, form: forms.Form, title: str, **more: Any) -> HttpResponse:
    """The form under its title; `lead` says what for, `action` what the button does."""
    context = {"form": form, "title": title, **more}
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "accounts/settings/form.html", context, status=status)
