"""Partnerships and accreditations with sensible defaults."""

import uuid

import factory
from factory.django import DjangoModelFactory

from mobility.models import Accreditation, AccreditationMember, Partnership, Party
from tests.factories import NOW, OrganisationFactory


class PartnershipFactory(DjangoModelFactory):
    class Meta:
        model = Partnership

    slug = factory.Sequence(lambda number: f"avtale-{number}")
    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda number: f"Avtale {number}")
    kind = "cooperation"
    published_at = NOW


class PartyFactoryBase(DjangoModelFactory):
    class Meta:
        abstract = True

    name = factory.Sequence(lambda number: f"Partner {number}")
    country = "FI"
    submission = factory.LazyFunction(uuid.uuid4)


class AgreementPartyFactory(PartyFactoryBase):
    class Meta:
        model = Party

    agreement = factory.SubFactory(PartnershipFactory)


class AccreditationFactory(DjangoModelFactory):
    class Meta:
        model = Accreditation

    slug = factory.Sequence(lambda number: f"akkreditering-{number}")
    organisation = factory.SubFactory(OrganisationFactory)
    field = "vet"
    published_at = NOW


class AccreditationMemberFactory(PartyFactoryBase):
    class Meta:
        model = AccreditationMember

    agreement = factory.SubFactory(AccreditationFactory)
