#!/usr/bin/env bash
# Debian's MariaDB with the generated settings and grants, in both directions of the replication:
# it meets every prerequisite of DMS, and DMS's user can do what DMS does, and nothing else.
# Runs in network namespaces of its own, where the database has the address it is configured with.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
debian mariadb-server mariadb-client iproute2
skeleton_packages
work=$(mktemp -d /tmp/hybrid-mariadb.XXXXXX)
chmod 755 "$work"
# The database's own network, and the VPC's at the other end of a link.
db=mariadb$$-db vpc=mariadb$$-vpc
server=
stop_server() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  server=
}
trap 'stop_server; ip netns del $db; ip netns del $vpc; rm -rf "$work"' EXIT
ip netns add $db
ip netns add $vpc
ip link add wire netns $db type veth peer name wire netns $vpc
for side in $db $vpc; do
  ip -n "$side" link set lo up
  ip -n "$side" link set wire up
done
address=192.168.10.10
ip -n $db address add $address/32 dev wire
ip -n $db route add 10.20.0.0/16 dev wire
ip -n $vpc address add 10.20.1.5/32 dev wire
ip -n $vpc address add 172.31.0.5/32 dev wire
ip -n $db route add 172.31.0.5 dev wire

password=$(head -c 100 /dev/urandom | base64 -w0 | tr -dc A-Za-z0-9 | head -c 32)

# start_server <direction>: a fresh server, with Debian's own settings and the generated ones over
# them, read in the order in which Debian reads them.
start_server() {
  local dir=$work/$1
  mkdir -p "$dir/config" "$dir/etc"
  cp -r "$skeleton/config/." "$dir/config/"
  run_ts "$checks/mariadb/config.ts" "$dir/config/platform.yaml" "$1" $address
  run_ts onprem/render.ts --config "$dir/config" --out "$dir/out" >/dev/null
  cp -rL /etc/mysql "$dir/etc/mysql"
  cp "$dir/out/mariadb/on-prem/90-hybrid-platform.cnf" "$dir/etc/mysql/mariadb.conf.d/"
  sed -i "s|/etc/mysql/|$dir/etc/mysql/|" "$dir/etc/mysql/my.cnf" "$dir/etc/mysql/mariadb.cnf"
  defaults=$dir/etc/mysql/mariadb.cnf
  install -d -o mysql -g mysql "$dir/data" "$dir/run"
  chmod 755 "$dir"
  mariadb-install-db --defaults-file="$defaults" --user=mysql --datadir="$dir/data" \
    --auth-root-authentication-method=socket >"$dir/install.log" 2>&1
  # Only what says where this instance's own files are is overridden.
  ip netns exec $db mariadbd --defaults-file="$defaults" --user=mysql --datadir="$dir/data" \
    --socket="$dir/run/mysqld.sock" --pid-file="$dir/run/pid" >"$dir/server.log" 2>&1 &
  server=$!
  socket=$dir/run/mysqld.sock
  out=$dir/out/mariadb
  within 30 as_root -e 'SELECT 1' || { tail -20 "$dir/server.log"; exit 1; }
}

as_root() { mariadb --no-defaults --socket="$socket" --user=root --batch --skip-column-names "$@"; }
# as_dms <address in the VPC's network> <option…>
as_dms() {
  ip -n $vpc route replace $address dev wire src "$1"
  shift
  ip netns exec $vpc mariadb --no-defaults --host=$address --user=dms \
    --password="$password" --batch --skip-column-names "$@"
}
dms() { as_dms 10.20.1.5 -e "$1"; }
apply() { printf '%s\n' "$password" | "$out/apply-grants" "$1" --no-defaults --socket="$socket" --user=root; }

variable() { as_root -e "SELECT @@global.$1"; }
is() { local value; value=$(variable "$1"); echo "$1 is $value"; [ "$value" = "$2" ]; }
at_least() { local value; value=$(variable "$1"); echo "$1 is $value"; [ "${value%.*}" -ge "$2" ]; }

prerequisites() {
  check 'server_id is at least 1' at_least server_id 1
  check 'the binary log is on' is log_bin 1
  check 'binlog_format is ROW' is binlog_format ROW
  check 'binlog_row_image is FULL' is binlog_row_image FULL
  check 'binlog_checksum is NONE' is binlog_checksum NONE
  check 'binary logs are kept for a day at least' at_least expire_logs_days 1
  check 'what a replica applies is logged too' is log_slave_updates 1
  check 'events are not compressed' is log_bin_compress 0
  check 'the log is not encrypted' is encrypt_binlog 0
  check 'it listens on its configured address' is bind_address $address
}

# Reads the log from the start as DMS does, as a replica over the network.
reads_binlog() {
  local log
  log=$(as_root -e 'SHOW MASTER STATUS' | cut -f1)
  ip netns exec $vpc mariadb-binlog --no-defaults --read-from-remote-server --host=$address \
    --user=dms --password="$password" --base64-output=decode-rows --verbose "$log" >"$work/events"
  grep -q "### INSERT INTO \`$database\`.\`orders\`" "$work/events"
}

echo 'On-prem is the source of the replication'
start_server on-prem-to-aws
database=$(sed -n 's/^CREATE DATABASE IF NOT EXISTS `\([^`]*\)`.*/\1/p' "$out/on-prem/grants.sql")
prerequisites
check 'no full load is taken in' is local_infile 0
check 'the grants apply' apply "$out/on-prem/grants.sql"
check 'and apply again' apply "$out/on-prem/grants.sql"
as_root -e "CREATE TABLE $database.orders (id INT PRIMARY KEY, item VARCHAR(20)); INSERT INTO $database.orders VALUES (1, 'tea'); CREATE DATABASE other; CREATE TABLE other.t (id INT)"
check 'DMS reads the rows' dms "SELECT * FROM $database.orders"
check 'DMS sees where the log is' dms 'SHOW MASTER STATUS'
check 'DMS sees which logs there are' dms 'SHOW BINARY LOGS'
check 'DMS reads the log, rows and all' reads_binlog
refused 'DMS does not write' denied dms "INSERT INTO $database.orders VALUES (2, 'milk')"
refused 'DMS reads no other database' denied dms 'SELECT * FROM other.t'
refused 'DMS reads no password' denied dms 'SELECT * FROM mysql.global_priv'
refused 'DMS makes no user' denied dms 'CREATE USER eve'
refused 'DMS does not come from outside of the VPC' 'not allowed' as_dms 172.31.0.5 -e 'SELECT 1'
absent 'no password is in any generated file' grep -rqF "$password" "$out"
refused 'a password that could end the statement is refused' 'must have 12 to 128' \
  sh -c "echo \"abcdefgh'; DROP USER root\" | '$out/apply-grants' '$out/on-prem/grants.sql' --no-defaults --socket='$socket'"
stop_server

echo 'On-prem is the target of the replication'
start_server aws-to-on-prem
prerequisites
check 'a full load is taken in' is local_infile 1
check 'the grants apply' apply "$out/on-prem/grants.sql"
check 'DMS makes and fills a table' dms "CREATE TABLE $database.orders (id INT PRIMARY KEY); INSERT INTO $database.orders VALUES (1), (2)"
check 'DMS changes it' dms "ALTER TABLE $database.orders ADD item INT; CREATE INDEX items ON $database.orders (item); UPDATE $database.orders SET item = 3; DELETE FROM $database.orders WHERE id = 2; DROP TABLE $database.orders"
printf '1\n2\n' >"$work/rows.csv"
dms "CREATE TABLE $database.loaded (id INT)"
check 'DMS loads from a file of its own' as_dms 10.20.1.5 --local-infile=1 -e "LOAD DATA LOCAL INFILE '$work/rows.csv' INTO TABLE $database.loaded"
check 'both rows are there' test "$(as_root -e "SELECT COUNT(*) FROM $database.loaded")" = 2
check 'DMS keeps its own tables' dms 'CREATE DATABASE awsdms_control; CREATE TABLE awsdms_control.awsdms_status (id INT); INSERT INTO awsdms_control.awsdms_status VALUES (1)'
refused 'DMS makes no other database' denied dms 'CREATE DATABASE other'
refused 'DMS reads no log' denied dms 'SHOW BINARY LOGS'
refused 'DMS makes no user' denied dms 'CREATE USER eve'
finish
