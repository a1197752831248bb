"""Under which one name the ledger keeps a body that an article calls by several.

Used by `sources`. A short form may come after the full name or before it.
"""

from workers.claims.companies import short_form
from workers.claims.names import folded, short_forms
from workers.claims.readings import Scene

Words = tuple[str, ...]


class Bodies:
    """The names of bodies met so far, by their forms."""

    def __init__(self, scene: Scene) -> None:
        self._full: dict[Words, Words] = {}
        self._short: dict[Words, Words] = {}
        for name in scene.names:
            short = short_form(scene.words, name)
            if short is not None:
                self._full.setdefault(short_forms(name.words)[0], name.words)
                self._short.setdefault((folded(short),), name.words)

    def known(self, body: Words) -> Words:
        """Return the name under which a body was met before, else the name itself.

        Either may be the short form: "HWF" after the Harbour Workers Federation, or before it.
        """
        forms = short_forms(body)
        known = self._short.get(forms[0])
        known = known or next((self._full[form] for form in forms if form in self._full), body)
        self._full.setdefault(forms[0], known)
        for form in forms:
            self._short.setdefault(form, known)
        return known
