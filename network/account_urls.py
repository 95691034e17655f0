"""Log-in, log-out and a person's own account: the addresses of allauth's views in our words."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from network.views import feide
from network.views.sessions import SessionsView

urlpatterns = [
    path("logg-inn/kode/", account.request_login_code, name="account_request_login_code"),
    path("logg-inn/kode/bekreft/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logg-inn/engangskode/", mfa.authenticate, name="mfa_authenticate"),
    path("logg-inn/feide/", feide.start, name="feide_start"),
    path("logg-inn/feide/svar/", feide.answer, name="feide_answer"),
    path("logg-inn/feide/avbrutt/", feide.ended, {"reason": "cancelled"}, name="feide_cancelled"),
    path("logg-inn/feide/feil/", feide.ended, {"reason": "failed"}, name="feide_failed"),
    path("logg-inn/feide/uten-svar/", feide.ended, {"reason": "silent"}, name="feide_silent"),
    path(
        "logg-inn/feide/annet-sted/", feide.ended, {"reason": "elsewhere"}, name="feide_elsewhere"
    ),
    path("logg-inn/stengt/", account.account_inactive, name="account_inactive"),
    path("logg-ut/", account.logout, name="account_logout"),
    path("registrer/", account.signup, name="account_signup"),
    path("glemt-passord/", account.password_reset, name="account_reset_password"),
    path("glemt-passord/sendt/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "glemt-passord/ferdig/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # The key has a hyphen of its own: the first of them ends the number of the account.
    re_path(
        r"^glemt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("konto/", mfa.index, name="mfa_index"),
    path("konto/bekreft/", account.reauthenticate, name="account_reauthenticate"),
    path("konto/bekreft/engangskode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("konto/passord/", account.password_change, name="account_change_password"),
    path("konto/passord/velg/", account.password_set, name="account_set_password"),
    path("konto/engangskode/", totp.activate_totp, name="mfa_activate_totp"),
    path("konto/engangskode/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("konto/reservekoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "konto/reservekoder/nye/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "konto/reservekoder/last-ned/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("konto/feide/", feide.account, name="feide_account"),
    path("konto/feide/koble-til/", feide.connect, name="feide_connect"),
    path("konto/feide/koble-fra/", feide.disconnect, name="feide_disconnect"),
    path("konto/innlogginger/", SessionsView.as_view(), name="usersessions_list"),
]
