"""Which function answers what: handlers, jobs and forms register with a router, routers with the app."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.chat.actions import Actions
from bot.chat.events import Chose, Command, Due, Event, Form, Message, Worked
from bot.chat.facts import Role
from bot.context import Context
from bot.settings import Section

Handler = Callable[[Any, Context], Actions | None]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Step:
    """One handler under a name that survives a restart; `when` says cheaply whether it cares."""

    name: str
    run: Handler
    when: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: who may call it and where, and how it is explained (texts `noun.help.name`, `noun.usage.name`)."""

    name: str
    aliases: tuple[str, ...]
    noun: str
    role: Role
    about_group: bool
    destructive: bool
    forms: bool
    step: Step
    saying: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Router:
    """The handlers of one capability; `name` is its noun, `sections` are its settings."""

    name: str
    sections: tuple[type[Section], ...] = ()
    commands: list[CommandSpec] = field(default_factory=list)
    listeners: list[tuple[type[Event], Step]] = field(default_factory=list)
    routes: dict[tuple[type[Event], str], Step] = field(default_factory=dict)

    def on(self, *kinds: type[Event], when: Callable[[Any], bool] | None = None) -> Callable[[H], H]:
        """Called for every event of these kinds; for messages only when nothing before it answered."""

        def register(handler: H) -> H:
            step = self._step(handler, when)
            self.listeners += [(kind, step) for kind in kinds]
            return handler

        return register

    def command(
        self,
        name: str,
        *aliases: str,
        role: Role = Role.STRANGER,
        about_group: bool = True,
        destructive: bool = False,
        forms: bool = False,
        saying: Mapping[str, str] | None = None,
    ) -> Callable[[H], H]:
        """Answers a command. `about_group`: needs to know which group; `destructive`: the role is asked anew;
        `forms`: `d` in front also deletes the message that is replied to, `s` in front is silent.
        `saying`: further names that say an argument by themselves, as `close` is `quiet on`.
        """

        def register(handler: H) -> H:
            step = self._step(handler)
            spec = CommandSpec(name, aliases, self.name, role, about_group, destructive, forms, step, saying or {})
            self.commands.append(spec)
            return handler

        return register

    def chose(self, route: str) -> Callable[[H], H]:
        """Answers a choice that was offered with this route."""
        return self._routed(Chose, route)

    def due(self, kind: str) -> Callable[[H], H]:
        """Does what is due of this kind."""
        return self._routed(Due, kind)

    def form(self, name: str) -> Callable[[H], H]:
        """Takes a form."""
        return self._routed(Form, name)

    def worked(self, kind: str) -> Callable[[H], H]:
        """Takes the result of slow work."""
        return self._routed(Worked, kind)

    def step(self, name: str) -> Callable[[H], H]:
        """Takes the next message of somebody in a conversation at this step."""
        return self._routed(Message, name)

    def _routed(self, kind: type[Event], route: str) -> Callable[[H], H]:
        def register(handler: H) -> H:
            self.routes[kind, route] = self._step(handler)
            return handler

        return register

    def _step(self, handler: Handler, when: Callable[[Any], bool] | None = None) -> Step:
        return Step(f"{handler.__module__}.{handler.__name__}", handler, when)


class Routes:
    """All routers as one, and the rules that moderation asks before them: what the engine asks."""

    def __init__(self, routers: Sequence[Router], rules: Sequence[Any] = ()) -> None:
        self.rules: Sequence[Any] = rules
        self.commands: dict[str, CommandSpec] = {}
        self.listeners: dict[type[Event], list[Step]] = {}
        self.routes: dict[tuple[type[Event], str], Step] = {}
        self.sections: dict[str, type[Section]] = {}
        self.steps: dict[str, Step] = {}
        for router in routers:
            self._add(router)
        for rule in rules:
            self.sections.setdefault(rule.settings.section, rule.settings)

    def _add(self, router: Router) -> None:
        for spec in router.commands:
            for name in (spec.name, *spec.aliases, *spec.saying):
                self._once(self.commands, name, spec)
        for kind, step in router.listeners:
            self.listeners.setdefault(kind, []).append(step)
        for route, step in router.routes.items():
            self._once(self.routes, route, step)
        for section in router.sections:
            self._once(self.sections, section.section, section)
        everything = [spec.step for spec in router.commands] + [step for _, step in router.listeners]
        self.steps |= {step.name: step for step in [*everything, *router.routes.values()]}

    @staticmethod
    def _once(table: dict[Any, Any], key: Any, value: Any) -> None:
        if key in table:
            raise ValueError(f"{key!r} is registered twice")
        table[key] = value

    def listening(self, event: Event) -> list[Step]:
        """The listeners that care about an event, in the order of registration."""
        return [step for step in self.listeners.get(type(event), ()) if step.when is None or step.when(event)]

    def called(self, word: str) -> tuple[CommandSpec, str] | None:
        """The command that a word calls, and the form ("d", "s" or "") in which it does."""
        name = word.lower()
        if name in self.commands:
            return self.commands[name], ""
        spec = self.commands.get(name[1:]) if name[:1] in ("d", "s") else None
        return (spec, name[0]) if spec is not None and spec.forms else None

    def specs(self) -> list[CommandSpec]:
        """Every command once, in the order of registration."""
        return list({spec.name: spec for spec in self.commands.values()}.values())


def command_of(spec: CommandSpec, message: Message, args: str, form: str = "") -> Command:
    """The same message as a call of a command."""
    values = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    return Command(**values, name=spec.name, args=args, form=form)
