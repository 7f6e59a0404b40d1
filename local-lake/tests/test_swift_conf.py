"""The pipelines of the lake, as `sluice-shipper check` reads them."""

import os
import subprocess

import pytest

from lake import credentials, swift_conf
from lake.settings import ROOT


@pytest.mark.parametrize("conf", ["proxy-server.conf", "internal-client.conf"])
def test_no_event_doubles_or_is_missed(settings, conf):
    credentials.make(settings.folder("secrets"))
    swift_conf.write(settings)
    said = subprocess.run(
        ["/usr/bin/python3", "-m", "sluice_swift.shipper", "check",
         str(settings.folder("etc/swift") / conf)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "swift-middleware")})
    assert said.returncode == 0, said.stdout + said.stderr
