"""Everything that can go wrong on purpose, as one tree.

PamongError
├── Refused        said to the person who asked, by text key; nothing has changed
│   └── Misused    the arguments of a command make no sense: its usage line is said
├── Unreachable    the outside does not answer; tried again later
├── Misconfigured  said to the operator in one sentence, with a right example
└── Taken          another process already serves this database or token
"""


class PamongError(Exception):
    """The root of the tree."""


class Refused(PamongError):
    """Told to the person who asked, in their language."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Misused(Refused):
    """Answered with the usage line of the command, which has an example."""

    def __init__(self) -> None:
        super().__init__("help.how")


class Unreachable(PamongError):
    """Something outside did not answer; the same call may succeed later."""


class Misconfigured(PamongError):
    """The operator's configuration cannot work; the sentence says what to write instead."""


class Taken(PamongError):
    """Another process owns what this one needs."""
