"""Forms of the settings: each changes one thing of an account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.forms.signing_in import NAME_TAKEN, NAME_WIDGET
from accounts.models import User
from accounts.passwords import complaints
from accounts.signing_up import is_taken

PASSWORD_HELP = _("At least 8 characters. A short sentence is easy to remember.")


def new_password_field() -> forms.CharField:
    """A field for a password to be."""
    return forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=128,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class OwnerForm(forms.Form):
    """Asks for the password first: an open browser alone changes nothing that matters."""

    current = forms.CharField(
        label=_("Your password now"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        """It must be right."""
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError(_("This is not your password."))
        return current


class EmailForm(OwnerForm):
    """The address that signs in and recovers, once it is confirmed."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Leave it empty to have none: everything works without."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["email", "current"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["email"] = self.user.email


class PasswordForm(OwnerForm):
    """A new password."""

    new = new_password_field()

    def clean_new(self) -> str:
        """Strong enough."""
        new: str = self.cleaned_data["new"]
        if said := complaints(new, self.user):
            raise ValidationError(said)
        return new


class NameForm(OwnerForm):
    """Another login name."""

    username = forms.CharField(
        label=_("New login name"),
        max_length=150,
        help_text=_("Letters and digits without spaces, for example dilnoza95."),
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(attrs=NAME_WIDGET),
    )
    field_order = ["username", "current"]

    def clean_username(self) -> str:
        """Free, in whatever case; one's own name in another case is."""
        name: str = User.normalize_username(self.cleaned_data["username"])
        if name.casefold() != self.user.get_username().casefold() and is_taken(name):
            raise ValidationError(NAME_TAKEN)
        return name

    def save(self) -> bool:
        """Keep it; False, with the error in the form, if it was taken meanwhile."""
        self.user.username = self.cleaned_data["username"]
        try:
            with transaction.atomic():
                self.user.save(update_fields=["username"])
        except IntegrityError:
            self.add_error("username", NAME_TAKEN)
            return False
        return True


class CodeForm(forms.Form):
    """A code of an authenticator, or one that was written down."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}
        ),
    )


class AskRecoveryForm(forms.Form):
    """Who has forgotten the password."""

    name = forms.CharField(
        label=_("Login name or e-mail"), max_length=254, widget=forms.TextInput(attrs=NAME_WIDGET)
    )


class NewPasswordForm(forms.Form):
    """A new password for who came by a link."""

    new = new_password_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        """Strong enough."""
        new: str = self.cleaned_data["new"]
        if said := complaints(new, self.user):
            raise ValidationError(said)
        return new


class RecoverByCodeForm(forms.Form):
    """A login name, a written-down code, a new password."""

    username = forms.CharField(
        label=_("Login name"), max_length=150, widget=forms.TextInput(attrs=NAME_WIDGET)
    )
    code = forms.CharField(
        label=_("Recovery code"),
        max_length=40,
        help_text=_("One of those that you wrote down, for example K7QM-2XNP-WB4T-9HRD."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    new = new_password_field()

    def clean(self) -> dict[str, Any]:
        """Judged with the name at hand, whether there is such a person or not."""
        data = super().clean() or self.cleaned_data
        if new := data.get("new"):
            said = complaints(new, User(username=data.get("username", "")))
            for sentence in said:
                self.add_error("new", sentence)
        return data
