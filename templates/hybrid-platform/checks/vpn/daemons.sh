# strongSwan and FRR on the machines of the check. Sourced by vpn.sh.
# shellcheck shell=bash

# charon <machine> <table> <port> <NAT port>: strongSwan with ESP in user space, as kernels of
# containers and CI machines often have none. It knows one TUN device only, so each tunnel has a
# charon of its own here; on a real gateway one charon and XFRM interfaces do this.
charon() {
  local dir=$work/$1
  cat >"$dir/etc/strongswan.d/zz-check.conf" <<EOF
charon {
  port = $3
  port_nat_t = $4
  routing_table = $2
  routing_table_prio = 40500
  plugins {
    kernel-libipsec { load = yes }
    stroke { load = no }
  }
  filelog {
    check {
      path = $dir/log/charon.log
      default = 1
      flush_line = yes
    }
  }
}
EOF
  on "$1" /usr/sbin/charon-systemd >/dev/null 2>&1 &
  within 10 on "$1" test -S /run/charon.vici
}

load_swanctl() { on "$1" swanctl --load-all --noprompt; }

established() { on "$1" swanctl --list-sas | grep -q 'INSTALLED'; }

# frr <machine>: the daemons, with /etc/frr/frr.conf of the machine.
frr() {
  local dir=$work/$1
  install -d -o frr -g frr "$dir/run/frr"
  chown -R frr:frr "$dir/etc/frr"
  on "$1" /usr/lib/frr/zebra -d -A 127.0.0.1 -s 90000000
  on "$1" /usr/lib/frr/bgpd -d -A 127.0.0.1
  on "$1" vtysh -b
}

sessions_up() {
  [ "$(on "$1" vtysh -c 'show bgp summary json' |
    grep -c '"state":"Established"')" -eq "$2" ]
}
