"""Anchors: reasoned links upward."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from network.choices import Confidence, one_of
from network.history import tracked
from plans import triggers
from plans.anchor_querysets import AnchorQuerySet
from plans.choices import AnchorStatus, Level
from plans.models.aims import Aim
from plans.models.documents import PolicyDocument
from plans.models.programme import Action


def exactly_one(*names: str) -> Q:
    """Exactly one of the named foreign keys is set."""
    either = Q()
    for chosen in names:
        either |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return either


def is_written(name: str) -> Q:
    """The translated text says something, not just blanks, in at least one language."""
    written = Q()
    for code in ("nb", "nn", "en"):
        written |= Q(**{f"{name}_{code}__regex": r"[^[:space:]]"})
    return written


def by_whom(role: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=role,
        null=True, blank=True,
    )  # fmt: skip


def when(role: Any) -> models.DateTimeField[Any, Any]:
    return models.DateTimeField(role, null=True, blank=True)


def contested_index(name: str) -> models.Index:
    """The contested, a few among many."""
    return models.Index(fields=["contested_at"], condition=Q(contested_at__isnull=False), name=name)


# Where the reason comes from, in each language.
BASIS = ("basis", "basis_nn", "basis_en")
TARGETS = ("target_document", "target_aim", "target_action")
ENDS = ("source_document", "source_action", *TARGETS)


class AnchorBase(models.Model):
    """A link to a document, one of its aims or a point, with a reason and who stands behind it."""

    target_document = models.ForeignKey(
        PolicyDocument,
        models.PROTECT,
        related_name="%(class)ss_to",
        verbose_name=_("forankret i dokumentet"),
        null=True,
        blank=True,
    )
    target_aim = models.ForeignKey(
        Aim,
        models.PROTECT,
        related_name="%(class)ss_to",
        verbose_name=_("forankret i målet"),
        null=True,
        blank=True,
    )
    target_action = models.ForeignKey(
        Action,
        models.PROTECT,
        related_name="%(class)ss_to",
        verbose_name=_("forankret i tiltakspunktet"),
        null=True,
        blank=True,
    )
    rationale = TranslatedField(models.TextField(_("begrunnelse"), blank=True))
    basis = models.TextField(_("hvor begrunnelsen kommer fra"), blank=True)
    basis_nn = models.TextField(_("hvor begrunnelsen kommer fra, på nynorsk"), blank=True)
    basis_en = models.TextField(_("hvor begrunnelsen kommer fra, på engelsk"), blank=True)
    confidence = models.CharField(
        _("sikkerhet"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    status = models.CharField(
        _("status"), max_length=9, choices=AnchorStatus, default=AnchorStatus.PROPOSED
    )
    confirmed_by = by_whom(_("bekreftet av"))
    confirmed_at = when(_("bekreftet"))
    contested_by = by_whom(_("bestridt av"))
    contested_at = when(_("bestridt"))
    contest_reason = models.TextField(_("hvorfor den er bestridt"), blank=True)
    answered_by = by_whom(_("besvart av"))
    answered_at = when(_("besvart"))
    contest_answer = models.TextField(_("svar til den som bestrider den"), blank=True)
    rejected_by = by_whom(_("avvist av"))
    rejected_at = when(_("avvist"))
    rejection_reason = models.TextField(_("hvorfor den er avvist"), blank=True)
    created_at = models.DateTimeField(_("foreslått"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            one_of("%(class)s_status_known", "status", AnchorStatus),
            one_of("%(class)s_confidence_known", "confidence", Confidence),
            models.CheckConstraint(
                condition=exactly_one(*TARGETS),
                name="%(class)s_one_target",
                violation_error_message=_(
                    "Velg ett dokument, ett mål eller ett tiltakspunkt å forankre i."
                ),
            ),
            models.CheckConstraint(
                condition=is_written("rationale"),
                name="%(class)s_has_a_rationale",
                violation_error_message=_("Skriv en begrunnelse."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status=AnchorStatus.CONFIRMED,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                )
                | (~Q(status=AnchorStatus.CONFIRMED) & Q(confirmed_by=None, confirmed_at=None)),
                name="%(class)s_confirmed_by_and_at",
                violation_error_message=_("En bekreftelse har både et navn og et tidspunkt."),
            ),
            models.CheckConstraint(
                condition=Q(contested_by=None, contested_at=None, contest_reason="")
                | (
                    Q(contested_by__isnull=False, contested_at__isnull=False)
                    & ~Q(contest_reason="")
                ),
                name="%(class)s_contested_with_a_reason",
                violation_error_message=_("Den som bestrider en forankring, sier hvorfor."),
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, contest_answer="")
                | (
                    Q(
                        contested_at__isnull=False,
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                    )
                    & ~Q(contest_answer="")
                ),
                name="%(class)s_answered_where_contested",
                violation_error_message=_("Bare det som er bestridt, kan besvares."),
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(status=AnchorStatus.REJECTED)
                    & Q(rejected_by=None, rejected_at=None, rejection_reason="")
                )
                | (
                    Q(status=AnchorStatus.REJECTED)
                    & Q(rejected_by__isnull=False, rejected_at__isnull=False)
                    & ~Q(rejection_reason="")
                ),
                name="%(class)s_rejected_with_a_reason",
                violation_error_message=_("Den som avviser en forankring, sier hvorfor."),
            ),
        ]

    @property
    def source(self) -> Any:
        """What rests on the target."""
        raise NotImplementedError

    @property
    def is_confirmed(self) -> bool:
        """Whether it counts as confirmed: a contested anchor is shown as proposed meanwhile."""
        return self.status == AnchorStatus.CONFIRMED and self.contested_at is None

    @property
    def target(self) -> PolicyDocument | Aim | Action:
        """What it is anchored in, whichever of the three."""
        target = self.target_document or self.target_aim or self.target_action
        assert target is not None  # noqa: S101  (the database's check)
        return target

    @property
    def onward_document(self) -> PolicyDocument | None:
        """The document it leads to, itself or by an aim; None for a point."""
        return self.target_aim.document if self.target_aim else self.target_document

    @property
    def cited_document(self) -> PolicyDocument:
        """The document that is referred to for it; a point's is its programme's."""
        if self.target_action:
            return self.target_action.measure.programme.document
        document = self.onward_document
        assert document is not None  # noqa: S101  (the database's check)
        return document

    @property
    def target_level(self) -> Level:
        document = self.onward_document
        return Level(document.level) if document else Level.PROGRAMME


@tracked()
class Anchor(AnchorBase):
    """A document or a point rests on something at its own level or above."""

    source_document = models.ForeignKey(
        PolicyDocument,
        models.PROTECT,
        related_name="anchors",
        verbose_name=_("dokumentet som bygger på noe"),
        null=True,
        blank=True,
    )
    source_action = models.ForeignKey(
        Action,
        models.PROTECT,
        related_name="anchors",
        verbose_name=_("tiltakspunktet som bygger på noe"),
        null=True,
        blank=True,
    )

    objects = AnchorQuerySet["Anchor"].as_manager()

    class Meta(AnchorBase.Meta):
        verbose_name = _("forankring")
        verbose_name_plural = _("forankringer")
        indexes = [contested_index("anchor_contested")]
        constraints = [
            *AnchorBase.Meta.constraints,
            models.CheckConstraint(
                condition=exactly_one("source_document", "source_action"),
                name="anchor_one_source",
                violation_error_message=_("Velg ett dokument eller ett tiltakspunkt."),
            ),
            models.UniqueConstraint(
                fields=list(ENDS),
                nulls_distinct=False,
                name="anchor_once",
                violation_error_message=_("Denne forankringen finnes alt."),
            ),
        ]
        triggers = [
            triggers.guard(
                "anchor_guard",
                triggers.ANCHOR_GUARD,
                pgtrigger.Insert | pgtrigger.UpdateOf("status", *(f"{end}_id" for end in ENDS)),
                ("target_document", "bigint"),
                ("source_level", "text"),
                ("target_level", "text"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def get_absolute_url(self) -> str:
        return self.source.get_absolute_url()

    @property
    def source(self) -> PolicyDocument | Action:
        """What rests on the target."""
        source = self.source_document or self.source_action
        assert source is not None  # noqa: S101  (the database's check)
        return source

    @property
    def source_level(self) -> Level:
        return Level(self.source_document.level) if self.source_document else Level.PROGRAMME


class Turn(models.Model):
    """The one row that writers of the graph take turns on (see plans.triggers)."""

    taken = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="turn_is_one_row",
                violation_error_message="There is one turn to take.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.taken}"
