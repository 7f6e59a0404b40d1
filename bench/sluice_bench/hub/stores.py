"""
What serves the objects: Swift, or nginx, which serves files and does nothing else.
"""

import os
import pwd
from urllib.parse import urlsplit

from lake import health
from sluice_bench.hub.processes import Program
from sluice_bench.upload.client import Uploader, put_request
from one_node_swift import free_ports

SWIFT, NGINX = "swift", "nginx"
UPLOADERS = 8
CONF = """%(user)sworker_processes 1;
daemon off;
pid %(root)s/nginx.pid;
error_log stderr warn;
events { worker_connections 512; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  default_type application/octet-stream;
  etag off;
  open_file_cache max=2000;
%(temporary)s
  server {
    listen 127.0.0.1:%(port)d;
    root %(root)s/objects;
    location = /healthcheck { return 200 OK; }
    # It takes whatever is sent, and forgets it.
    location = /taken { client_max_body_size 0; return 204; }
    # An object's name ends in its MD5, which Swift tells as its ETag.
    location ~ "-(?<md5>[0-9a-f]{32})$" { add_header ETag $md5; try_files $uri /$md5 =404; }
  }
}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """Serves what is put into it, under the paths that Swift has."""

    name = NGINX

    def __init__(self, rig):
        self._rig = rig
        self._folder = rig.root / "objects"
        self.port = free_ports(1)[0]
        self.url = "http://127.0.0.1:%d" % self.port

    def start(self):
        """Starts it, with a configuration of its own and in a folder of its own."""
        self._folder.mkdir()
        root = self._rig.root
        user = "user %s;\n" % pwd.getpwuid(0).pw_name if os.geteuid() == 0 else ""
        conf = root / "nginx.conf"
        conf.write_text(CONF % {
            "user": user, "root": root, "port": self.port, "temporary": "\n".join(
                "  %s_temp_path %s/%s;" % (each, root, each) for each in TEMPORARY)})
        program = Program(self._rig, NGINX, ["/usr/sbin/nginx", "-p", str(root), "-c", str(conf),
                                             "-e", "stderr"])
        program.await_well(lambda: health.http_get(self.port, "/healthcheck"), 15)
        self.pids = lambda: {NGINX: program.pid}

    def path(self, container, name):
        """The file of an object."""
        return self._folder / "v1" / self._rig.account / container / name

    def share(self, etag):
        """:returns: the file that is served for each object whose name ends in this MD5"""
        return self._folder / etag

    def put(self, container, objects):
        """Stores objects."""
        self.path(container, "").mkdir(parents=True, exist_ok=True)
        for each in objects:
            self.path(container, each.name).write_bytes(each.body)


class Swift:
    """The lake's own, by its proxy with the filter."""

    name = SWIFT

    def __init__(self, rig):
        self._rig = rig
        self.url = rig.uri("proxy", "http")

    def start(self):
        """It runs already."""

    def pids(self):
        """Of the proxy and the server of the objects."""
        return {name: pid for name, pid in self._rig.pids().items() if name in ("proxy", "object")}

    def put(self, container, objects):
        """Uploads objects."""
        connection, token = self._rig.log_in()
        connection.put_container(container)
        place = urlsplit(connection.url)
        Uploader((place.hostname, place.port), [
            put_request(place.netloc, "%s/%s/%s" % (place.path, container, each.name), token,
                        each.body, each.content_type) for each in objects],
                 UPLOADERS).closed_loop()
