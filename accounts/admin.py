"""Curators' desk: who signs in."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.devices import end_devices
from accounts.models import User

admin.site.unregister(Group)
# Who may set these could make themselves, or anybody, more than they are.
POWERS = ("is_superuser", "user_permissions")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """Accounts; what people say about themselves stays theirs and isn't shown.

    Administrators keep people, curators and each other; superusers are changed by superusers
    alone. Nobody is deleted here: that is the person's own deed, or that of `erase_person`.
    """

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "email", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "language"]
    search_fields = ["username", "email"]
    ordering = ["-date_joined"]
    date_hierarchy = "date_joined"

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Powers are given by those who have them all."""
        fields = list(super().get_readonly_fields(request, obj))
        return fields if _is_superuser(request) else [*fields, *POWERS]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser's account, the password too, is out of others' reach."""
        is_out_of_reach = obj is not None and obj.is_superuser and not _is_superuser(request)
        return not is_out_of_reach and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Deleting the row alone would leave files behind."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the second factor at hand."""
        return super().get_queryset(request).select_related("second_factor")

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: Any,
        change: bool,  # noqa: FBT001 - as Django calls it
    ) -> None:
        """Who is switched off, or loses a role, is signed out everywhere."""
        super().save_model(request, obj, form, change)
        if change and {"is_active", "is_staff", "is_superuser"} & set(form.changed_data):
            end_devices(obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002
        """A password that somebody else sets ends every sign-in from before."""
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == HTTP_FOUND:
            end_devices(User.objects.get(pk=id))
        return answer


HTTP_FOUND = 302


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """Groups of curators; what a group may do is set by superusers alone."""

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Or an administrator could give their own group everything."""
        return _is_superuser(request) and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Likewise."""
        return _is_superuser(request) and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Likewise."""
        return _is_superuser(request) and super().has_delete_permission(request, obj)
