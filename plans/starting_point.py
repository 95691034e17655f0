"""A document to start from, for whoever has no international strategy yet."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network import word
from network.choices import Language


def starting_point() -> bytes:
    """An international strategy to be filled in, in the page's language."""
    lang = get_language() or Language.BOKMAL
    title = _("Internasjonal strategi for … (år–år)")
    made = word.paper(title, "", lang)
    made.add_heading(title, level=0)
    for heading, questions in parts():
        made.add_heading(heading, level=1)
        for question in questions:
            made.add_paragraph(question, style="List Bullet")
        made.add_paragraph("")
    return word.saved(made)


def parts() -> list[tuple[str, list[str]]]:
    """What a strategy tells, each part with what it is worth thinking through."""
    return [
        (
            _("Hvorfor vi arbeider internasjonalt"),
            [
                _("Hva skal elevene, lærlingene og de ansatte lære som de ikke kan lære hjemme?"),
                _("Hvilke behov i egne planer svarer det på?"),
            ],
        ),
        (
            _("Hvor vi står"),
            [
                _("Hva har vi gjort til nå, og hva lærte vi av det?"),
                _("Hvem samarbeider vi med?"),
            ],
        ),
        (
            _("Målene våre"),
            [
                _("Tre til fem mål, hvert i én setning."),
                _("Hvordan ser vi at vi har nådd dem?"),
            ],
        ),
        (
            _("Hva vi skal gjøre"),
            [
                _("Hvilke aktiviteter, for hvem, og omtrent når?"),
                _("Hvordan kommer også de med som har færre muligheter?"),
            ],
        ),
        (
            _("Hva det bygger på"),
            [
                _("Hvilke regionale, nasjonale og europeiske planer svarer målene på?"),
            ],
        ),
        (
            _("Ansvar, tid og penger"),
            [
                _("Hvem har ansvaret, med rolle og ikke navn?"),
                _("Hvor mye tid er satt av, og hvem er vikar?"),
                _("Når skal strategien fornyes?"),
            ],
        ),
    ]
