"""Of an album its author hears once, and every picture goes."""

from bot.chat.actions import Delete
from bot.chat.events import MessageKind
from tests.cast import SARI, private, says
from tests.stage import Stage


def test_an_album_goes_as_a_whole_and_is_told_once(stage: Stage) -> None:
    stage.happens(says(SARI, "/start", private(SARI)))
    stage.delivers()
    album = [says(SARI, "", kind=MessageKind.PHOTO, album="a1") for _ in range(5)]
    stage.happens(*album)
    gone = {did.message for did in stage.delivers() if isinstance(did, Delete)}
    assert gone >= {picture.message for picture in album}
    assert sum("setelah 24 jam" in text for text in stage.screen(private(SARI))) == 1
