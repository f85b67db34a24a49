"""An endpoint on the loopback address that answers with prepared replies."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Reply:
    """What the endpoint sends: a status, a body in parts, and waits before and between them."""

    body: bytes = b""
    status: int = 200
    wait: float = 0
    drip: float = 0
    repeat: int = 1
    headers: dict[str, str] = field(default_factory=dict)


def answer(content: Any, **message: Any) -> Reply:
    """A chat completion with some content, as text or as data."""
    plain = content is None or isinstance(content, str)
    text = content if plain else json.dumps(content, ensure_ascii=False)
    finish = message.pop("finish_reason", "stop")
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant"}}
    choice["message"] |= {"content": text} | message  # type: ignore[operator]
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return Reply(json.dumps(body, ensure_ascii=False).encode())


@dataclass
class Endpoint:
    """A running endpoint: what to answer, and what it was asked."""

    url: str
    replies: list[Reply]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def next(self) -> Reply:
        """The next reply; the last one is given again and again."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serve(*replies: Reply) -> Iterator[Endpoint]:
    """An endpoint that answers requests in turn with replies."""
    endpoint = Endpoint("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            endpoint.asked.append(json.loads(self.rfile.read(length)))
            endpoint.keys.append(self.headers.get("Authorization", ""))
            self._send(endpoint.next())

        def do_GET(self) -> None:
            endpoint.asked.append({"followed": self.path})
            self._send(Reply(status=404))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.wait)
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Connection", "close")
                self.end_headers()
                for _ in range(reply.repeat):
                    self.wfile.write(reply.body)
                    self.wfile.flush()
                    time.sleep(reply.drip)
            except OSError:
                pass  # the client broke off, as it should

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
