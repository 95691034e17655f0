"""A form sent without script gives an address that says what was asked for, and no more."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize(
    ("sent", "shared"),
    [
        ("/planverk/?q=", "/planverk/"),
        ("/planverk/?q=&niva=&gjelder=&grunnlag=&sorter=", "/planverk/"),
        (
            "/planverk/?q=mobilitet&niva=&tema=vet&tema=mobility",
            "/planverk/?q=mobilitet&tema=vet&tema=mobility",
        ),
        ("/nn/planverk/?q=&niva=european", "/nn/planverk/?niva=european"),
        ("/planverk/?q=l%C3%A6r+%26+lev&niva=", "/planverk/?q=l%C3%A6r+%26+lev"),
        ("/planverk/?side=2&q=", "/planverk/?side=2"),
        ("/skoler/?kommune=", "/skoler/"),
        ("/opplaringskontor/?kommune=Verdal&side=", "/opplaringskontor/?kommune=Verdal"),
    ],
)
def test_empty_fields_are_left_out_of_the_address(sent: str, shared: str) -> None:
    response = Client().get(sent)
    assert (response.status_code, response["Location"]) == (302, shared)
    assert Client().get(shared).status_code == 200


@pytest.mark.parametrize("address", ["/planverk/", "/planverk/?q=mobilitet", "/skoler/?ukjent=x"])
def test_address_without_empty_fields_is_its_own(address: str) -> None:
    assert Client().get(address).status_code == 200


def test_part_of_a_page_is_answered_at_once() -> None:
    response = Client().get("/planverk/?q=&niva=european", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/planverk/?niva=european"
