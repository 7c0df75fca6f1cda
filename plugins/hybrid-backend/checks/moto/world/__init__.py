"""Hybrid platforms that boto3 makes, with the tags that the documentation asks for."""

from __future__ import annotations

from .aws import Aws
from .networks import Network, make_network, make_vpn
from .platforms import Platform
from .replications import Replication, make_replication
from .services import ADDRESSES, Service, forward

__all__ = [
    "ADDRESSES",
    "Aws",
    "Network",
    "Platform",
    "Replication",
    "Service",
    "forward",
    "make_network",
    "make_replication",
    "make_vpn",
]
