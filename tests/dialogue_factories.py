"""Talks with the leaders, about an activity and about a plan."""

import datetime
import uuid

import factory
from factory.django import DjangoModelFactory

from mobility.models import ActivityDialogue
from plans.models import LeaderDialogue
from tests.factories import ActivityFactory, DocumentFactory, UserFactory


class DialogueBaseFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    held_on = datetime.date(2026, 10, 1)
    forum = "Ledermøtet"
    with_role = "rektor"
    agreed = "Tid og vikarer."
    says_yes = True
    noted_by = factory.SubFactory(UserFactory)
    submission = factory.LazyFunction(uuid.uuid4)


class ActivityDialogueFactory(DialogueBaseFactory):
    class Meta:
        model = ActivityDialogue

    activity = factory.SubFactory(ActivityFactory)


class LeaderDialogueFactory(DialogueBaseFactory):
    class Meta:
        model = LeaderDialogue

    plan = factory.SubFactory(DocumentFactory, plan=True)
