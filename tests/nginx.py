"""A real nginx with the configuration of deploy/, and nothing changed in it but its places."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from tests import tools
from tests.site import PROJECT, free_port

HOST = "migration.example.org"
START = 5  # seconds that a start may take before the test gives up
MAIN = """
{user}
daemon off;
worker_processes 2;
pid {directory}/pid;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {directory}/bodies;
    proxy_temp_path {directory}/answers;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    access_log {directory}/access.log;
    include {directory}/site.conf;
}}
"""


class Nginx:
    """Before two machines, in a directory of its own: `with Nginx(ports, data_dir) as nginx:`."""

    def __init__(self, ports, data_dir):
        self.upstreams, self.data_dir = ports, data_dir
        self.port, self.plain_port = free_port(), free_port()
        self.process = None

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="nginx-"))
        self.log = self.directory / "error.log"
        try:
            self._make_certificate()
            self._write_configuration()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        if self.process:
            self.stop()
        shutil.rmtree(self.directory)

    def stop(self):
        """Now everything that it writes is written."""
        self.process.terminate()
        self.process.wait(timeout=START)

    def records(self):
        """Who read what, in lines, once nginx has stopped."""
        return (self.directory / "access.log").read_text().splitlines()

    def copies(self):
        """The files of the pages that it holds."""
        return [path for path in self.directory.glob("migration-office*/**/*") if path.is_file()]

    def _write_configuration(self):
        user = "user root;" if os.geteuid() == 0 else ""  # who may read the directories of tests
        (self.directory / "main.conf").write_text(MAIN.format(user=user, directory=self.directory))
        text = (PROJECT / "deploy/nginx.conf").read_text()
        for shipped, here in self._places().items():
            if shipped not in text:
                raise RuntimeError(f"deploy/nginx.conf has no {shipped} any more.")
            text = text.replace(shipped, here)
        (self.directory / "site.conf").write_text(text)

    def _places(self):
        """What deploy/nginx.conf says -> what it is here; the second address stands for IPv6."""
        return {
            "10.0.0.11:8000": f"127.0.0.1:{self.upstreams[0]}",
            "10.0.0.12:8000": f"127.0.0.1:{self.upstreams[1]}",
            "/srv/migration-office/var": str(self.data_dir),
            "/var/cache/": f"{self.directory}/",
            "/etc/ssl/certs/": f"{self.directory}/",
            "/etc/ssl/private/": f"{self.directory}/",
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen [::]:443": f"listen 127.0.0.2:{self.port}",
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "listen [::]:80": f"listen 127.0.0.2:{self.plain_port}",
        }

    def _make_certificate(self):
        certificate = self.directory / f"{HOST}.pem"
        made = f"req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN={HOST}"
        files = ["-keyout", certificate.with_suffix(".key"), "-out", certificate]
        name = ["-addext", f"subjectAltName=DNS:{HOST}"]
        command = [tools.openssl(), *made.split(), *name, *files]
        subprocess.run(command, check=True, capture_output=True)
        self.trust = ssl.create_default_context(cafile=certificate)

    def _start(self):
        command = [tools.nginx(), "-p", self.directory, "-c", self.directory / "main.conf"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen([*command, "-e", "stderr"], stderr=log)
        give_up = time.monotonic() + START
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"nginx did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def _listens(self):
        try:
            self._connect().close()
        except OSError:
            return False
        return True

    def _connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        return self.trust.wrap_socket(plain, server_hostname=HOST)

    def get(self, path, **headers):
        return self.request("GET", path, **headers)

    def request(self, method, path, body=None, **headers):
        """The bare answer of one request by HTTPS, with its body read."""
        connection = http.client.HTTPConnection(HOST)
        connection.sock = self._connect()
        try:
            connection.request(method, path, body, headers={"Host": HOST} | headers)
            response = connection.getresponse()
            response.body = response.read()
            return response
        finally:
            connection.close()
