"""Log-ins outside the portal that hang on a person and are forgotten when she leaves."""

from django.utils.translation import gettext_lazy as _

OUTSIDE_LOGINS = [
    (
        _("EU Login og organisasjonens OID"),
        _(
            "EU Login er personlig: Den nye lager sin egen. Før den nye opp som kontaktperson for "
            "organisasjonens OID i Erasmus+-plattformen, og fjern den som slutter."
        ),
    ),
    (
        _("Prosjekter og akkreditering hos HK-dir"),
        _("Meld fra om ny kontaktperson i prosjektene og i akkrediteringen."),
    ),
    (
        _("Beneficiary Module"),
        _(
            "Gi den nye tilgang til hvert prosjekt, før den gamle tilgangen fjernes. "
            "Eldre prosjekter kan ligge i Mobility Tool+."
        ),
    ),
    (
        _("eTwinning og European School Education Platform"),
        _("Den nye melder seg inn ved skolen. La prosjektene få en ny administrator."),
    ),
    (_("Nordplus"), _("Bytt kontaktperson i søknader og rapporter i Espresso.")),
    (
        _("Europass Mobilitet og språkkurs (OLS)"),
        _("Se etter dokumenter og kurs som er begynt på, men ikke ferdige."),
    ),
    (
        _("Fellespost, delte mapper og kalender"),
        _("Flytt avtaler, kontrakter og kontaktlister til et sted den nye når fram til."),
    ),
]
