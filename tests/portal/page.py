"""An address of the site, with what each person gets there."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import override

from tests.cast import CAST

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class Page:
    """A named address; `otherwise` holds the persons who get something else than `status`."""

    name: str
    kwargs: dict[str, object] = field(default_factory=dict)
    status: int = 200
    otherwise: dict[str, int] = field(default_factory=dict)
    has_languages: bool = True
    template: str = ""

    def __str__(self) -> str:
        return "-".join([self.name, *map(str, self.kwargs.values())])

    def url(self, language: str = "nb") -> str:
        with override(language):
            return reverse(self.name, kwargs=self.kwargs)

    def status_for(self, person: str) -> int:
        return self.otherwise.get(person, self.status)

    @property
    def viewer(self) -> str | None:
        """Who sees the page: a visitor where that is enough, else the first of the cast."""
        people = ("visitor", *CAST)
        return next((name for name in people if self.status_for(name) == 200), None)
