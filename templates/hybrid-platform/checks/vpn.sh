#!/usr/bin/env bash
# The generated gateway on-prem against tunnels as the CDK stack asks AWS for them: with static
# routing one tunnel carries traffic; with BGP a preferred tunnel that is lost without a word is
# left within 40 s. Needs root, for network namespaces; touches nothing outside of its own.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
debian charon-systemd strongswan-swanctl libcharon-extra-plugins \
  libstrongswan-standard-plugins iproute2 iputils-ping procps frr
skeleton_packages
. "$checks/vpn/network.sh"
. "$checks/vpn/daemons.sh"
work=$(mktemp -d /tmp/hybrid-vpn.XXXXXX)
trap 'remove_network; rm -rf "$work"' EXIT
[ -c /dev/net/tun ] || { mkdir -p /dev/net && mknod /dev/net/tun c 10 200; }

customer=203.0.113.10
cat >"$work/tunnels.json" <<EOF
[
  {"OutsideIpAddress": "$outside2", "TunnelInsideCidr": "169.254.11.0/30"},
  {"OutsideIpAddress": "$outside1", "TunnelInsideCidr": "169.254.10.0/30"}
]
EOF
random_key() { head -c 200 /dev/urandom | base64 -w0 | tr -dc 'A-Za-z1-9' | head -c 48; }
PSK1=$(random_key) PSK2=$(random_key)
export PSK1 PSK2

# render <static|bgp>: the gateway's files, from a configuration that fits this network.
render() {
  mkdir -p "$work/config"
  cp -r "$skeleton/config/." "$work/config/"
  run_ts "$checks/vpn/config.ts" "$work/config/platform.yaml" "$1" "$customer"
  run_ts onprem/render.ts --config "$work/config" --out "$work/out" --tunnels "$work/tunnels.json" >/dev/null
  run_ts "$checks/vpn/aws-peer.ts" "$work/config" "$work/peers" $outside1 $outside2
}

aws_end() {
  machine "aws$1" "aws$1"
  cp "$work/peers/aws$1/aws.conf" "$work/aws$1/etc/swanctl/conf.d/"
  charon "aws$1" 220 500 4500
  # The inside end belongs to the router of the VPC.
  in_net "aws$1" ip link set ipsec0 netns "$(ns vpc)" name "tun$1"
  # strongSwan keeps a route through the name that has gone, and main has precedence over it.
  in_net "aws$1" ip link add ipsec0 type veth peer name unused
  in_net "aws$1" ip link set ipsec0 up
  in_net vpc ip address add "$2/30" dev "tun$1"
  in_net vpc ip link set "tun$1" mtu 1438 up
  load_swanctl "aws$1"
}

# gateway <tunnel…>: charons first, as they bring the TUN devices, in the order of the tunnels.
gateway() {
  local tunnel psk
  in_net gw sysctl -qp "$work/out/vpn/root/etc/sysctl.d/60-hybrid-vpn.conf"
  for tunnel in "$@"; do
    machine "gw$tunnel" gw
    cp -r "$work/out/vpn/root/etc/." "$work/gw$tunnel/etc/"
    psk=PSK$tunnel
    printf '%s\n' "${!psk}" |
      on "gw$tunnel" "$work/out/vpn/root/usr/local/sbin/hybrid-vpn-psk" "$tunnel" >/dev/null
    find "$work/gw$tunnel/etc/swanctl/conf.d" -name 'tunnel*' ! -name "tunnel$tunnel.*" -delete
    charon "gw$tunnel" $((219 + tunnel)) $((499 + tunnel)) $((4499 + tunnel))
  done
  on "gw$1" "$work/out/vpn/root/usr/local/sbin/hybrid-vpn-interfaces"
  for tunnel in "$@"; do load_swanctl "gw$tunnel"; done
}

ping_vpc() { in_net host ping -q -c 3 -i 0.2 -W 1 -M "do" "$@" $vpc_host; }
leaves_through() { in_net gw ip route get $vpc_host | grep -q "dev $1 "; }
returns_through() { in_net vpc ip route get $lan_host | grep -q "dev $1 "; }

echo 'Static routing, one tunnel'
render static
make_network
{
  aws_end 1 169.254.10.1
  in_net vpc ip route add 192.168.10.0/24 dev tun1
  gateway 1
} >/dev/null
check 'tunnel 1 comes up' within 15 established gw1
check 'a host on-prem reaches the VPC' within 5 ping_vpc
# strongSwan's user-space ESP takes no more than 1400 bytes, whatever the interface would.
check 'packets of 1400 bytes pass unfragmented' ping_vpc -s 1372
check 'the interface keeps larger ones than AWS carries out' \
  test "$(in_net gw cat /sys/class/net/ipsec0/mtu)" = 1438
check 'one tunnel only is configured' test ! -e "$work/out/vpn/root/etc/swanctl/conf.d/tunnel2.conf"
check 'BGP is not set up' test ! -e "$work/out/vpn/root/etc/frr/frr.conf"
check "the key is root's alone" test "$(stat -c %a "$work/gw1/etc/swanctl/conf.d/tunnel1.psk.conf")" = 600
absent 'no key is in any generated file' grep -rqF -e "$PSK1" -e "$PSK2" "$work/out"
refused 'a key that AWS would not take is refused' 'not start with 0' \
  on gw1 sh -c "echo 0abcdefgh | '$work/out/vpn/root/usr/local/sbin/hybrid-vpn-psk' 1"
remove_network
find "$work" -mindepth 1 -maxdepth 1 ! -name tunnels.json -exec rm -rf {} +

echo 'BGP, two tunnels, the first preferred'
render bgp
make_network
{
  aws_end 1 169.254.10.1
  aws_end 2 169.254.11.1
  machine vpc vpc
  cp "$checks/vpn/aws-frr.conf" "$work/vpc/etc/frr/frr.conf"
  frr vpc
  gateway 1 2
  frr gw1
} >/dev/null 2>&1
check 'tunnel 1 comes up' within 15 established gw1
check 'tunnel 2 comes up' within 15 established gw2
check 'both BGP sessions are established' within 40 sessions_up gw1 2
check 'traffic leaves through the preferred tunnel' within 10 leaves_through ipsec0
check 'and returns through it' within 10 returns_through tun1
check 'a host on-prem reaches the VPC' within 5 ping_vpc
learnt() { in_net gw ip route show proto bgp; }
check 'nothing but the VPC is learnt, whatever AWS announces' \
  test "$(learnt | awk '{ print $1 }' | xargs)" = 10.20.0.0/16
announced() { on vpc vtysh -c 'show ip bgp neighbors 169.254.10.2 routes json' | grep -o '"network":"[^"]*"' | sort -u | xargs; }
check 'nothing but the ranges on-prem is announced' test "$(announced)" = network:192.168.10.0/24

lose_tunnel1
lost=$(date +%s%N)
moved=
if within 40 leaves_through ipsec1; then
  moved=$((($(date +%s%N) - lost) / 1000000))
  pass "the route has moved to tunnel 2 after $((moved / 1000)).$((moved % 1000 / 100)) s"
else
  fail 'the route has not moved to tunnel 2 within 40 s'
fi
check 'the way back has moved too' within 5 returns_through tun2
check 'a host on-prem reaches the VPC again' within 5 ping_vpc
restore_tunnel1
check 'the preferred tunnel is taken again when it is back' within 60 leaves_through ipsec0
check 'in both directions' within 10 returns_through tun1

[ "$failed" -eq 0 ] || tail -n 15 "$work"/*/log/charon.log
finish
