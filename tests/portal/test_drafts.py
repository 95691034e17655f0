"""A draft's address is open to its owner and the county, and unknown to everyone else."""

import pytest

from mobility.models import Activity
from network.models import Organisation
from plans.models import PolicyDocument
from tests.factories import AimFactory, DocumentFactory, SuccessionFactory

OWNER = "fjordvik"
SEE_IT = (OWNER, "colleague", "county", "administrator")
DRAFTS = {
    "activity": (Activity, "helsefagelever-i-praksis-i-braga"),
    "document": (PolicyDocument, "fjordvik-internasjonal-strategi-2025-2028"),
    "school": (Organisation, "fjordvik-videregaende-skole-eksempel"),
}
COUNTYS = {
    "document": (PolicyDocument, "herning-declaration-2025"),
    "training_office": (Organisation, "opplaeringskontoret-havbris-eksempel"),
}


def hide(model: type, slug: str) -> str:
    row = model.objects.get(slug=slug)
    model.objects.filter(pk=row.pk).update(published_at=None)
    return row.get_absolute_url()


@pytest.mark.parametrize("name", DRAFTS)
def test_draft_is_unknown_to_all_but_its_owner_and_the_county(
    client_of: object, person: str, name: str
) -> None:
    url = hide(*DRAFTS[name])
    expected = 200 if person in SEE_IT else 404
    assert client_of(person).get(url).status_code == expected


@pytest.mark.parametrize("name", COUNTYS)
@pytest.mark.parametrize("who", [OWNER, "kvernstein", "visitor"])
def test_draft_of_another_or_of_nobody_is_the_countys_alone(
    client_of: object, who: str, name: str
) -> None:
    url = hide(*COUNTYS[name])
    assert client_of(who).get(url).status_code == 404
    assert client_of("county").get(url).status_code == 200


PROGRAMME = "/planverk/internasjonalt-handlingsprogram-trondelag/"


@pytest.fixture
def secret(content: None) -> PolicyDocument:
    """A draft that other pages could give away."""
    draft = DocumentFactory(title="Hemmelig utkast", published_at=None)
    old = PolicyDocument.objects.get(slug="key-competences-2018")
    programme = PolicyDocument.objects.get(level="programme")
    SuccessionFactory(predecessor_document=old, successor_document=draft)
    SuccessionFactory(predecessor_document=programme, successor_document=draft)
    SuccessionFactory(predecessor_document=draft, successor_document=AimFactory().document)
    return draft


@pytest.mark.parametrize("path", ["/", "/planverk/", "/planverk/key-competences-2018/", PROGRAMME])
def test_other_pages_do_not_give_a_draft_away(
    client_of: object, secret: PolicyDocument, path: str
) -> None:
    visitor, county = (client_of(who).get(path).content.decode() for who in ("visitor", "county"))
    assert secret.title not in visitor
    assert secret.title in county or path in ("/", "/planverk/")


@pytest.mark.parametrize("relation", ["departments", "predecessors"])
def test_relatives_that_are_drafts_are_not_named(client_of: object, relation: str) -> None:
    school = Organisation.objects.get(slug=DRAFTS["school"][1])
    column = {"departments": "parent", "predecessors": "successor"}[relation]
    Organisation.objects.create(
        slug="utkast", name="Hemmelig avdeling", kind=school.kind, **{column: school}
    )
    page = client_of("visitor").get(school.get_absolute_url()).content.decode()
    assert "Hemmelig avdeling" not in page
