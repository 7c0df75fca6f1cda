#!/bin/sh
# Sets this machine (Debian 12 or later, Ubuntu 24.04 or later) up as the VPN gateway. Safe to
# repeat. Afterwards give each tunnel its key with hybrid-vpn-psk, as the README says.
set -eu
cd "$(dirname "$0")"
[ "$(id -u)" -eq 0 ] || { echo "Run this as root." >&2; exit 1; }

packages="charon-systemd strongswan-swanctl libstrongswan-standard-plugins iproute2 nftables"
[ -f root/etc/frr/frr.conf ] && packages="$packages frr"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of words
apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold $packages

# Tunnels of an earlier configuration must not linger; their keys go with them.
for old in /etc/swanctl/conf.d/tunnel*.conf; do
  number=$(basename "$old" | tr -cd 0-9)
  [ -f "root/etc/swanctl/conf.d/tunnel$number.conf" ] || rm -f "$old"
done
cp -r root/. /
sysctl --system >/dev/null
systemctl daemon-reload
systemctl enable --now hybrid-vpn-interfaces.service
systemctl restart hybrid-vpn-interfaces.service
systemctl enable strongswan.service
systemctl restart strongswan.service
if [ -f root/etc/frr/frr.conf ]; then
  chown frr:frr /etc/frr/frr.conf /etc/frr/daemons
  systemctl enable frr.service
  systemctl restart frr.service
fi
