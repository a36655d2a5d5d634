"""The setting of OpenID Connect, as allauth reads it."""

from __future__ import annotations

from typing import Any


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
