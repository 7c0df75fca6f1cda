#!/usr/bin/env bash
# The guests on ESXi: cloud-init accepts the user data of each, netplan its network, systemd its
# units, and what cloud-init would write is what runs the services and MariaDB.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
debian cloud-init netplan.io systemd
skeleton_packages
work=$(mktemp -d /tmp/hybrid-cloud-init.XXXXXX)
trap 'rm -rf "$work"' EXIT
run_ts onprem/render.ts --out "$work/out" >/dev/null
guests=$(find "$work/out/esxi" -mindepth 1 -maxdepth 1 -type d | sort)

accepted() { cloud-init schema --config-file "$1/user-data"; }
all_accepted() { local guest; for guest in $guests; do accepted "$guest" || { echo "$guest"; return 1; }; done; }
from_yaml() { NODE_PATH=$skeleton/node_modules node "$checks/kubernetes/value.cjs" "$@"; }

check "cloud-init accepts the user data of $(wc -w <<<"$guests") guests" all_accepted
first=$(head -1 <<<"$guests")
wrong() { mkdir -p "$work/wrong"; sed "$1" "$first/user-data" >"$work/wrong/user-data"; accepted "$work/wrong"; }
refused 'cloud-init refuses packages that are no list' packages wrong 's/^packages:$/packages: yes\nx:/'
refused 'and permissions that are a number' permissions wrong 's/permissions: "0644"/permissions: 0644/'

networks() {
  local guest dir
  for guest in $guests; do
    dir=$work/net/$(basename "$guest")
    mkdir -p "$dir/etc/netplan"
    from_yaml "$guest/meta-data" network | sed 's/^/{"network":/; s/$/}/' >"$dir/etc/netplan/50.yaml"
    chmod 600 "$dir/etc/netplan/50.yaml"
    netplan generate --root-dir "$dir"
    grep -q "^Address=$(basename "$guest" | sed 's/^[a-z0-9]*-//; s/-/./g')/" "$dir"/run/systemd/network/*.network
  done
}
check 'netplan makes the configured address of each' networks

# The files of all guests, as they would be written.
run_ts "$checks/cloud-init/write-files.ts" "$work/root" $(sed 's|$|/user-data|' <<<"$guests")
units() {
  local unit
  unit=$(ls "$work"/root/*/etc/systemd/system/hybrid-service@.service | head -1)
  mkdir -p "$work/units"
  # Podman need not be on this machine for its command to be looked at.
  sed 's|/usr/bin/podman|/bin/true|' "$unit" >"$work/units/hybrid-service@.service"
  # Whatever systemd says of other units of this machine is none of ours.
  ! systemd-analyze verify --man=no "$work/units/hybrid-service@.service" 2>&1 | grep hybrid-service
}
services() {
  local file name address
  for file in "$skeleton"/config/services/*.yaml; do
    name=$(basename "$file" .yaml)
    for address in $(from_yaml "$file" onPrem.addresses); do
      grep -qx "PORT=$(from_yaml "$file" onPrem.port)" \
        "$work/root/"*"-${address//./-}/etc/hybrid-platform/services/$name.env" || return 1
    done
  done
}
check 'the unit of the services is one that systemd takes' units
check 'each service has its port and health check on each of its guests' services
check 'the scripts are ones that sh takes' sh -c 'for f in "$@"; do sh -n "$f" || exit 1; done' sh \
  "$work"/root/*/usr/local/sbin/hybrid-deploy "$work/out/esxi/deploy.sh" "$work"/root/*/usr/local/share/hybrid-platform/mariadb/apply-grants
# hybrid-deploy on a guest whose Podman and systemd only note what they are asked for, and whose
# service is healthy with the image that $healthy names.
deploy() {
  local image=$1 healthy=$2
  mkdir -p "$work/bin"
  for tool in podman systemctl; do printf '#!/bin/sh\necho "%s $*" >>%s/asked\n' $tool "$work" >"$work/bin/$tool"; done
  printf '#!/bin/sh\ngrep -qx "IMAGE=%s" /etc/hybrid-platform/services/%s.image\n' "$healthy" "$service" >"$work/bin/curl"
  printf '#!/bin/sh\n' >"$work/bin/sleep"
  chmod +x "$work"/bin/*
  unshare -m --propagation private sh -c 'mount --bind "$1/etc" /etc; PATH=$2/bin:$PATH exec "$1/usr/local/sbin/hybrid-deploy" "$3" "$4"' \
    sh "$guest_root" "$work" "$service" "$image"
}
runs() { grep -qx "IMAGE=$1" "$settings.image"; }
settings=$(find "$work/root" -path '*/hybrid-platform/services/*.env' | sort | head -1)
guest_root=${settings%%/etc/*}
settings=${settings%.env}
service=$(basename "$settings")
check 'a healthy image is kept' deploy registry.example.com/shop:1 registry.example.com/shop:1
check 'and is what runs' runs registry.example.com/shop:1
check 'Podman has fetched it, and systemd has started it' \
  grep -Pzq "podman pull --quiet registry.example.com/shop:1\nsystemctl restart hybrid-service@$service.service" "$work/asked"
refused 'an image that is not healthy is refused' "not healthy with registry.example.com/shop:2" deploy registry.example.com/shop:2 registry.example.com/shop:1
check 'and the earlier one runs again' runs registry.example.com/shop:1
refused 'what is no image is refused' 'not the name of an image' deploy 'x;reboot' x
elsewhere() { local service=elsewhere; deploy registry.example.com/shop:1 registry.example.com/shop:1; }
refused 'a service of another guest is refused' "services here: $service" elsewhere

check 'one guest has MariaDB, with its settings and grants' \
  test "$(ls "$work"/root/*/etc/mysql/mariadb.conf.d/90-hybrid-platform.cnf | wc -l)" -eq 1
absent 'no guest has a password' grep -riqE 'passw(or)?d: [^f]|chpasswd|plain_text' $(sed 's|$|/user-data|' <<<"$guests")
finish
