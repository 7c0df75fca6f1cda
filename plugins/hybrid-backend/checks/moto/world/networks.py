"""What a load balancer and its targets are in, and how on-prem is reached."""

from __future__ import annotations

from dataclasses import dataclass

from names import PLATFORM, REGION, TUNNELS, tag_list

from .aws import Aws


@dataclass(frozen=True)
class Network:
    vpc: str
    subnets: list[str]


def make_network(aws: Aws) -> Network:
    vpc = aws.ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        aws.ec2.create_subnet(
            VpcId=vpc,
            CidrBlock=f"10.20.{number}.0/24",
            AvailabilityZone=f"{REGION}{zone}",
        )["Subnet"]["SubnetId"]
        for number, zone in ((1, "a"), (2, "c"))
    ]
    return Network(vpc, subnets)


def make_vpn(aws: Aws, platform: str, tunnels: str | None) -> str:
    """A VPN connection of the platform; its id.

    `tunnels` says their states, as the patch `show_tunnels` reads them.
    """
    ec2 = aws.ec2
    customer = ec2.create_customer_gateway(
        BgpAsn=65000, PublicIp="203.0.113.10", Type="ipsec.1"
    )["CustomerGateway"]["CustomerGatewayId"]
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    tags = {PLATFORM: platform, **({TUNNELS: tunnels} if tunnels else {})}
    connection = ec2.create_vpn_connection(
        CustomerGatewayId=customer,
        VpnGatewayId=gateway,
        Type="ipsec.1",
        TagSpecifications=[{"ResourceType": "vpn-connection", "Tags": tag_list(tags)}],
    )["VpnConnection"]
    return connection["VpnConnectionId"]
