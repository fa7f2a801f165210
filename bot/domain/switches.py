"""On and off, as people write them."""

from bot import errors

ON = frozenset({"on", "ya", "yes", "nyala", "aktif", "hidup"})
OFF = frozenset({"off", "tidak", "no", "mati", "nonaktif", "gak"})


def switch(word: str) -> bool:
    """True for on, False for off; raises `errors.Misused` for anything else."""
    plain = word.strip().lower()
    if plain in ON:
        return True
    if plain in OFF:
        return False
    raise errors.Misused
