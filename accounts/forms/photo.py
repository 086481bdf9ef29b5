"""The form for a photo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile
from accounts.photos import PhotoError, keep_photo, read_photo


class PhotoForm(forms.Form):
    """One file that becomes the photo of a profile; none leaves the photo as it is."""

    file = forms.FileField(
        label=_("Photo"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG, PNG or WebP, up to 5 MB. It goes into your resume and nowhere else."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, instance: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.jpeg = b""

    def clean_file(self) -> UploadedFile | None:
        """Refused with a sentence where the content isn't a photo."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file:
            try:
                self.jpeg = read_photo(file)
            except PhotoError as error:
                raise ValidationError(str(error)) from error
        return file

    def save(self) -> Profile:
        """The profile with its new photo."""
        if self.jpeg:
            keep_photo(self.instance, self.jpeg)
        return self.instance
