"""The headers every answer carries: what a browser may do with it."""

from flask import Response

PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""An answer of the API that is opened as a page runs nothing."""


def secure(response: Response) -> Response:
    """Return the response with its security headers.

    `same-origin` and not `no-referrer`: with the latter browsers send `Origin: null` with the
    page's own form.
    """
    is_page = response.mimetype == "text/html"
    response.headers["Content-Security-Policy"] = PAGE_POLICY if is_page else DATA_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
