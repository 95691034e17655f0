"""The path of "Slik deltar du": seven steps, and where each leads into the portal."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.choices import Level


class Link(NamedTuple):
    """A way from a step to a page of the portal."""

    label: Promise
    page: str
    args: tuple[int, ...] = ()
    more: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page, args=self.args) + self.more


@dataclass(frozen=True)
class Step:
    """One knot of the path; `time` is empty where no source says how long it takes."""

    key: str
    title: Promise
    text: Promise
    needs: Promise
    helpers: Promise
    links: tuple[Link, ...]
    time: Promise | None = None
    time_source: Promise | None = None


def point(measure: int, number: int, label: Promise) -> Link:
    return Link(label, "action", (measure, number))


def levels() -> tuple[Link, ...]:
    """The library, one link a level, from the school upward."""
    return tuple(Link(level.label, "library", more=f"?niva={level}") for level in Level)


STEPS = (
    Step(
        key="forankre",
        title=_("Forankre ideen"),
        text=_(
            "Finn målene ideen svarer på, først i skolens egne planer, så i handlingsprogrammet og "
            "videre opp til Europa. Skriv for hvert ledd hvorfor det henger sammen."
        ),
        needs=_(
            "Skolens internasjonale strategi, kompetanseplan eller utviklingsplan, "
            "og målene på nivåene over."
        ),
        helpers=_("Koordinatoren på skolen eller opplæringskontoret, og fylkeskommunen."),
        links=(*levels(), Link(_("Se hvordan andre har forankret"), "activities")),
    ),
    Step(
        key="ledelsen",
        title=_("Avklar med ledelsen"),
        text=_(
            "Ta ideen opp med ledelsen der du arbeider, før noen søker. "
            "Skriv ned hva dere ble enige om, og når."
        ),
        needs=_("Enighet om tid, vikarer, penger og hvem som skriver under."),
        helpers=_("Rektor, avdelingsleder eller daglig leder."),
        links=(
            point(2, 2, _("Punkt 2.2: internasjonalisering for å utvikle skolen")),
            Link(_("Planene skolene har lagt inn"), "library", more=f"?niva={Level.SCHOOL}"),
        ),
    ),
    Step(
        key="ordning",
        title=_("Velg ordning"),
        text=_(
            "Ordningene gir støtte til ulike ting. Velg etter hvem som skal reise, "
            "hvor lenge, og om dere skal gjøre det én gang eller flere år på rad."
        ),
        needs=_("Et svar på hvem som skal ut, hvor mange, hvor lenge og i hvilke land."),
        helpers=_(
            "HK-dir, som er nasjonalkontor for Erasmus+ i utdanning. For lærlinger: "
            "Trøndelag fylkeskommune samordnet i 2021 et konsortium av opplæringskontor "
            "og lærebedrifter. Spør om hva som gjelder nå."
        ),
        links=(
            Link(_("Alle programmene"), "funding_programmes"),
            point(1, 3, _("Punkt 1.3: kunnskap om program og tilskuddsordninger")),
        ),
    ),
    Step(
        key="partner",
        title=_("Finn partner"),
        text=_(
            "En partner kan være en skole, en bedrift eller en organisasjon i et annet land. "
            "Bli enige om hva begge skal få ut av det."
        ),
        needs=_("Noen som vil ta imot eller samarbeide, og en avtale om hvem som gjør hva."),
        helpers=_(
            "Nettverket for internasjonalisering og det regionale partnerskapet. "
            "Nordplus Junior gir støtte til forberedende besøk."
        ),
        links=(
            point(2, 1, _("Punkt 2.1: nettverket")),
            point(3, 1, _("Punkt 3.1: samarbeidsavtaler i Europa")),
            point(3, 2, _("Punkt 3.2: regionalt partnerskap")),
            Link(_("Om eTwinning"), "funding_programmes", more="#etwinning"),
        ),
    ),
    Step(
        key="sok",
        title=pgettext_lazy("et steg", "Søk"),
        text=_(
            "Bruk forankringen fra steg 1 i søknaden, og vis til dokumentene med navn og adresse. "
            "Be en som ikke kjenner ideen, om å lese før dere sender."
        ),
        needs=_("Skjemaet til ordningen, forankringen og en underskrift fra ledelsen."),
        helpers=_("Fylkeskommunen, og HK-dir på erasmuspluss@hkdir.no for Erasmus+."),
        time=_(
            "Regn bakover fra fristen. For prosjekter i Erasmus+ (KA121 og KA122) var den "
            "19. februar 2025 kl. 12. Fristen for 2027 er ikke kjent."
        ),
        time_source=_("Kilde: utlysningen for 2025, lest hos infobandi.csvnet.it"),
        links=(
            Link(_("Frister, program for program"), "funding_programmes"),
            point(3, 4, _("Punkt 3.4: skolene kan søke midler")),
        ),
    ),
    Step(
        key="gjennomfor",
        title=_("Gjennomfør"),
        text=_(
            "Gjør avtalene ferdige før avreise, følg opp underveis, og ta vare på det som "
            "skal i rapporten."
        ),
        needs=_(
            "En avtale om hva hver enkelt skal lære. En lærling må ha fylt 18 år på avreisedagen."
        ),
        helpers=_(
            "Partneren ute. For lærlinger: opplæringskontoret, som følger opp sammen med "
            "lærebedriften."
        ),
        time=_(
            "Et kortvarig prosjekt (KA122) varer 6–18 måneder, et akkreditert (KA121) 15 måneder "
            "fra start og kan forlenges til 24. I fagopplæringen er et kort opphold 10–89 dager "
            "og et langt 90–365."
        ),
        time_source=_("Kilder: accesseurope.ie, hkdir.no og EU-kommisjonens veiledning NAITDOC"),
        links=(
            Link(_("Aktiviteter i Trøndelag"), "activities"),
            point(1, 5, _("Punkt 1.5: kvalitet i mobiliteten")),
        ),
    ),
    Step(
        key="del",
        title=_("Del erfaringene"),
        text=_(
            "Fortell kolleger, andre skoler og fylkeskommunen hva dere lærte. "
            "Det blir grunnlaget for neste søknad, og da begynner veien på nytt."
        ),
        needs=_("Det dere har lært, og samtykke fra dem som nevnes med navn eller vises på bilde."),
        helpers=_("Nettverket for internasjonalisering og fylkeskommunen."),
        links=(
            point(1, 6, _("Punkt 1.6: vis merverdien")),
            point(2, 1, _("Punkt 2.1: nettverket")),
        ),
    ),
)
KEYS = [step.key for step in STEPS]
