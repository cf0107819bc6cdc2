"""All settings, read from the environment.

PORTAL_MODE says how strict to be: `production` (the default) refuses to start on a missing or a demo secret;
`demo` and `test` supply what is missing and never run with real records.
"""

import json
import os
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))

MODE = os.environ.get("PORTAL_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"PORTAL_MODE is {MODE!r}; it can be production, demo or test.")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"


def from_environment(name: str, *, otherwise: str) -> str:
    """The value of `name`; `otherwise` stands in for it in demo and test, never in production."""
    value = os.environ.get(name, "")
    if not PRODUCTION:
        return value or otherwise
    if not value or value == otherwise:
        raise ImproperlyConfigured(f"Set {name} in the environment: production has no default for it.")
    return value


SECRET_KEY = from_environment("SECRET_KEY", otherwise="demo-only-key-that-production-refuses-to-start-with")
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()
if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: use at least 50 random characters.")
DEBUG = not PRODUCTION and os.environ.get("PORTAL_DEBUG") == "1"
ALLOWED_HOSTS = from_environment("ALLOWED_HOSTS", otherwise="*").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if PRODUCTION]

INSTALLED_APPS = [
    "reports",
    "womens_programs",
    "employers",
    "partners",
    "followups",
    "cases",
    "accounts",
    "audit",
    "reentry_portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "crispy_forms",
    "django_filters",
    "django_htmx",
]
if not PRODUCTION:
    INSTALLED_APPS.insert(0, "demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "accounts.middleware.ScopeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.AccessMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "reentry_portal.urls"
WSGI_APPLICATION = "reentry_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reentry_portal.context.portal",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]
CRISPY_TEMPLATE_PACK = "portal"
FORMS_URLFIELD_ASSUME_HTTPS = True

# Data. The web and the worker log in as roles that own nothing (accounts/scope.py); only migrations run as the owner.
DATABASES = {
    "default": dj_database_url.parse(
        from_environment("DATABASE_URL", otherwise="postgres://postgres@127.0.0.1:5432/portal"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
# A page is one of many at once: its statements keep to one core and are not compiled first. The data lies in memory or
# on flash, where a block out of turn costs no more than the next.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = " ".join(
    f"-c {setting}" for setting in ("max_parallel_workers_per_gather=0", "jit=off", "random_page_cost=1.1")
)
REDIS_URL = from_environment("REDIS_URL", otherwise="redis://127.0.0.1:6379/0")
MEDIA_ROOT = VAR_DIR / "media"

# Files that people send (reentry_portal/uploads.py): a folder, or a bucket of an S3-compatible store.
FILES_BUCKET = os.environ.get("PORTAL_FILES_BUCKET", "")
PRIVATE_FOLDER = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": MEDIA_ROOT / "private",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
PRIVATE_BUCKET = {
    "BACKEND": "reentry_portal.s3.S3Storage",
    "OPTIONS": {"bucket": FILES_BUCKET, "endpoint": os.environ.get("PORTAL_FILES_ENDPOINT") or None},
}
VIRUS_SCANNER = os.environ.get("VIRUS_SCANNER", "")  # clamd://host:3310; when set, nothing passes without its word

# Rosters. One that misses more than this share of the people it named last waits for a supervisor.
ROSTER_MOST_GONE = float(os.environ.get("PORTAL_ROSTER_MOST_GONE", "0.10"))
# The folder in which the department's transfer leaves a folder each night (docs/roster.md); empty: none is watched.
ROSTER_FOLDER = os.environ.get("PORTAL_ROSTER_FOLDER", "")
ROSTER_KEEP_DAYS = 30
# A release further back asks for a reason.
RELEASE_BACK_DAYS = int(os.environ.get("PORTAL_RELEASE_BACK_DAYS", "30"))

# Work that waits: PostgreSQL holds it, Celery only rings (reference: docs/decisions/0004-reminders.md).
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_TIMEZONE = "America/Chicago"
CELERY_BEAT_SCHEDULE = {
    "follow-ups": {
        "task": "followups.tasks.ring",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "rosters": {
        "task": "cases.tasks.work_through_rosters",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "referrals": {
        "task": "partners.tasks.ring",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "work": {
        "task": "employers.tasks.ring",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "womens-programs": {
        "task": "womens_programs.tasks.ring",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "consents-of-earlier-stays": {
        "task": "partners.tasks.look_after_consents",
        "schedule": crontab(hour=6, minute=30),
    },
    "directory-packages": {
        "task": "partners.tasks.read_directory_packages",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "directory": {
        "task": "partners.tasks.look_after_directory",
        "schedule": crontab(hour=7, minute=0),
    },
    "disclosure-drift": {
        "task": "partners.tasks.look_for_drift",
        "schedule": crontab(hour=2, minute=30),
    },
    "roster-house": {
        "task": "cases.tasks.keep_house",
        "schedule": crontab(hour=4, minute=0),
    },
    "mails-of-signing-in": {
        "task": "accounts.tasks.send_mails",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "emergencies": {
        "task": "reports.tasks.tell_of_emergencies",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "trail": {
        "task": "reports.tasks.watch_over_the_trail",
        "schedule": crontab(hour=2, minute=30),
    },
    "weekly-digest": {
        "task": "reports.tasks.send_weekly_digest",
        "schedule": crontab(day_of_week="monday", hour=6, minute=0),
    },
    "packets": {
        "task": "cases.tasks.make_packets",
        "schedule": float(os.environ.get("PORTAL_RING_SECONDS", "30")),
        "options": {"expires": 30},
    },
    "lapsed-accounts": {
        "task": "accounts.tasks.close_lapsed_accounts",
        "schedule": crontab(hour=3, minute=0),
    },
}

# Mail. In the demo it lands in a folder and can be read in the browser.
MAIL_DIR = VAR_DIR / "mail"
SMTP = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": from_environment("EMAIL_HOST", otherwise="localhost"),
        "port": int(os.environ.get("EMAIL_PORT", "587")),
        "username": os.environ.get("EMAIL_HOST_USER", ""),
        "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
        "use_tls": PRODUCTION,  # elsewhere EMAIL_HOST names a sink of the tests
        "timeout": float(os.environ.get("EMAIL_TIMEOUT", "10")),  # far below the lease
    },
}
FOLDER = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": MAIL_DIR}}
# A service's backend from anymail, its keys, and the class that reads its calls about what came back.
HOSTED = {"BACKEND": os.environ.get("MAIL_BACKEND", "")}
ANYMAIL = json.loads(os.environ.get("MAIL_KEYS") or "{}")
MAIL_WEBHOOK = os.environ.get("MAIL_WEBHOOK", "")
MAILERS = {"default": HOSTED if HOSTED["BACKEND"] else SMTP if PRODUCTION or os.environ.get("EMAIL_HOST") else FOLDER}
DEFAULT_FROM_EMAIL = from_environment("DEFAULT_FROM_EMAIL", otherwise="portal@demo.test")

# Texts. In the demo they land in a file; in production there are none until TEXT_GATEWAY names a provider's gateway.
TEXTS_FILE = VAR_DIR / "texts.log"
CONSOLE = "followups.gateways.console.ConsoleGateway"
TEXT_GATEWAY = os.environ.get("TEXT_GATEWAY") or ("" if PRODUCTION else CONSOLE)
if PRODUCTION and TEXT_GATEWAY == CONSOLE:
    raise ImproperlyConfigured("TEXT_GATEWAY cannot be the console in production: texts would land in a file.")
TEXT_WEBHOOK_SECRET = "" if PRODUCTION else "demo-only-secret-of-the-console-gateway"
TWILIO_ACCOUNT_SID = os.environ.get("TWILIO_ACCOUNT_SID", "")
TWILIO_AUTH_TOKEN = os.environ.get("TWILIO_AUTH_TOKEN", "")
TWILIO_FROM = os.environ.get("TWILIO_FROM", "")
# How long a process may keep what it took to send; the next one takes it up then.
LEASE_SECONDS = float(os.environ.get("PORTAL_LEASE_SECONDS", "120"))
GATEWAYS = {
    "mail": f"followups.gateways.{'hosted.Hosted' if HOSTED['BACKEND'] else 'mail.'}MailGateway",
    **({"text": TEXT_GATEWAY} if TEXT_GATEWAY else {}),
}
PORTAL_URL = from_environment("PORTAL_URL", otherwise="http://localhost:8000").rstrip("/")

# The trail (docs/operations.md). The file of anchors belongs where nobody who can write the database can write; the
# address gets anchors, the weekly digest and alerts, none of which names a person.
# In the demo they lie beside the bundled database and go with it.
AUDIT_ANCHOR_FILE = (
    os.environ.get("AUDIT_ANCHOR_FILE", "") or VAR_DIR / ("anchors" if PRODUCTION else "run") / "anchors.txt"
)
OVERSIGHT_ADDRESS = os.environ.get("OVERSIGHT_ADDRESS", "oversight@demo.test" if DEMO else "")

# Which door this process is: staff, partner, or both (in the demo). accounts/doors.py says why they are apart.
DOOR = from_environment("PORTAL_DOOR", otherwise="both")
if DOOR not in {"staff", "partner", "both"}:
    raise ImproperlyConfigured(f"PORTAL_DOOR is {DOOR!r}; it can be staff or partner, outside production both.")
PARTNER_URL = os.environ.get("PORTAL_PARTNER_URL", PORTAL_URL).rstrip("/")

# Sign-in. Numbers: FBI CJIS Security Policy 5.9.5 AC-7 (5 tries in 15 minutes, released by an administrator), AC-11
# (30 idle minutes), IA-11 (12 hours).
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # django-axes counts: its lock holds until an administrator releases it
AXES_HANDLER = "accounts.lockout.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = None
AXES_LOCK_OUT_AT_FAILURE = True
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "accounts.lockout.who"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Locked by name from any address, as AC-7 asks; locking by address too would let a second address try five more.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

# The second step (docs/sign-in.md). PORTAL_MFA: `all`, `off`, or the roles that must have a second factor.
ROLES = {"coordinator", "supervisor", "employment", "womens", "partner", "administrator"}
MFA = os.environ.get("PORTAL_MFA") or ("all" if PRODUCTION else "off")
FACTOR_ROLES = {"all": ROLES, "off": set()}.get(MFA, set(MFA.split(",")))
PASSKEY_ROLES = set(filter(None, os.environ.get("PORTAL_PASSKEYS", "administrator").split(",")))
if unknown := (FACTOR_ROLES | PASSKEY_ROLES) - ROLES:
    raise ImproperlyConfigured(f"PORTAL_MFA and PORTAL_PASSKEYS know no such role: {', '.join(sorted(unknown))}.")
FACTOR_EXCEPTION = os.environ.get("PORTAL_MFA_EXCEPTION", "")
MFA_ADAPTER = "accounts.factors.FactorAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm"}
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateAppForm",
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

# State staff may sign in at the state's identity provider. Without OIDC_ISSUER there is no such way in.
SOCIALACCOUNT_ADAPTER = "accounts.state_sign_in.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our content policy lets no form lead to another host
OIDC = {}
if os.environ.get("OIDC_ISSUER"):
    OIDC = {
        "issuer": os.environ["OIDC_ISSUER"],
        "name": os.environ.get("OIDC_NAME", "State account"),
        "client_id": from_environment("OIDC_CLIENT_ID", otherwise=""),
        "client_secret": from_environment("OIDC_CLIENT_SECRET", otherwise=""),
        "mfa_values": set(os.environ.get("OIDC_MFA_VALUES", "mfa").split()),
    }

SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60

# What the browser is told.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = PRODUCTION  # the proxy of docker-compose.yml, the only one that reaches the web process
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 366 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "accounts.views.frame.csrf_failure"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("uswds", BASE_DIR / "var/vendor/uswds")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": PRIVATE_BUCKET if FILES_BUCKET else PRIVATE_FOLDER,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = not PRODUCTION

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/Chicago"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING" if MODE == "test" else "INFO"},
    "loggers": {"axes": {"level": "ERROR"}},
}
