"""Groups and channels, and who comes, goes and leads there."""

from collections.abc import Iterable

from tests.fakes.botapi import membership
from tests.fakes.botapi.chats import Chat, Link, Message, Topic
from tests.fakes.botapi.emit import emit, service
from tests.fakes.botapi.errors import NotAllowed
from tests.fakes.botapi.locked import Control, locked
from tests.fakes.botapi.methods_chats import new_topic
from tests.fakes.botapi.people import Member, User, default_permissions, default_rights, rights

JOIN_REQUEST_REACH = 5 * 60


class GroupControl(Control):
    @locked
    def user(self, name: str, username: str | None = None, language: str | None = "id", bot: bool = False) -> User:
        return self.world.new_user(name, username=username, language=language, is_bot=bot)

    @locked
    def supergroup(
        self,
        title: str,
        members: Iterable[User] = (),
        creator: User | None = None,
        bot: str | None = "administrator",
        forum: bool = False,
        bot_rights: Iterable[str] | None = None,
        username: str | None = None,
    ) -> Chat:
        """A supergroup with the bot as `"administrator"`, `"member"` or not at all; adding it is an update."""
        chat = self._group("supergroup", title, members, creator)
        chat.forum, chat.username = forum, username
        if bot:
            self.add_bot(chat, admin=bot == "administrator", rights=bot_rights)
        return chat

    @locked
    def group(
        self, title: str, members: Iterable[User] = (), creator: User | None = None, bot: str | None = "administrator"
    ) -> Chat:
        """A basic group, which may migrate."""
        chat = self._group("group", title, members, creator)
        if bot:
            self.add_bot(chat, admin=bot == "administrator")
        return chat

    def _group(self, kind: str, title: str, members: Iterable[User], creator: User | None) -> Chat:
        chat = self.world.new_chat(kind, title)
        owner = creator or self.world.new_user(f"Owner of {title}")
        chat.members[owner.id] = Member(owner, "creator")
        for user in members:
            chat.members.setdefault(user.id, Member(user, "member"))
        return chat

    @locked
    def channel(self, title: str, linked: Chat | None = None, bot: bool = False) -> Chat:
        """A channel; posts in it appear in the linked group by themselves."""
        chat = self.world.new_chat("channel", title, linked=linked)
        owner = self.world.new_user(f"Owner of {title}")
        chat.members[owner.id] = Member(owner, "creator")
        if linked:
            linked.linked = chat
        if bot:
            self.add_bot(chat, admin=True)
        return chat

    def owner(self, chat: Chat) -> User:
        return next(member.user for member in chat.members.values() if member.status == "creator")

    @locked
    def add_bot(
        self, chat: Chat, by: User | None = None, admin: bool = False, rights: Iterable[str] | None = None
    ) -> None:
        adder, bot = by or self.owner(chat), self.world.bot
        new = Member(bot, "member", is_member=True)
        if admin:
            new = Member(bot, "administrator", _granted(rights), promoted_by=adder.id)
        membership.change(self.world, chat, adder, new)
        if chat.is_group:
            service(self.world, chat, adder, {"new_chat_members": [bot.json()]})

    @locked
    def kick_bot(self, chat: Chat, by: User | None = None) -> None:
        membership.remove(self.world, chat, by or self.owner(chat), self.world.bot, 0)

    @locked
    def join(self, chat: Chat, user: User, by: User | None = None, link: Link | None = None) -> None:
        """Joins by themselves, through a link, or added by somebody."""
        member = chat.member(user, self.world.now())
        if member.present:
            raise NotAllowed(f"{user.name} is already in {chat.title}")
        if member.status == "kicked":
            raise NotAllowed(f"{user.name} is banned from {chat.title}")
        if link and (link.revoked or (link.limit and link.joined >= link.limit)):
            raise NotAllowed("the invite link does not work any more")
        if (link and link.by_request) or (chat.by_request and not by):
            raise NotAllowed("joining needs an approval: request_join")
        membership.join(self.world, chat, user, by, link)

    @locked
    def leave(self, chat: Chat, user: User) -> None:
        membership.leave(self.world, chat, user)

    @locked
    def kick(self, chat: Chat, user: User, by: User | None = None, ban: bool = True) -> None:
        """Removed by a person, not by the bot."""
        membership.remove(self.world, chat, by or self.owner(chat), user, 0 if ban else None)

    @locked
    def restrict(self, chat: Chat, user: User, by: User | None = None, until: int = 0) -> None:
        """Silenced by a person, not by the bot."""
        silent = dict.fromkeys(default_permissions(), False)
        membership.restrict(self.world, chat, by or self.owner(chat), user, silent, until)

    @locked
    def promote(
        self, chat: Chat, user: User, rights: Iterable[str] | None = None, by: User | None = None,
        anonymous: bool = False,
    ) -> None:  # fmt: skip
        """Makes an administrator with the rights that the apps tick, or with those named."""
        membership.promote(self.world, chat, by or self.owner(chat), user, _granted(rights), anonymous)

    @locked
    def demote(self, chat: Chat, user: User, by: User | None = None) -> None:
        membership.promote(self.world, chat, by or self.owner(chat), user, rights(()))

    @locked
    def invite_link(self, chat: Chat, by_request: bool = False, limit: int = 0) -> Link:
        return self.world.link(chat, self.owner(chat), by_request=by_request, limit=limit)

    @locked
    def request_join(self, chat: Chat, user: User, link: Link | None = None, bio: str | None = None) -> None:
        """For five minutes the bot may then write to the user, even if never started."""
        now = self.world.now()
        if chat.member(user, now).present:
            raise NotAllowed(f"{user.name} is already in {chat.title}")
        chat.requests[user.id] = link
        user.reachable_until = now + JOIN_REQUEST_REACH
        chat.members.setdefault(user.id, Member(user))
        content = {"chat": chat.json(), "from": user.json(), "user_chat_id": user.id, "date": int(now)}
        if link:
            link.pending += 1
            content["invite_link"] = link.json()
        if bio:
            content["bio"] = bio
        if chat.member(self.world.bot, now).may("can_invite_users"):
            emit(self.world, "chat_join_request", content, chat.id)

    @locked
    def topic(self, chat: Chat, name: str, by: User | None = None) -> Topic:
        return new_topic(self.world, chat, by or self.owner(chat), name)

    @locked
    def rename(self, chat: Chat, title: str, by: User | None = None) -> Message:
        chat.title = title
        return service(self.world, chat, by or self.owner(chat), {"new_chat_title": title})

    @locked
    def migrate(self, chat: Chat) -> Chat:
        """A basic group becomes a supergroup with a new id; the old one refuses everything."""
        if chat.type != "group" or chat.migrated_to:
            raise NotAllowed("only basic groups migrate, and only once")
        new = self.world.new_chat("supergroup", chat.title or "")
        new.members, new.permissions, new.seen_by_bot = dict(chat.members), chat.permissions, chat.seen_by_bot
        owner = self.owner(chat)
        service(self.world, chat, owner, {"migrate_to_chat_id": new.id})
        chat.migrated_to = new
        service(self.world, new, owner, {"migrate_from_chat_id": chat.id})
        return new


def _granted(names: Iterable[str] | None) -> dict[str, bool]:
    return default_rights() if names is None else rights({"can_manage_chat", *names})
