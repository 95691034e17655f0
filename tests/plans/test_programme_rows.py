"""The programme's points are its aims, and what was given a place keeps it."""

import pytest

from tests.factories import (
    ActionFactory,
    AimFactory,
    DocumentFactory,
    MeasureFactory,
    ProgrammeFactory,
)
from tests.raw import change, delete, foreign_key, insert, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("level", ["regional", "european"])
def test_programme_of_another_level_is_refused(level: str) -> None:
    document = DocumentFactory(level=level)
    with refused("programme_level"):
        insert(ProgrammeFactory.build(document=document))


def test_document_of_a_programme_keeps_its_level() -> None:
    document = ProgrammeFactory().document
    with refused("programme_level"):
        change(document, level="regional")


def test_programme_has_no_aims() -> None:
    document = DocumentFactory(level="programme")
    with refused("programme_has_no_aims"):
        insert(AimFactory.build(document=document))


def test_document_with_aims_cannot_become_a_programme() -> None:
    document = AimFactory(document__level="regional").document
    with refused("programme_has_no_aims"):
        change(document, level="programme")


def test_aim_stays_in_its_document() -> None:
    with refused("aim_document_fixed"):
        change(AimFactory(), document_id=DocumentFactory().pk)


def test_programme_stays_with_its_document() -> None:
    other = DocumentFactory(level="programme")
    with refused("programme_document_fixed"):
        change(ProgrammeFactory(), document_id=other.pk)


def test_measure_stays_in_its_programme() -> None:
    with refused("measure_programme_fixed"):
        change(MeasureFactory(), programme_id=ProgrammeFactory().pk)


def test_point_stays_under_its_measure() -> None:
    with refused("action_measure_fixed"):
        change(ActionFactory(), measure_id=MeasureFactory().pk)


def test_number_is_given_once() -> None:
    point = ActionFactory()
    with refused("action_number_once_a_measure"):
        insert(ActionFactory.build(measure=point.measure, number=point.number))
    with refused("measure_number_once_a_programme"):
        insert(MeasureFactory.build(programme=point.measure.programme, number=point.measure.number))


def test_key_of_an_aim_is_given_once() -> None:
    aim = AimFactory()
    with refused("aim_key_once_a_document"):
        insert(AimFactory.build(document=aim.document, key=aim.key))


def test_measure_point_and_aim_have_a_text() -> None:
    with refused("measure_has_a_title"):
        change(MeasureFactory(), title_nb="")
    with refused("action_has_a_text"):
        change(ActionFactory(), text_nb="")
    with refused("aim_has_a_text"):
        change(AimFactory(), text_nb="")


def test_nothing_that_holds_points_can_be_deleted() -> None:
    point = ActionFactory()
    measure = point.measure
    with refused(foreign_key(point, "measure")):
        delete(measure)
    with refused(foreign_key(measure, "programme")):
        delete(measure.programme)
    with refused(foreign_key(measure.programme, "document")):
        delete(measure.programme.document)
