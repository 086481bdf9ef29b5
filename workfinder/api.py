"""The whole of `/api/v1/` on one screen."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from accounts import api as accounts
from catalog import api as catalog
from catalog.translation_api import OfferTranslationView
from recommendations import api as recommendations
from resumes.api import ResumeViewSet
from resumes.import_api import DisclosuresView, ResumeImportView
from workfinder import privacy_api
from workfinder.first_screen import FirstScreenView

app_name = "api"

# Addresses are written without a slash at the end, as phones were promised.
router = SimpleRouter(trailing_slash=False)
router.register("vacancies", catalog.VacancyViewSet, "vacancy")
router.register("courses", catalog.CourseViewSet, "course")
router.register("specialties", catalog.SpecialtyViewSet, "specialty")
router.register("regions", catalog.RegionViewSet, "region")
router.register("skills", catalog.SkillViewSet, "skill")
router.register("me/experience", accounts.ExperienceViewSet, "my-experience")
router.register("me/education", accounts.EducationViewSet, "my-education")
router.register("me/languages", accounts.LanguageViewSet, "my-language")
router.register("me/skills", accounts.SkillViewSet, "my-skill")
router.register("me/certificates", accounts.CertificateViewSet, "my-certificate")
router.register("me/licences", accounts.LicenceViewSet, "my-licence")
router.register("me/links", accounts.LinkViewSet, "my-link")
router.register("me/resumes", ResumeViewSet, "my-resume")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("auth/register", accounts.RegisterView.as_view()),
    path("auth/login", accounts.LoginView.as_view()),
    path("auth/refresh", accounts.RefreshView.as_view()),
    path("auth/logout", accounts.LogoutView.as_view()),
    path("activities", accounts.ActivitiesView.as_view()),
    path("auth/password", accounts.PasswordView.as_view()),
    path("auth/recover", accounts.RecoverView.as_view()),
    path("auth/recover/code", accounts.RecoverByCodeView.as_view()),
    path("me/devices", accounts.DevicesView.as_view()),
    path("me/devices/<slug:device_id>", accounts.DeviceView.as_view()),
    path("me/email", accounts.EmailView.as_view()),
    path("me/recovery-codes", accounts.RecoveryCodesView.as_view()),
    path("me/second-factor", accounts.SecondFactorView.as_view()),
    path("me/second-factor/confirm", accounts.ConfirmSecondFactorView.as_view()),
    path("me/second-factor/codes", accounts.SecondFactorCodesView.as_view()),
    path("vacancies/<int:pk>/translation", OfferTranslationView.as_view()),
    path("courses/<int:pk>/translation", OfferTranslationView.as_view(kind="course")),
    path("me/resumes/import", ResumeImportView.as_view()),
    path("me/resumes/left", DisclosuresView.as_view()),
    path("me", privacy_api.MeView.as_view()),
    path("me/export", privacy_api.ExportView.as_view()),
    path("me/consents", accounts.ConsentsView.as_view()),
    path("me/consents/<slug:purpose>", accounts.ConsentView.as_view()),
    path("me/home", FirstScreenView.as_view()),
    path("me/profile", recommendations.ProfileView.as_view()),
    path("me/profile/photo", accounts.PhotoView.as_view(), name="photo"),
    path("me/specialties", recommendations.SpecialtiesView.as_view()),
    path("me/specialty", recommendations.SpecialtyView.as_view()),
    path("me/vacancies", recommendations.VacanciesView.as_view()),
    path("me/vacancies/<int:pk>/why", recommendations.WhyView.as_view()),
    path("me/changes", recommendations.ChangesView.as_view()),
    path("me/courses", recommendations.CoursesView.as_view()),
    path("me/gap", recommendations.GapView.as_view()),
    path("me/marks", recommendations.MarkListView.as_view()),
    path("me/marks/<int:pk>", recommendations.MarkView.as_view()),
    path("me/marks/records/<int:pk>", recommendations.MarkRecordView.as_view()),
    path("me/searches", recommendations.SearchesView.as_view()),
    path("me/searches/<int:pk>", recommendations.SearchView.as_view()),
    path("me/alerts", recommendations.AlertsView.as_view()),
    path("me/hidden-employers", recommendations.HiddenEmployersView.as_view()),
    path("me/hidden-employers/<int:pk>", recommendations.HiddenEmployerView.as_view()),
    path("vacancies/counts", catalog.VacancyCountsView.as_view()),
    path("vacancies/<int:pk>/similar", recommendations.SimilarView.as_view()),
    path("vacancies/<int:pk>/report", catalog.ReportView.as_view()),
    path("", include(router.urls)),
]
