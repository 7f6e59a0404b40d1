"""Keystone's v3 interface, as far as a lake's set-up needs it: make what is not there yet."""

import http.client
import json
from urllib.parse import quote

from lake.errors import LakeError


class Keystone:
    """Speaks to a Keystone on this machine as its administrator."""

    def __init__(self, port: int, password: str):
        self.port = port
        self.token = None
        user = {"name": "admin", "domain": {"id": "default"}, "password": password}
        project = {"name": "admin", "domain": {"id": "default"}}
        answer = self._ask("POST", "/v3/auth/tokens", {"auth": {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": project}}}, whole=True)
        self.token = answer.getheader("X-Subject-Token")

    def _ask(self, method: str, path: str, body=None, whole=False):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/json"}
            if self.token:
                headers["X-Auth-Token"] = self.token
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise LakeError(f"Keystone answered {answer.status} to {method} {path}: "
                            f"{text[:300].decode(errors='replace')}")
        return answer if whole else (json.loads(text) if text else None)

    def find(self, kind: str, key: str, value: str):
        """The id of the project, user, role or service with this name or type, or None."""
        found = self._ask("GET", f"/v3/{kind}s?{key}={quote(value)}")[f"{kind}s"]
        return found[0]["id"] if found else None

    def ensure(self, kind: str, fields: dict, key: str = "name") -> str:
        """The id of one with this name or type, made when missing."""
        return self.find(kind, key, fields[key]) or self.make(kind, fields)

    def make(self, kind: str, fields: dict) -> str:
        """Makes one; its id."""
        return self._ask("POST", f"/v3/{kind}s", {kind: fields})[kind]["id"]

    def ensure_user(self, name: str, password: str) -> str:
        """The id of the user with this name, who has this password from now on."""
        user = self.find("user", "name", name)
        if user:
            self._ask("PATCH", f"/v3/users/{user}", {"user": {"password": password}})
            return user
        return self.make("user", {"name": name, "domain_id": "default", "password": password})

    def grant(self, project: str, user: str, role: str) -> None:
        """Gives the user the role on the project."""
        self._ask("PUT", f"/v3/projects/{project}/users/{user}/roles/{role}")

    def ensure_ec2(self, user: str, project: str, access: str, secret: str) -> None:
        """Gives the user a key pair by which S3's clients sign, for this project."""
        there = self._ask("GET", f"/v3/credentials?type=ec2&user_id={user}")["credentials"]
        if not any(json.loads(one["blob"])["access"] == access for one in there):
            self.make("credential", {"type": "ec2", "user_id": user, "project_id": project,
                                     "blob": json.dumps({"access": access, "secret": secret})})

    def ensure_endpoints(self, service: str, url: str) -> None:
        """Makes the three interfaces of a service stand at this address."""
        there = {one["interface"]: one for one in
                 self._ask("GET", f"/v3/endpoints?service_id={service}")["endpoints"]}
        for interface in ("public", "internal", "admin"):
            wanted = {"service_id": service, "interface": interface, "url": url,
                      "region_id": "local"}
            if interface not in there:
                self._ask("POST", "/v3/endpoints", {"endpoint": wanted})
            elif there[interface]["url"] != url:
                self._ask("PATCH", f"/v3/endpoints/{there[interface]['id']}", {"endpoint": wanted})
