"""Takes the requests of UpdateObjectEncryption, which moto does not know (it would take one for an upload and lose the object).

Everything else goes to moto. What is checked by it is what the AWS CLI sends, and nothing of what AWS would do then.
"""

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


class Recorder:
    def __init__(self, endpoint):
        self.requests = []
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                address = urlsplit(self.path)
                _, bucket, key = [*unquote(address.path).split("/", 2), ""][:3]
                if self.command == "PUT" and key and address.query == "encryption":
                    recorder.requests.append((bucket, key, body.decode()))
                    return self.reply(200, {}, b"")
                request = urllib.request.Request(endpoint + self.path, body or None, dict(self.headers), method=self.command)
                try:
                    with urllib.request.urlopen(request) as response:
                        self.reply(response.status, response.headers, response.read())
                except urllib.error.HTTPError as error:
                    self.reply(error.code, error.headers, error.read())

            do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer

            def reply(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "connection", "date", "server", "transfer-encoding"):
                        self.send_header(name, value)
                length = headers.get("Content-Length") if self.command == "HEAD" else len(body)
                self.send_header("Content-Length", str(length or 0))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.endpoint = "http://127.0.0.1:%d" % self.server.server_port

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()
