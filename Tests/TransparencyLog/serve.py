"""Serves a folder over http on loopback while a command runs; `{}` in its words becomes the address.

Usage: serve.py FOLDER COMMAND...   Exit code and output are the command's.
"""

import functools
import http.server
import subprocess
import sys
import threading

folder, *words = sys.argv[1:]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"
done = subprocess.run([word.replace("{}", address) for word in words], timeout=600)
server.shutdown()
sys.exit(done.returncode)
