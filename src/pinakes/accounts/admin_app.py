"""Django's administration as an app with our own site."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's administration with our sign-in."""

    default_site = "pinakes.accounts.admin_site.AdminSite"
