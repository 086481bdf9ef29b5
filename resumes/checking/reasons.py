"""Why a line wasn't used, in words for its reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "number": _("a number that your profile doesn’t hold"),
    "date": _("a date that your profile doesn’t hold"),
    "name": _("a name that your profile doesn’t hold"),
    "title": _("a title that isn’t yours in the profile"),
    "rank": _("a rank that your profile doesn’t hold"),
    "degree": _("a degree, a certificate or an award that your profile doesn’t hold"),
    "language": _("a language that your profile doesn’t hold"),
    "level": _("a level that your profile doesn’t hold"),
    "link": _("an address that your profile doesn’t hold"),
    "duty": _("work that your profile doesn’t tell of"),
    "scope": _("a scale that your profile doesn’t tell of"),
    "praise": _("praise that your profile doesn’t hold"),
    "word": _("words that your profile doesn’t hold"),
    "limit": _("it leaves out what limits your words, such as “helped” or “a little”"),
    "denial": _("it turns a “no” of yours into a “yes”, or the other way round"),
    "mixed": _("it joins what you told apart"),
    "foreign": _("it is in another language than the resume"),
    "empty": _("it says nothing"),
}
