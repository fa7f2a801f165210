"""Tells from the outside whether a message asks something, or says thanks: cheaply, because every message is asked."""

import re

LONGEST = 400  # characters; what is longer tells a story
WORD = re.compile(r"[^\W_]+")
CALLING = r"(?:kak|kakak|min|admin|mimin|gan|sis|bang|mas|mbak|bro|guys|halo|hai|hi|hello|hey|permisi|maaf|mau tanya)"
QUESTION = (
    r"(?:bagaimana|gi?mana|gmn|berapa|brp|kapan|kpn|(?:di|ke|dari) ?mana|dmn|kmn|mana|kenapa|knp|mengapa|apa(?:kah)?)"
)
BEGINS = re.compile(
    rf"\W*(?:{CALLING}\W+){{0,3}}(?:{QUESTION}|siapa|bisakah|bolehkah|adakah|ada yang (?:tau|tahu)|cara(?:nya)?|"
    r"minta (?:link|info|no|nomor)|(?:how|where|when|what|which|who|why)(?:'?s)?|(?:can|do) (?:i|we|you)|"
    r"(?:is|are) there)\b",
    re.IGNORECASE,
)
ENDS = re.compile(rf"\b{QUESTION}(?:\W+(?:ya|yah|sih|nih|dong|{CALLING}))*\W*$", re.IGNORECASE)
THANKS = re.compile(
    r"\b(?:terima ?kasih|trima ?kasih|trimakasih|makasih|makasi|mksh|trims|nuhun|suwun|tengkyu|"
    r"thanks?|thank ?you|thx|tq|tysm)\b",
    re.IGNORECASE,
)
NEVER_ASKS = "/.!#"
"""What begins so is a command or a note."""


def is_question(text: str) -> bool:
    """Whether somebody asks something: a question mark, or how a question begins or ends."""
    if len(text) > LONGEST or text[:1] in NEVER_ASKS:
        return False
    if "?" not in text and not BEGINS.match(text) and not ENDS.search(text[-60:]):
        return False
    said = WORD.findall(text)
    return len(said) > 2 or (len(said) == 2 and len(text) >= 12)


def is_thanks(text: str) -> bool:
    """Whether a short message thanks somebody."""
    return len(text) <= LONGEST and THANKS.search(text) is not None
