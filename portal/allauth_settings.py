"""How allauth is set up, apart from what differs between sites: that is in portal/settings.py."""

from __future__ import annotations

from typing import Any

NAME = "Grønne innkjøp"  # in people's apps and browsers
FIXED = {
    "ACCOUNT_SIGNUP_FORM_CLASS": "portal.account_forms.BuyerForm",
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_CHANGE_EMAIL": True,  # one address, which stays until the new one is confirmed
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_SESSION_REMEMBER": True,  # as long as the limits below allow
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_ADAPTER": "portal.accounts.SecondFactorAdapter",
    "MFA_FORMS": {"add_webauthn": "portal.account_forms.PasskeyForm"},
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": NAME,
    "MFA_TOTP_TOLERANCE": 1,  # a telephone's clock may be half a minute wrong
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,  # nobody is signed in by one, and who has a factor may change address
    "SOCIALACCOUNT_ADAPTER": "portal.accounts.VouchedAdapter",
}


def providers(server_url: str, *, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """One provider, called "oidc" in addresses; none where `server_url` is empty."""
    app = {
        "provider_id": "oidc",
        "name": name or "ID-porten",
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server_url, "scope": ["openid", "profile"]},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if server_url else []}}
