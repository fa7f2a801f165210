"""The fake as a process of its own: prints its address as JSON and serves until it is ended."""

import argparse
import json
import os
import signal
import sys
import threading

from tests.fakes.botapi.control import BotApi
from tests.fakes.botapi.state import TOKEN


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--privacy", action="store_true", help="the bot has privacy mode")
    parser.add_argument("--newer", action="store_true", help="add the fields of later versions that aiogram requires")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input is closed")
    parser.add_argument("--no-validation", action="store_true", help="for benchmarks")
    parser.add_argument("--webhook-lanes", type=int, default=1, help="deliveries at once, in order for each chat")
    given = parser.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDED_BY)
    options = {"newer": given.newer, "seed": given.seed, "privacy": given.privacy, "webhook_lanes": given.webhook_lanes}
    with BotApi.serve(token=given.token, port=given.port, validate=not given.no_validation, **options) as api:
        told = {"base": api.base, "url": api.url, "token": api.token, "port": api.port}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        if given.with_parent:
            threading.Thread(target=end_with_input, daemon=True).start()
        signal.sigwait(ENDED_BY)


def end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


ENDED_BY = {signal.SIGINT, signal.SIGTERM}

if __name__ == "__main__":
    main()
