"""What each person of the cast gets at addresses that are not for everybody."""

VISITOR_IS_SENT_AWAY = {"visitor": 302}
FJORDVIK = "fjordvik-videregaende-skole-eksempel"


def people_of_fjordvik(status: int, colleague: int) -> dict[str, int]:
    """What Fjordvik's people and the county get; for others the page does not exist."""
    own = dict.fromkeys(("fjordvik", "county", "administrator"), status)
    return {**own, "colleague": colleague, "visitor": 302}


NO_ACTIVITIES_OF_THEIR_OWN = {
    **dict.fromkeys(("county", "administrator", "colleague"), 404),
    "visitor": 302,
}
ONLY_THE_COUNTY = {"county": 200, "administrator": 200, "visitor": 302}
# What only the county may do, with a number that nothing has.
ONLY_THE_COUNTY_GUESSES = dict.fromkeys(ONLY_THE_COUNTY, 404) | VISITOR_IS_SENT_AWAY
RUN_FJORDVIK = {"fjordvik": 200, "visitor": 302}
# What is published is not deleted: whoever may is sent to where it is taken back.
TAKEN_BACK_FIRST = {"fjordvik": 302, "visitor": 302}
RUN_ACTIVITIES = {
    **dict.fromkeys(
        ("fjordvik", "hogfjell", "kvernstein", "havbris", "leader", "county", "administrator"), 200
    ),
    "visitor": 302,
}
RUN_PLANS = {
    **dict.fromkeys(("fjordvik", "hogfjell", "kvernstein", "havbris", "leader"), 200),
    "visitor": 302,
}
RUN_KVERNSTEIN = {"kvernstein": 200, "leader": 200, "visitor": 302}
AGREEMENTS = (
    ("partnership", "utveksling-med-lycee-des-tilleuls", RUN_FJORDVIK),
    ("accreditation", "opplaeringskontoret-kvernstein-eksempel-vet", RUN_KVERNSTEIN),
)
ONLY_VISITORS_STAY = {"visitor": 200}
