"""Django's settings, all from the environment, with defaults that are safe on a bare machine (see `environment`)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from caicach.config import environment
from caicach.platform import logs

PACKAGE = Path(__file__).resolve().parent.parent

# --- this installation -----------------------------------------------------------------------------------------------

CAICACH_HOME = environment.home()
CAICACH_DEMO = environment.is_demo(CAICACH_HOME)
CAICACH_PROXIES = environment.count("CAICACH_PROXIES")
CAICACH_HTTPS = environment.https(CAICACH_PROXIES)
CAICACH_SCOPE_LOADER = "caicach.apps.units.queries.scope_of_user"

SECRET_KEY = environment.secret_key(CAICACH_HOME)
DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.names("CAICACH_ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = environment.names("CAICACH_TRUSTED_ORIGINS")

DATABASES = {"default": environment.database(CAICACH_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- parts -----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "ninja",  # so that the API's page uses its own copy of Swagger UI and not a CDN
    "caicach.platform.accounts",
    "caicach.platform.audit",
    "caicach.platform.files",
    "caicach.platform.fulltext",
    "caicach.platform.jobs",
    "caicach.platform.notices",
    "caicach.platform.throttle",
    "caicach.web",
    "caicach.apps.units",
    "caicach.apps.calendars",
    "caicach.apps.documents",
    "caicach.apps.directives",
    "caicach.apps.procedures",
    "caicach.apps.dossiers",
    "caicach.apps.parindex",
    "caicach.apps.accountability",
    "caicach.apps.portal",
]

MIDDLEWARE = [
    "caicach.platform.logs.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caicach.platform.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "caicach.web.middleware.VaryOnTargetMiddleware",
    "caicach.platform.access.middleware.UploadLimitMiddleware",
    "caicach.platform.access.middleware.ScopeMiddleware",
    "caicach.platform.access.middleware.LoginRequiredMiddleware",
    "caicach.platform.accounts.middleware.PasswordChangeMiddleware",
    "caicach.platform.access.middleware.FaultMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "caicach.config.urls"
WSGI_APPLICATION = "caicach.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caicach.web.context.screen",
            ],
        },
    }
]

# --- accounts and sessions -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "display_name", "email")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
CSRF_FAILURE_VIEW = "caicach.platform.access.pages.csrf_failure"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"

SESSION_COOKIE_AGE = int(
    timedelta(hours=12).total_seconds()
)  # a working day; the next morning one signs in again
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CAICACH_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Five wrong passwords for one account from one address close that pair for fifteen minutes. The pair, so that nobody can lock a
# colleague out from another machine; an address alone is shared by a whole office behind one router.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are in our own audit trail
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "caicach.platform.accounts.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "caicach.platform.accounts.addresses.client_address"

# --- security of the page --------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = CAICACH_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]  # the balancer asks over plain HTTP from inside
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if CAICACH_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CAICACH_HTTPS else None

# No inline script and no inline style anywhere; `data:` images are the small pictures inside the style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# A form's fields; files are limited by MAX_UPLOAD, refused by the announced length before a byte of the body is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
CAICACH_MAX_UPLOAD = 20 * 1024 * 1024
# Evidence is larger: scans and pictures. One file, and all files of one request together.
CAICACH_MAX_FILE = (environment.count("CAICACH_MAX_FILE_MB") or 50) * 1024 * 1024
CAICACH_MAX_FILES = 4 * CAICACH_MAX_FILE
CAICACH_FILES = CAICACH_HOME / "files"  # contents by their SHA-256; no web server serves this folder

# --- one-stop service ------------------------------------------------------------------------------------------------

# Violations that no text of law measures: the days after which a wait is asked about (V6), the dossiers closed in one minute
# out of hours that are a batch (V9).
CAICACH_PAUSED_DAYS = environment.count("CAICACH_PAUSED_DAYS") or 30
CAICACH_MASS_CLOSING = environment.count("CAICACH_MASS_CLOSING") or 5

# --- background work and mail ----------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

_MAIL = environment.mail(CAICACH_HOME, only_files=CAICACH_DEMO)  # people who are not real get no mail
EMAIL_BACKEND = _MAIL.backend
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starts_tls, _MAIL.is_tls
EMAIL_TIMEOUT = 20
CAICACH_MAILBOX = _MAIL.folder
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender()
CAICACH_BASE_URL = environment.base_url()

# --- language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "platform" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- static files ----------------------------------------------------------------------------------------------------

# Served by WhiteNoise from the packages themselves: nothing to collect. A day in the browser's cache, because our own pages ask
# with ?v=<version>; for ever where the bundler has put a hash into the name.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 24 * 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.*-[A-Z0-9]{8}\.[a-z0-9]+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- logging ---------------------------------------------------------------------------------------------------------

LOGGING = logs.configure(environment.log_level("CAICACH_LOG_LEVEL"), console=DEBUG)
