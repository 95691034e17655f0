"""The catalogue in memory says what the database says, and notices every change."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from network.models import User
from plans.catalogue import Selection, documents_visible_to
from plans.choices import Kind, Level
from plans.library import Library
from plans.models import DocumentIssuer, PolicyDocument, Theme
from plans.querysets import DocumentQuerySet
from tests.factories import DocumentFactory, OrganisationFactory, RoleFactory

VISITOR = AnonymousUser()
CONDITIONS = {
    "at_level": st.sampled_from(Level.values),
    "of_tone": st.sampled_from(["valid", "ended", "open"]),
    "of_kinds": st.lists(st.sampled_from(Kind.values), max_size=3),
    "on_themes": st.lists(st.sampled_from(["vet", "nordic", "inclusion", "none"]), max_size=3),
    "surely_issued_by": st.lists(
        st.sampled_from(["european-commission", "kunnskapsdepartementet", "none"]), max_size=2
    ),
    "surely_from": st.lists(st.sampled_from(["2015", "2020", "2021", "1900"]), max_size=3),
    "in_deck": st.booleans(),
}


def narrowed(documents: DocumentQuerySet | Selection, conditions: dict) -> object:
    for name, value in conditions.items():
        documents = getattr(documents, name)(value)
    return documents


@given(conditions=st.fixed_dictionaries({}, optional=CONDITIONS))
def test_every_choice_gives_what_the_database_gives_in_the_same_orders(
    content: None, conditions: dict
) -> None:
    rows = narrowed(PolicyDocument.objects.visible_to(VISITOR), conditions)
    selection = narrowed(documents_visible_to(VISITOR), conditions)
    assert len(selection) == rows.count()
    assert selection.from_the_top() == rows.from_the_top().pks()
    assert selection.by_title() == rows.by_title().pks()
    assert selection.newest_first() == rows.newest_first().pks()


def test_counts_are_those_of_the_rows(content: None) -> None:
    documents = documents_visible_to(VISITOR)
    sure = DocumentIssuer.objects.filter(document__confidence="high")
    assert documents.counts("utgiver") == {
        slug: sure.filter(organisation__slug=slug).count()
        for slug in sure.order_by("pk").values_list("organisation__slug", flat=True)
    }
    assert documents.counts("tema") == {
        theme.key: theme.documents.filter(published_at__isnull=False).count()
        for theme in Theme.objects.all()
    }


def test_each_sees_the_drafts_she_may_see(content: None, cast: dict[str, User]) -> None:
    draft = DocumentFactory(published_at=None)
    for person in cast.values():
        visible = set(PolicyDocument.objects.visible_to(person).pks())
        assert set(documents_visible_to(person).from_the_top()) == visible
    assert draft.pk in documents_visible_to(cast["county"]).from_the_top()


def asked(viewer: User | AnonymousUser = VISITOR) -> tuple[list[int], int]:
    """The documents, and what it cost."""
    with CaptureQueriesContext(connection) as queries:
        found = documents_visible_to(viewer).from_the_top()
    return found, len(queries)


def test_catalogue_is_read_once_and_again_after_every_committed_change(own_database: str) -> None:
    first = DocumentFactory()
    found, cost = asked()
    assert found == [first.pk]
    assert cost > 1
    assert asked() == ([first.pk], 1)
    second = DocumentFactory()
    assert asked()[0] == [first.pk, second.pk]
    PolicyDocument.objects.filter(pk=first.pk).update(published_at=None)
    assert asked()[0] == [second.pk]
    assert asked()[1] == 1


def test_change_that_is_not_committed_is_kept_for_nobody(own_database: str) -> None:
    first = DocumentFactory()
    assert asked()[0] == [first.pk]
    with transaction.atomic():
        second = DocumentFactory()
        assert asked()[0] == [first.pk, second.pk]
        transaction.set_rollback(True)
    assert asked() == ([first.pk], 1)


def test_signing_in_does_not_show_what_a_visitor_was_shown(own_database: str) -> None:
    role = RoleFactory()
    DocumentFactory(plan=True, organisation=role.organisation, published_at=None)
    assert asked()[0] == []
    assert len(asked(role.user)[0]) == 1
    assert asked()[0] == []


@pytest.mark.django_db
def test_issuers_with_few_documents_are_left_out_but_can_be_asked_for() -> None:
    for number in range(40):
        document = DocumentFactory()
        document.issuers.add(OrganisationFactory(slug=f"utgiver-{number}", name=f"U {number:02}"))
    document.issuers.add(OrganisationFactory.create(slug="siste", name="Å"))
    DocumentFactory().issuers.add(document.issuers.get(slug="siste"))

    [facet] = [found for found in Library(QueryDict(""), VISITOR).facets if found.name == "utgiver"]
    assert facet.choices[0].value == "siste"
    assert (len(facet.choices), facet.left_out) == (30, 11)
    asked_for = Library(QueryDict("utgiver=utgiver-39"), VISITOR)
    assert not asked_for.has_errors
    assert len(asked_for.keys) == 1
    [facet] = [found for found in asked_for.facets if found.name == "utgiver"]
    assert [choice.value for choice in facet.choices if choice.chosen] == ["utgiver-39"]
