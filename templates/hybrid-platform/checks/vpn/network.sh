# The Internet of the check, in network namespaces of its own. Sourced by vpn.sh.
# shellcheck shell=bash
#
#   host ── gw ── internet ─┬─ aws1 ╌╌ ┐
#  (LAN)  (on-prem gateway) └─ aws2 ╌╌ vpc
#
# aws1 and aws2 are the outside ends of the tunnels; the inside ends are in vpc, the router of
# the VPC, which also has an address of the VPC itself.
prefix=vpn$$
nodes=(host gw internet aws1 aws2 vpc)
outside1=198.51.100.11
outside2=198.51.100.22
vpc_host=10.20.0.10
lan_host=192.168.10.11
holders=()

ns() { echo "$prefix-$1"; }
in_net() { local node=$1; shift; ip netns exec "$(ns "$node")" "$@"; }

# link <a> <b> <address of a> <address of b>: the interface is named after the other end.
link() {
  ip link add "$1-$2" netns "$(ns "$1")" type veth peer name "$2-$1" netns "$(ns "$2")"
  in_net "$1" ip address add "$3" dev "$1-$2"
  in_net "$2" ip address add "$4" dev "$2-$1"
  in_net "$1" ip link set "$1-$2" up
  in_net "$2" ip link set "$2-$1" up
}

make_network() {
  local node
  for node in "${nodes[@]}"; do
    ip netns add "$(ns "$node")"
    in_net "$node" ip link set lo up
  done
  link host gw $lan_host/24 192.168.10.1/24
  link gw internet "$customer/24" 203.0.113.1/24
  link internet aws1 198.51.100.9/29 $outside1/29
  link internet aws2 198.51.100.17/29 $outside2/29
  in_net host ip route add default via 192.168.10.1
  in_net gw ip route add default via 203.0.113.1
  in_net aws1 ip route add default via 198.51.100.9
  in_net aws2 ip route add default via 198.51.100.17
  in_net internet sysctl -qw net.ipv4.ip_forward=1
  in_net vpc sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=2
  in_net vpc ip address add $vpc_host/32 dev lo
}

# What is between the gateway and tunnel 1 is lost without a word: no link goes down at the
# gateway, and no router says that anything cannot be reached.
lose_tunnel1() {
  in_net internet ip route add blackhole $outside1/32
  in_net aws1 ip route replace blackhole default
}

restore_tunnel1() {
  in_net internet ip route del blackhole $outside1/32
  in_net aws1 ip route replace default via 198.51.100.9
}

# machine <name> <node>: a machine of its own in a node's network: its own /run, /tmp and /etc.
machine() {
  local dir=$work/$1
  mkdir -p "$dir/run" "$dir/log"
  cp -a /etc "$dir/etc"
  ip netns exec "$(ns "$2")" unshare -m --propagation private sh -c '
    mount --bind "$1/etc" /etc && mount --bind "$1/run" /run && touch "$1/ready" && exec sleep 3600
  ' sh "$dir" &
  holders+=($!)
  echo $! >"$dir/pid"
  within 5 test -e "$dir/ready"
}

# on <machine> <command…>
on() {
  local pid
  pid=$(cat "$work/$1/pid")
  shift
  nsenter -t "$pid" -m -n -- "$@"
}

remove_network() {
  local node pids
  for node in "${nodes[@]}"; do
    pids=$(ip netns pids "$(ns "$node")" 2>/dev/null) || continue
    # shellcheck disable=SC2086 # a list of process ids
    [ -z "$pids" ] || kill $pids 2>/dev/null
  done
  sleep 0.5
  for node in "${nodes[@]}"; do
    pids=$(ip netns pids "$(ns "$node")" 2>/dev/null) || continue
    # shellcheck disable=SC2086
    [ -z "$pids" ] || kill -9 $pids 2>/dev/null
    ip netns del "$(ns "$node")"
  done
}
