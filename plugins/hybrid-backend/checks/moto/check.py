"""Runs the back end against moto, and drives it by its REST API: `check.py`.

README.md says what is checked, and who is right where moto and the product disagree.
"""

from __future__ import annotations

import sys
from functools import partial

from api import Api
from cases import CASES
from harness import Checks
from processes import running_backend, running_moto
from stage import PLATFORMS, USERS, Stage, make_gone, make_shop
from world import Aws, Platform, make_network


def main() -> int:
    check = Checks()
    with running_moto() as url:
        aws = Aws(url)
        network = make_network(aws)
        shop, replication = make_shop(aws, network)
        gone = make_gone(aws, network)
        untidy = Platform(aws, "untidy", network)
        with running_backend(url, PLATFORMS, USERS) as backend:
            api = Api(backend["url"], backend["authorization"])
            stage = Stage(check, api, aws, network, shop, replication, untidy, gone)
            for title, case in CASES:
                check.case(title, partial(case, stage))
    return check.finish()


if __name__ == "__main__":
    sys.exit(main())
