"""The tunnels of a VPN connection."""

from __future__ import annotations

import datetime
from typing import Any

from moto.ec2.models.vpn_connections import VPNConnection

from names import TUNNELS


def show_tunnels() -> None:
    """A VPN connection has the telemetry of its tunnels.

    botocore, VpnConnection, VgwTelemetry: one entry per tunnel, with OutsideIpAddress, Status,
    LastStatusChange and StatusMessage.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnection.html
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VgwTelemetry.html
    moto has none. A tag of the connection says it, such as `198.51.100.7=UP 198.51.100.8=DOWN`;
    a connection without the tag stays as moto has it.
    """

    def vgw_telemetry(self: VPNConnection) -> list[dict[str, Any]]:
        tags = {tag["key"]: tag["value"] for tag in self.get_tags()}
        said = (each.split("=") for each in tags.get(TUNNELS, "").split())
        return [
            {
                "OutsideIpAddress": address,
                "Status": status,
                "LastStatusChange": datetime.datetime(2026, 1, 2, 3, 4, 5),
                "StatusMessage": "IPSEC IS DOWN" if status == "DOWN" else "",
                "AcceptedRouteCount": int(status == "UP"),
            }
            for address, status in said
        ]

    VPNConnection.vgw_telemetry = property(vgw_telemetry)
