"""A poll: its options, its votes, and how the bot sees it."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.botapi.people import User

Json = dict[str, Any]


@dataclass(eq=False)
class Poll:
    """Votes are option indexes by user id."""

    id: str
    question: str
    options: list[Json]
    quiz: bool = False
    anonymous: bool = True
    multiple: bool = False
    revoting: bool = True
    correct: list[int] = field(default_factory=list)
    explanation: str | None = None
    description: str | None = None
    open_period: int = 0
    close_date: int = 0
    closed: bool = False
    own: bool = True
    votes: dict[int, list[int]] = field(default_factory=dict)
    voters: dict[int, User] = field(default_factory=dict)

    def json(self, in_message: bool = True) -> Json:
        shown: Json = {
            "id": self.id,
            "question": self.question,
            "options": [option | {"voter_count": self.count(index)} for index, option in enumerate(self.options)],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": "quiz" if self.quiz else "regular",
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": False,
        }
        if self.quiz and (self.closed or self.own):
            shown["correct_option_ids"] = self.correct
            if self.explanation is not None:
                shown["explanation"] = self.explanation
        timing = {"open_period": self.open_period, "close_date": self.close_date}
        shown |= {name: value for name, value in timing.items() if value}
        if in_message and self.description:
            shown["description"] = self.description
        return shown

    def count(self, index: int) -> int:
        return sum(index in chosen for chosen in self.votes.values())

    def answer(self, user: User) -> Json:
        chosen = self.votes.get(user.id, [])
        ids = [self.options[index]["persistent_id"] for index in chosen]
        return {"poll_id": self.id, "user": user.json(), "option_ids": chosen, "option_persistent_ids": ids}
