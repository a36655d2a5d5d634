"""What guards every request and answer, alike on all sites: portal/settings.py takes it in."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE, NONE, SELF

# What pages of the portal never ask a browser for, nor anything that is put into them.
NEVER = """accelerometer autoplay bluetooth camera display-capture encrypted-media fullscreen gamepad geolocation
gyroscope hid idle-detection local-fonts magnetometer microphone midi payment picture-in-picture
screen-wake-lock serial usb web-share xr-spatial-tracking browsing-topics""".split()
OWN_PAGES = ["publickey-credentials-create", "publickey-credentials-get"]  # passkeys
PERMISSIONS_POLICY = ", ".join([f"{name}=()" for name in NEVER] + [f"{name}=(self)" for name in OWN_PAGES])

FIXED: dict[str, Any] = {
    "SECURE_REDIRECT_EXEMPT": [r"^helse/$"],
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_FAILURE_VIEW": "portal.views.errors.csrf_failure",
    "X_FRAME_OPTIONS": "DENY",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_621_440,
    "FILE_UPLOAD_HANDLERS": [
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "portal.uploads.RoomyUploadHandler",
    ],
    "CONTENT_SECURITY_POLICY": {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF, NONCE],  # the nonce is for the import map of pages with charts
            "img-src": [SELF, "data:"],
            "object-src": [NONE],
            "base-uri": [NONE],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
        }
    },
}
