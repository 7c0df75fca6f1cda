#!/bin/sh
# deploy.sh <guest> <image.ova>: makes a guest on ESXi and starts it. govc reads GOVC_URL,
# GOVC_USERNAME, GOVC_PASSWORD, GOVC_DATASTORE and GOVC_NETWORK from the environment.
#   SSH_PUBLIC_KEYS   file with the administrators' public keys, as authorized_keys has them
#   GUEST_NETWORK     the port group of the guests (default: VM Network)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
guest=${1:-}
image=${2:-}
if [ ! -f "$here/$guest/user-data" ] || [ ! -f "$image" ]; then
  echo "usage: deploy.sh <guest> <image.ova>; guests here:" >&2
  ls -d "$here"/*/ | xargs -n1 basename >&2
  exit 2
fi
: "${GOVC_URL:?set it to the address of ESXi or vCenter}"
: "${SSH_PUBLIC_KEYS:?set it to a file with the public keys of the administrators}"
# shellcheck disable=SC1090
. "$here/$guest/size"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s|\"Network\": \"VM Network\"|\"Network\": \"${GUEST_NETWORK:-VM Network}\"|" \
  "$here/$guest/import.json" >"$work/import.json"
{
  cat "$here/$guest/meta-data"
  echo 'public-keys-data: |'
  sed -e '/^#/d' -e '/^$/d' -e 's/^/  /' "$SSH_PUBLIC_KEYS"
} >"$work/meta-data"

govc import.ova -options="$work/import.json" -name="$guest" "$image"
govc vm.change -vm "$guest" -c "$CPUS" -m "$MEMORY_MIB" \
  -e "guestinfo.metadata=$(base64 -w0 "$work/meta-data")" \
  -e guestinfo.metadata.encoding=base64 \
  -e "guestinfo.userdata=$(base64 -w0 "$here/$guest/user-data")" \
  -e guestinfo.userdata.encoding=base64
govc vm.power -on "$guest"
echo "$guest starts; its first boot takes some minutes. See: ssh ubuntu@$(sed -n 's|^ *- \([0-9.]*\)/.*|\1|p' "$here/$guest/meta-data" | head -1) cloud-init status --wait"
