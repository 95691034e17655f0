"""Records that were remembered before the keys of points named their programme."""

from portal.models import LoadedRecord

BEFORE = r"^[0-9.]+$"
ENDS = {"source_action_id": 0, "target_action_id": 1}


def name_programmes() -> None:
    """Turn the key `1.2` into `<programme>/1.2`, and in anchors likewise; does nothing twice."""
    for model, above, column in (
        ("plans.Measure", "plans.Programme", "programme_id"),
        ("plans.Action", "plans.Measure", "measure_id"),
    ):
        keys = keys_of(above)
        for row in LoadedRecord.objects.filter(model=model, key__regex=BEFORE).order_by("pk"):
            programme = keys[row.values[column]].partition("/")[0]
            row.key = f"{programme}/{row.key}"
            row.save(update_fields=["key"])
    actions = keys_of("plans.Action")
    anchors = LoadedRecord.objects.filter(model__in=["plans.Anchor", "mobility.ActivityAnchor"])
    for row in anchors.filter(key__regex=r"(^| → )[0-9.]+( → |$)").order_by("pk"):
        ends = row.key.split(" → ")
        for column, place in ENDS.items():
            if row.values.get(column):
                ends[place] = actions[row.values[column]]
        row.key = " → ".join(ends)
        row.save(update_fields=["key"])


def keys_of(model: str) -> dict[int, str]:
    """Key by the primary key of the row."""
    rows = LoadedRecord.objects.filter(model=model).order_by("pk")
    return dict(rows.values_list("object_id", "key"))
