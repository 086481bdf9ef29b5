"""Forms for signing up and in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.signing_up import NameTakenError, is_taken, login_name, sign_up

NAME_TAKEN = _("This login name is taken. Choose another one.")
NAME_WIDGET = {
    "autocomplete": "username",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
}


class SignUpForm(forms.ModelForm):
    """A login name and a password; nothing else is asked for."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=128,
        help_text=_("At least 8 characters. A short sentence is easy to remember."),
        # What was typed stays there after an error in another field.
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = ["username"]
        labels = {"username": _("Login name")}
        help_texts = {"username": _("Letters and digits without spaces, for example dilnoza95.")}
        widgets = {"username": forms.TextInput(attrs=NAME_WIDGET)}

    def clean_username(self) -> str:
        """Free, in whatever case."""
        name: str = self.cleaned_data["username"]
        if is_taken(name):
            raise ValidationError(NAME_TAKEN)
        return name

    def clean(self) -> dict[str, Any]:
        """The password is judged with the name at hand."""
        data = super().clean() or self.cleaned_data
        if password := data.get("password"):
            try:
                validate_password(password, User(username=data.get("username", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data

    def sign_up(self) -> User | None:
        """The new user; None, with the error in the form, if the name was taken meanwhile."""
        try:
            return sign_up(self.cleaned_data["username"], self.cleaned_data["password"])
        except NameTakenError:
            self.add_error("username", NAME_TAKEN)
            return None


class SignInForm(AuthenticationForm):
    """Django's own form, with a login name in whatever case."""

    error_messages = {
        "invalid_login": _("The login name or the password is wrong."),
        "inactive": _("This account is switched off."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["username"], self.fields["password"]
        name.label, password.label = _("Login name"), _("Password")
        name.widget.attrs.update(NAME_WIDGET)
        name.widget.attrs.pop("autofocus", None)

    def clean_username(self) -> str:
        """As it was given at sign-up."""
        return login_name(self.cleaned_data["username"])
