"""The addresses of sign-in, accounts and administration; the names are those that allauth asks for."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.generic.base import RedirectView

from pinakes.accounts import data_pages, views
from pinakes.accounts.frame import account_settings

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("account", views.overview, name="account"),
    path("account/sign-in", views.sign_in, name="account_login"),
    path("account/sign-out", views.sign_out, name="account_logout"),
    path("account/register", views.register, name="account_signup"),
    path("account/inactive", views.inactive, name="account_inactive"),
    path("account/again", views.reauthenticate, name="account_reauthenticate"),
    path("account/email", views.email, name="account_email"),
    path("account/email/sent", views.verification_sent, name="account_email_verification_sent"),
    re_path(r"^account/email/confirm/(?P<key>[-:\w]+)\Z", views.confirm_email, name="account_confirm_email"),
    path("account/password", views.password_change, name="account_change_password"),
    path("account/password/set", views.password_set, name="account_set_password"),
    path("account/password/forgotten", views.password_forgotten, name="account_reset_password"),
    path("account/password/sent", views.password_mail_sent, name="account_reset_password_done"),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)\Z",
        views.password_from_link,
        name="account_reset_password_from_key",
    ),
    path("account/password/is-new", views.password_is_new, name="account_reset_password_from_key_done"),
    path("account/security", views.security, name="mfa_index"),
    path("account/second-step", views.second_step, name="mfa_authenticate"),
    path("account/again/code", views.reauthenticate_by_code, name="mfa_reauthenticate"),
    path("account/security/app", views.app_on, name="mfa_activate_totp"),
    path("account/security/app/off", views.app_off, name="mfa_deactivate_totp"),
    path("account/security/codes", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/security/codes/new", views.recovery_codes_new, name="mfa_generate_recovery_codes"),
    path("account/security/codes/file", views.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("account/devices", views.devices, name="usersessions_list"),
    path("account/devices/sign-out", views.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("account/profile", data_pages.profile, name="account_profile"),
    path("account/data", data_pages.data, name="account_data"),
    path("account/data/export", data_pages.export),
    path("account/data/put-in", data_pages.put_in),
    path("account/data/delete", data_pages.delete),
    path("account/data/keep", data_pages.keep),
    path("account/deleted", data_pages.deleted),
    path("account/open/<str:token>", views.open_once, name="account_open"),
]
if account_settings().passkeys:
    urlpatterns += [
        path("account/sign-in/passkey", views.passkey_sign_in, name="mfa_login_webauthn"),
        path(
            "account/security/passkeys",
            RedirectView.as_view(pattern_name="mfa_index"),
            name="mfa_list_webauthn",
        ),
        path("account/security/passkeys/add", views.passkey_add, name="mfa_add_webauthn"),
        path("account/security/passkeys/<int:pk>/remove", views.passkey_remove, name="mfa_remove_webauthn"),
        path("account/security/passkeys/<int:pk>/name", views.passkey_rename, name="mfa_edit_webauthn"),
        path("account/again/passkey", views.reauthenticate_by_passkey, name="mfa_reauthenticate_webauthn"),
    ]
if account_settings().openid or account_settings().saml:
    urlpatterns += [
        path("account/with", views.connections, name="socialaccount_connections"),
        path("account/with/register", views.register_with, name="socialaccount_signup"),
        path("account/with/cancelled", views.with_cancelled, name="socialaccount_login_cancelled"),
        path("account/with/error", views.with_error, name="socialaccount_login_error"),
    ]
if account_settings().openid:
    from allauth.socialaccount.providers.openid_connect import views as openid

    urlpatterns += [
        path(
            "account/with/openid/<str:provider_id>", views.leaving(openid.login), name="openid_connect_login"
        ),
        path("account/with/openid/<str:provider_id>/back", openid.callback, name="openid_connect_callback"),
    ]
if account_settings().saml:
    from allauth.socialaccount.providers.saml import views as saml

    urlpatterns += [
        path("account/with/saml/<str:organization_slug>", views.leaving(saml.login), name="saml_login"),
        path("account/with/saml/<str:organization_slug>/acs", saml.acs, name="saml_acs"),
        path("account/with/saml/<str:organization_slug>/finish", saml.finish_acs, name="saml_finish_acs"),
        path("account/with/saml/<str:organization_slug>/sls", saml.sls, name="saml_sls"),
        path("account/with/saml/<str:organization_slug>/metadata", saml.metadata, name="saml_metadata"),
    ]
