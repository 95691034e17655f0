"""Comments on activities."""

import uuid

import factory
from factory.django import DjangoModelFactory

from mobility.models import ActivityComment
from tests.factories import ActivityFactory, UserFactory


class ActivityCommentFactory(DjangoModelFactory):
    class Meta:
        model = ActivityComment

    activity = factory.SubFactory(ActivityFactory)
    text = "Fint, men hvem er vikar?"
    written_by = factory.SubFactory(UserFactory)
    submission = factory.LazyFunction(uuid.uuid4)
