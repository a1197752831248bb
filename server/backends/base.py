"""What a backend does: hold jobs and results, let callers wait, give work to workers."""

from dataclasses import dataclass

from server.contract import Obtained


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to analyse. `id` names both the job and its result.

    `kind` says which fields count: `page` has `url`; `html` has `url` and `html`; `text` has `text`
    and perhaps `title` and `language`.
    """

    id: str
    kind: Obtained
    url: str | None = None
    html: str | None = None
    text: str | None = None
    title: str | None = None
    language: str | None = None
