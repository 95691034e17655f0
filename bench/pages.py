"""The pages that are measured: every address of the portal's own table, and harder cases.

The first copy is the real and the demo content, so the table's samples exist at every size.
"""

from urllib.parse import urlencode

from bench.content import Frameworks
from bench.growth import RARE
from tests.portal.pages import PAGES

LIVENESS = {"health_live", "health_ready"}


def library(**asked: str | list[str]) -> str:
    return f"/planverk/?{urlencode(asked, doseq=True)}"


def harder_cases() -> dict[str, str]:
    """What people also ask for, by what it is called in the table of results."""
    above = Frameworks.read()
    return {
        "library, page 2": library(side="2"),
        "library, newest first": library(sorter="nyest"),
        "library, one level": library(niva="national"),
        # A page full of rows at every size.
        "library, three groups": library(
            gjelder="ja",
            slag=["international_strategy", "development_plan", "white_paper", "recommendation"],
            tema=["vet", "quality", "inclusion"],
        ),
        "search, one word in many": library(q="utdanning"),
        "search, two words": library(q="bærekraftig utvikling"),
        "search, a rare word": library(q=RARE),
        "search, misspelt": library(q="bærekarft"),
        "search, no answer": library(q="xyzzyx"),
        "search and one level": library(q="plan", niva="school"),
        "document, the hub": above.hub.get_absolute_url(),
        "point, the hub": above.hub_point.get_absolute_url(),
        "activities, the hub's": f"/aktiviteter/?dokument={above.hub.slug}",
        "activities, hub's firm ones": f"/aktiviteter/?dokument={above.hub.slug}&styrke=bekreftet",
        "activities, those that miss Europe": "/aktiviteter/?mangler=european",
        "coverage, one level": "/forankring/?niva=national",
        "coverage, the hub": f"/forankring/?dokument={above.hub.slug}",
        "activities, page 2": "/aktiviteter/?side=2",
        "schools, one municipality": "/skoler/?kommune=Levanger",
        "school, generated": "/skoler/generert-1/",
        "activity, generated": "/aktiviteter/generert-aktivitet-1/",
        "document, generated": "/planverk/generert-plan-1/",
    }


def addresses() -> dict[str, str]:
    """Every measured address in Bokmål, by its label."""
    table = {
        str(page): page.url()
        for page in PAGES
        if page.status_for("visitor") == 200 and page.name not in LIVENESS
    }
    return table | harder_cases()
