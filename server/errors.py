"""The closed list of what can go wrong, as one tree. Raised where it is known, translated once.

    OnrecordError
    ├── RequestError         the caller's request, before any work
    │   ├── MalformedRequest 400 · Unauthorised 401 · Forbidden 403 (OriginRefused, HostRefused)
    │   ├── NotFound 404 · MethodNotAllowed 405 · NotAcceptable 406
    │   └── TooLarge 413 · UnsupportedMediaType 415 · InvalidRequest 422 · TooManyRequests 429
    ├── PageError            what was asked for cannot be read
    │   ├── AddressInvalid · AddressNotPublic · AddressUnknown 422
    │   ├── SiteFailed 502 · SiteTooSlow 504 · SiteBusy 503 · RefusedByRobots 422
    │   ├── PageTooLarge 413 · NotAPage 415
    │   └── NotAnArticle · BehindAWall · LanguageNotRead · Unreadable 422
    └── ServiceError         nothing wrong with the request: try again later
        └── Busy · NoWorker · StoreDown · Defect 503

It imports nothing of flask, so workers raise from it too. A `code` is stable for ever; `detail` is
for people, and never holds more of the outside world than the caller sent.
"""

from typing import ClassVar

from server.contract import Problem

PROBLEM_BASE = "/problems/"
"""A reference relative to the server that answers: it tells there what the problem is."""


class OnrecordError(Exception):
    """Anything Onrecord says about what it could not do."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]
    remedy: ClassVar[str]
    """What a caller can do about it: the same for a whole branch of the tree."""
    retry_after_s: int | None = None
    """When to ask again; the type's own, unless whoever raises it knows better."""

    def __init__(self, detail: str | None = None, retry_after_s: int | None = None) -> None:
        self.detail = detail or f"{self.title}."
        self.retry_after_s = retry_after_s or type(self).retry_after_s
        super().__init__(self.detail)


class RequestError(OnrecordError):
    """The request itself; no work was begun."""

    remedy = "Change the request; sent again as it is, it will be refused again."


class MalformedRequest(RequestError):
    """The body is not JSON."""

    code, status, title = "malformed-request", 400, "The request cannot be read"


class Unauthorised(RequestError):
    """A key is needed, or the one sent is not known."""

    code, status, title = "unauthorised", 401, "A valid key is needed"


class Forbidden(RequestError):
    """The caller may not do this."""

    code, status, title = "forbidden", 403, "Not allowed"


class OriginRefused(Forbidden):
    """The Origin header names a site that may not call this server."""

    code, status, title = "origin-refused", 403, "This origin may not call this server"


class HostRefused(Forbidden):
    """The Host header names a host this server does not answer for."""

    code, status, title = "host-refused", 403, "This server does not answer for this host"


class NotFound(RequestError):
    """Unknown, or forgotten."""

    code, status, title = "not-found", 404, "Nothing here"
    remedy = (
        "Check the path. Results are forgotten after a while, those of texts within the hour: send"
        " the address or the text again."
    )


class MethodNotAllowed(RequestError):
    """The resource exists; the method does not."""

    code, status, title = "method-not-allowed", 405, "This method is not offered here"


class NotAcceptable(RequestError):
    """No representation that the caller accepts."""

    code, status, title = "not-acceptable", 406, "No representation that was asked for"


class TooLarge(RequestError):
    """The request body is larger than the server takes."""

    code, status, title = "too-large", 413, "The request is too large"


class UnsupportedMediaType(RequestError):
    """The request body is not of a type this resource takes."""

    code, status, title = "unsupported-media-type", 415, "The request is not of a type taken here"


class InvalidRequest(RequestError):
    """The body is JSON and says something the contract does not allow."""

    code, status, title = "invalid-request", 422, "The request does not follow the contract"


class TooManyRequests(RequestError):
    """The caller is past its rate."""

    code, status, title = "too-many-requests", 429, "Too many requests"
    retry_after_s = 10
    remedy = "Send fewer at a time, and this one again after the seconds of Retry-After."


class PageError(OnrecordError):
    """The page or text cannot be read; asking again soon gives the same."""

    remedy = (
        "Asking again soon gives the same answer: it is remembered for some minutes. If you can"
        " read the article yourself, send its text instead of its address."
    )


class AddressInvalid(PageError):
    """Not an http(s) address a browser would open."""

    code, status, title = "address-invalid", 422, "This is not a web address"


class AddressNotPublic(PageError):
    """It leads, directly or by redirect, to a network that is not public."""

    code, status, title = "address-not-public", 422, "This address is not on the public web"


class AddressUnknown(PageError):
    """The host name does not resolve."""

    code, status, title = "address-unknown", 422, "No such host"


class SiteFailed(PageError):
    """The site refused, broke off or answered with an error."""

    code, status, title = "site-failed", 502, "The site did not deliver the page"


class SiteTooSlow(PageError):
    """The site did not deliver in time."""

    code, status, title = "site-too-slow", 504, "The site was too slow"


class SiteBusy(PageError):
    """The site asks to be left alone for a while (429, or 503 with Retry-After)."""

    code, status, title, retry_after_s = "site-busy", 503, "The site asks for a pause", 60
    remedy = (
        "Ask again after the seconds of Retry-After; until then no page of this site is asked for."
        " If you can read the article yourself, send its text instead of its address."
    )


class RefusedByRobots(PageError):
    """The site's robots.txt asks programs to leave it alone. Only batches are held to it."""

    code, status, title = "refused-by-robots", 422, "The site asks programs not to read this page"
    remedy = "Read the page on its own, in answer to a person who asks for it."


class PageTooLarge(PageError):
    """More bytes than the reader takes."""

    code, status, title = "page-too-large", 413, "The page is too large"


class NotAPage(PageError):
    """The site sent something that is not HTML."""

    code, status, title = "not-a-page", 415, "This is not a web page"


class NotAnArticle(PageError):
    """No running text to read."""

    code, status, title = "not-an-article", 422, "No article was found here"


class BehindAWall(PageError):
    """The site shows the article to subscribers only, or asks for something first."""

    code, status, title = "behind-a-wall", 422, "The article is behind a wall"


class LanguageNotRead(PageError):
    """Confidently in a language there is no lexicon for."""

    code, status, title = "language-not-read", 422, "This language is not read yet"


class Unreadable(PageError):
    """Reading it crashed, or ran past the limits of a job."""

    code, status, title = "unreadable", 422, "The page could not be read within limits"


class ServiceError(OnrecordError):
    """The service, not the request."""

    remedy = "Nothing is wrong with the request. Send it again after the seconds of Retry-After."


class Busy(ServiceError):
    """The queue is full."""

    code, status, title, retry_after_s = "busy", 503, "Too much work is waiting", 10


class NoWorker(ServiceError):
    """No worker has announced itself."""

    code, status, title, retry_after_s = "no-worker", 503, "No worker is running", 10


class StoreDown(ServiceError):
    """The store of jobs and results does not answer."""

    code, status, title, retry_after_s = "store-down", 503, "The store does not answer", 10


class Defect(ServiceError):
    """A mistake of ours. It is logged with the request's id."""

    code, status, title, retry_after_s = "defect", 503, "Something went wrong on our side", 60


def _leaves(kind: type[OnrecordError]) -> list[type[OnrecordError]]:
    below = [leaf for child in kind.__subclasses__() for leaf in _leaves(child)]
    return ([kind] if "code" in vars(kind) else []) + below


BY_CODE: dict[str, type[OnrecordError]] = {kind.code: kind for kind in _leaves(OnrecordError)}


def problem(error: OnrecordError, instance: str | None = None) -> Problem:
    """Return the RFC 9457 document of an error; `instance` is what it happened to."""
    return Problem(
        type=PROBLEM_BASE + error.code,
        title=error.title,
        status=error.status,
        detail=error.detail,
        instance=instance,
    )
