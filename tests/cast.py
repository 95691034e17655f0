"""The invented people of the demo data, as the tests call them; without anything from a library."""

CAST = {
    "fjordvik": "kari.koordinator@example.org",
    "hogfjell": "nils.nettverk@example.org",
    "kvernstein": "lena.laretid@example.org",
    "havbris": "marius.mobilitet@example.org",
    "county": "frida.fylke@example.org",
    "colleague": "kine.kollega@example.org",
    "leader": "leif.leder@example.org",
    "administrator": "astrid.administrator@example.org",
    "visitor": None,
}
