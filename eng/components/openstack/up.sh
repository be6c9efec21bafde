#!/usr/bin/env bash
# Brings up a small OpenStack on loopback as plain processes: Keystone, Glance, Placement, Nova (API, conductor, scheduler, compute with
# its fake hypervisor) and Neutron (ML2 without agents), with MariaDB and RabbitMQ of their own. Every call is served by the real
# services; only the hypervisor and the wire are pretended.
#
# Usage:  eng/components/openstack/up.sh DIRECTORY [--guard]
#
# Stays, and obeys lines on standard input (stop, kill, start, pause or resume, and NAME, one of mariadbd, rabbitmq, keystone, placement,
# glance, neutron, nova-api, nova-conductor, nova-scheduler, nova-compute1...; each answered by "done" or "failed REASON"). At the end of
# the input everything goes, and DIRECTORY with it. All processes are in a process and mount namespace of their own, and so die with
# this one, however that ends. Needs root.
#
# Environment:
#   PORT_BASE=25000     first of 9 TCP ports, all on 127.0.0.1: +0 Keystone, +1 Glance, +2 Placement, +3 Nova, +4 Neutron, +5 MariaDB,
#                       +6 RabbitMQ, +7 and +8 Erlang
#   COMPUTES=1          number of hypervisors: fake1, fake2, ...
#   DRIVER=fake.FakeDriver   or fake.SmallFakeDriver (2 processors and 8 GiB each), fake.FakeBuildAbortDriver (every server fails)
#
# In DIRECTORY afterwards: clouds.yaml with the clouds admin, demo, other (passwords) and demo-credential (an application credential of
# demo); etc, the services' configuration; log. The cloud has the flavors m4.small, m4.medium, m4.large, m4.xlarge, greedy (more than the
# quota) and huge (more disk than any hypervisor has), the images tiny and ubuntu-22.04 (of a KiB: nothing boots), and the external
# network public (198.51.100.0/24). Quotas are OpenStack's defaults: 10 servers, 20 processors, 50 GiB, 50 floating addresses, 500 ports.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

directory=$(mkdir -p "${1:?usage: up.sh DIRECTORY [--guard]}" && cd "$1" && pwd)
component=${COMPONENT:-$("$here/build.sh" --find)}
first=${FIRST:-}
base=${PORT_BASE:-25000} computes=${COMPUTES:-1} password=secret
[ "$(id -u)" = 0 ] || die "needs root"
if [ -z "${INSIDE:-}" ]; then
  INSIDE=1 COMPONENT=$component exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc -- "$0" "$directory"
fi

# ---------------------------------------------------------------- place
# The packages are laid over the machine's own, for these processes alone. Python keeps what it compiles beside them.
mount -t overlay overlay -o "lowerdir=$component/root/usr:/usr" /usr
export PATH=/usr/lib/erlang/bin:/usr/lib/rabbitmq/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 no_proxy=127.0.0.1,localhost PYTHONPYCACHEPREFIX=$component/compiled
unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
for variable in ${!OS_@}; do unset "$variable"; done
python=/usr/bin/python3
cd "$directory"
umask 022
mkdir -p pid log etc images staging lock python nova neutron rabbit fernet credential
keystone=http://127.0.0.1:$base/v3
mkdir -p python/always_bound-1.dist-info
cp "$here/always_bound.py" python/
printf 'Metadata-Version: 2.1\nName: always-bound\nVersion: 1\n' >python/always_bound-1.dist-info/METADATA
printf '[neutron.ml2.mechanism_drivers]\nalways_bound = always_bound:Driver\n' >python/always_bound-1.dist-info/entry_points.txt

# ---------------------------------------------------------------- configuration
db() { printf 'mysql+pymysql://root@localhost/%s?unix_socket=%s/mysql.sock&charset=utf8' "$1" "$directory"; }
broker=rabbit://guest:guest@127.0.0.1:$((base + 6))/
credentials="auth_type = password
auth_url = $keystone
project_domain_id = default
user_domain_id = default
project_name = admin
username = admin
password = $password
region_name = RegionOne"
common="[keystone_authtoken]
www_authenticate_uri = $keystone
service_token_roles_required = true
service_token_roles = admin
$credentials
[oslo_concurrency]
lock_path = $directory/lock
[oslo_messaging_notifications]
driver = noop"
cat >etc/keystone.conf <<END
[DEFAULT]
log_file = $directory/log/keystone-app.log
[database]
connection = $(db keystone)
[token]
provider = fernet
[fernet_tokens]
key_repository = $directory/fernet
[credential]
key_repository = $directory/credential
[cache]
# what one thread keeps of an earlier request is wrong after another has changed it
enabled = false
[identity]
# passwords are hashed for minutes of attackers, not for tests
password_hash_rounds = 4
[oslo_messaging_notifications]
driver = noop
END
cat >etc/glance-api.conf <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $((base + 1))
workers = 0
node_staging_uri = file://$directory/staging
[database]
connection = $(db glance)
[glance_store]
stores = file,http
default_store = file
filesystem_store_datadir = $directory/images
[paste_deploy]
flavor = keystone
config_file = /usr/share/glance-common/glance-api-paste.ini
$common
END
cat >etc/placement.conf <<END
[api]
auth_strategy = keystone
[placement_database]
connection = $(db placement)
$common
END
# Short times, so that states settle while a test looks.
cat >etc/nova.conf <<END
[DEFAULT]
my_ip = 127.0.0.1
host = fake1
state_path = $directory/nova
transport_url = $broker
enabled_apis = osapi_compute
osapi_compute_listen = 127.0.0.1
osapi_compute_listen_port = $((base + 3))
osapi_compute_workers = 1
compute_driver = ${DRIVER:-fake.FakeDriver}
vif_plugging_is_fatal = false
vif_plugging_timeout = 0
instance_usage_audit = false
service_down_time = 20
report_interval = 5
sync_power_state_interval = 60
update_resources_interval = 30
[api]
auth_strategy = keystone
[wsgi]
api_paste_config = /usr/share/nova-common/api-paste.ini
[api_database]
connection = $(db nova_api)
[database]
connection = $(db nova)
[conductor]
workers = 1
[scheduler]
workers = 1
discover_hosts_in_cells_interval = 5
[vnc]
enabled = false
[glance]
api_servers = http://127.0.0.1:$((base + 1))
[neutron]
$credentials
[placement]
$credentials
[service_user]
send_service_user_token = false
$common
END
cat >etc/neutron.conf <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $((base + 4))
state_path = $directory/neutron
core_plugin = ml2
service_plugins = always_bound.Router
transport_url = $broker
api_workers = 0
rpc_workers = 0
rpc_state_report_workers = 0
api_paste_config = /usr/share/neutron-common/api-paste.ini
dhcp_agent_notification = false
notify_nova_on_port_status_changes = true
notify_nova_on_port_data_changes = true
[database]
connection = $(db neutron)
[nova]
$credentials
[ml2]
type_drivers = flat,vlan,vxlan,local
tenant_network_types = vxlan
mechanism_drivers = always_bound
extension_drivers = port_security
[ml2_type_flat]
flat_networks = *
[ml2_type_vxlan]
vni_ranges = 1:10000
$common
END
# An Erlang of its own: name, cookie and ports belong to this directory.
cat >rabbit/rabbitmq.conf <<END
listeners.tcp.1 = 127.0.0.1:$((base + 6))
loopback_users.guest = true
log.console = true
log.file = false
disk_free_limit.absolute = 50MB
END
echo '[].' >rabbit/plugins

# ---------------------------------------------------------------- programs
names=(mariadbd rabbitmq keystone placement glance neutron nova-api nova-conductor nova-scheduler)
for ((n = 1; n <= computes; n++)); do names+=("nova-compute$n"); done
# PORT PROGRAM PROCESSES THREADS
wsgi() { command=(env "OS_KEYSTONE_CONFIG_DIR=$directory/etc" OS_KEYSTONE_CONFIG_FILES=keystone.conf "OS_PLACEMENT_CONFIG_DIR=$directory/etc"
  uwsgi-core --plugin python311 --http-socket "127.0.0.1:$1" --wsgi-file "$2" --master --processes "$3" --enable-threads --threads "$4" --lazy-apps
  --need-app --die-on-term --no-orphans --buffer-size 65535 --disable-logging --add-header 'Connection: close'); }
python_command() { command=("$python" -c "import sys; from $1 import main; sys.argv[0] = '$1'; sys.exit(main())" "${@:2}"); }
command_of() {
  case $1 in
    # Small, and careless of power failures: the data need not outlive the tests.
    mariadbd) command=(mariadbd --no-defaults --user=root "--datadir=$directory/db" "--socket=$directory/mysql.sock" "--pid-file=$directory/mariadb.pid"
      --bind-address=127.0.0.1 "--port=$((base + 5))" --max-connections=500 --innodb-buffer-pool-size=96M --innodb-log-file-size=16M
      --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-flush-method=nosync --skip-log-bin --skip-name-resolve) ;;
    rabbitmq) command=(env "HOME=$directory/rabbit" "RABBITMQ_NODENAME=r$base@localhost" "RABBITMQ_CONFIG_FILE=$directory/rabbit/rabbitmq.conf"
      "RABBITMQ_MNESIA_BASE=$directory/rabbit/mnesia" "RABBITMQ_LOG_BASE=$directory/rabbit/log" "RABBITMQ_ENABLED_PLUGINS_FILE=$directory/rabbit/plugins"
      "RABBITMQ_DIST_PORT=$((base + 7))" "RABBITMQ_PID_FILE=$directory/rabbit/pid" "ERL_EPMD_PORT=$((base + 8))" ERL_EPMD_ADDRESS=127.0.0.1
      RABBITMQ_CONF_ENV_FILE=/dev/null 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none'
      ERL_CRASH_DUMP_BYTES=0 /usr/lib/rabbitmq/bin/rabbitmq-server) ;;
    # Not by threads: an application credential has got the roles of another thread's caller then.
    keystone) wsgi "$base" /usr/bin/keystone-wsgi-public 2 1 ;;
    placement) wsgi $((base + 2)) /usr/bin/placement-api 1 8 ;;
    glance) python_command glance.cmd.api --config-file etc/glance-api.conf ;;
    neutron) python_command neutron.cmd.eventlet.server --config-file etc/neutron.conf
      command=(env "PYTHONPATH=$directory/python" "${command[@]}") ;;
    nova-api) python_command nova.cmd.api_os_compute --config-file etc/nova.conf ;;
    nova-conductor) python_command nova.cmd.conductor --config-file etc/nova.conf ;;
    nova-scheduler) python_command nova.cmd.scheduler --config-file etc/nova.conf ;;
    nova-compute*)
      local number=${1#nova-compute}
      mkdir -p "nova/$number"
      printf '[DEFAULT]\nhost = fake%s\nstate_path = %s/nova/%s\n' "$number" "$directory" "$number" >"etc/compute$number.conf"
      python_command nova.cmd.compute --config-file etc/nova.conf --config-file "etc/compute$number.conf" ;;
    *) return 1 ;;
  esac
}
# The numbers are of a namespace in which nothing else runs.
alive() { local pid; [ -s "pid/$1" ] && read -r pid <"pid/$1" && grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$pid/status" 2>/dev/null; }
start() {
  local command
  ! alive "$1" || return 0
  command_of "$1" || return 1
  setsid "${command[@]}" >>"log/$1.log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"pid/$1"
  disown
}
stop() { # NAME SIGNAL
  local pid
  alive "$1" || return 0
  read -r pid <"pid/$1"
  kill "-$2" -- "-$pid" 2>/dev/null || true
  for _ in $(seq 200); do alive "$1" || break; sleep .05; done
  kill -KILL -- "-$pid" 2>/dev/null || true
}
fail() { printf '%s; the end of log/%s.log: %s\n' "$2" "$1" "$(tail -n 5 "log/$1.log" 2>&1)"; }
until_true() { # SECONDS NAME COMMAND...: at once an error if the program has died
  local end=$((SECONDS + $1)) name=$2
  shift 2
  until timeout 5 "$@" >/dev/null 2>&1; do
    alive "$name" || die "$(fail "$name" "$name died")"
    [ $SECONDS -lt $end ] || die "$(fail "$name" "$name does not answer")"
    sleep .1
  done
}
answers() { until_true 120 "$1" curl -sf -o /dev/null "http://127.0.0.1:$2"; }
listens() { until_true 120 "$1" bash -c "exec 3<>/dev/tcp/127.0.0.1/$2"; }
sql() { mariadb --no-defaults --user=root --socket="$directory/mysql.sock" "$@"; }
progress() { [ -z "$first" ] || say "$1 ($SECONDS s)"; }
manage() { "$python" -c "import sys; from $1 import main; sys.argv[0] = '$1'; sys.exit(main())" "${@:2}" >>log/manage.log 2>&1; }
nova_manage() { manage nova.cmd.manage --config-file etc/nova.conf "$@"; }

# ---------------------------------------------------------------- up
[ -n "$first" ] || trap 'cd / && rm -rf "$directory"' EXIT
if [ -n "$first" ]; then
  mariadb-install-db --no-defaults --user=root --datadir="$directory/db" --auth-root-authentication-method=normal --skip-test-db >log/mariadb-install.log 2>&1
else
  tar -xzf "$component/first.tgz"
fi
start mariadbd
start rabbitmq
until_true 60 mariadbd mariadb --no-defaults --user=root --socket="$directory/mysql.sock" -e 'select 1'
if [ -n "$first" ]; then
  for name in keystone glance placement nova nova_api nova_cell0 neutron; do sql -e "create database $name character set utf8"; done
  # Side by side, as there is more than one processor.
  (manage keystone.cmd.manage --config-file etc/keystone.conf db_sync
    for keys in fernet credential; do manage keystone.cmd.manage --config-file etc/keystone.conf ${keys}_setup --keystone-user root --keystone-group root; done
    manage keystone.cmd.manage --config-file etc/keystone.conf bootstrap --bootstrap-password "$password" --bootstrap-region-id RegionOne \
      --bootstrap-public-url "$keystone" --bootstrap-internal-url "$keystone" --bootstrap-admin-url "$keystone"
    OS_PLACEMENT_CONFIG_DIR=$directory/etc manage placement.cmd.manage --config-file etc/placement.conf db sync
    manage glance.cmd.manage --config-file etc/glance-api.conf db_sync) &
  parts=($!)
  (nova_manage api_db sync
    nova_manage cell_v2 map_cell0 --database_connection "$(db nova_cell0)"
    nova_manage db sync
    nova_manage cell_v2 create_cell --name cell1) &
  parts+=($!)
  manage neutron.db.migration.cli --config-file etc/neutron.conf upgrade heads || die "$(fail manage 'no schemas')"
  for job in "${parts[@]}"; do wait "$job" || die "$(fail manage 'no schemas')"; done
  progress "schemas"
  cat >clouds.yaml <<END
clouds:
  admin:
    auth: {auth_url: "$keystone", username: admin, password: "$password", project_name: admin, user_domain_id: default, project_domain_id: default}
    region_name: RegionOne
  demo:
    auth: {auth_url: "$keystone", username: demo, password: "$password", project_name: demo, user_domain_id: default, project_domain_id: default}
    region_name: RegionOne
  other:
    auth: {auth_url: "$keystone", username: other, password: "$password", project_name: other, user_domain_id: default, project_domain_id: default}
    region_name: RegionOne
END
else
  # What the first start wrote into rows is of its own place and ports.
  read -r old_base old_directory <place
  sql -e "update keystone.endpoint set url = replace(url, '127.0.0.1:$old_base', '127.0.0.1:$base');
    $(for n in 1 2 3 4; do printf "update keystone.endpoint set url = replace(url, '127.0.0.1:%d', '127.0.0.1:%d');" $((old_base + n)) $((base + n)); done)
    update nova_api.cell_mappings set database_connection = replace(database_connection, '$old_directory', '$directory'),
      transport_url = replace(transport_url, ':$((old_base + 6))/', ':$((base + 6))/');
    update glance.image_locations set value = replace(value, '$old_directory', '$directory');"
  sed -i "s|127.0.0.1:$old_base|127.0.0.1:$base|" clouds.yaml
fi
chmod 600 clouds.yaml
start keystone
start placement
start glance
start neutron
start nova-api
[ -z "$first" ] || { answers keystone "$base/v3"; "$python" "$here/seed.py" catalog "$base" clouds.yaml; progress "catalog"; }
# The scheduler and the hypervisors look for Placement in the catalog when they start; all need the broker.
listens rabbitmq $((base + 6))
start nova-conductor
start nova-scheduler
for ((n = 1; n <= computes; n++)); do start "nova-compute$n"; done
answers keystone "$base/v3"
answers placement "$((base + 2))/"
answers glance "$((base + 1))/versions"
answers nova-api "$((base + 3))/"
answers neutron "$((base + 4))/"
progress "services"
[ -z "$first" ] || { "$python" "$here/seed.py" resources "$base" clouds.yaml; progress "resources"; }
# Ready: scheduler, conductor and every hypervisor have reported lately.
reported() {
  [ "$(sql -N nova -e "select count(*) from compute_nodes where deleted = 0")" -ge "$computes" ] &&
    [ "$(sql -N nova -e "select count(*) from services where \`binary\` in ('nova-compute', 'nova-scheduler', 'nova-conductor') and deleted = 0 and
      coalesce(last_seen_up, created_at) > utc_timestamp() - interval 15 second")" -ge $((computes + 2)) ]
}
export -f reported sql
export directory computes
until_true 120 nova-scheduler bash -c reported
[ "$(sql -N nova_api -e 'select count(*) from host_mappings')" -ge "$computes" ] || nova_manage cell_v2 discover_hosts
for name in "${names[@]}"; do alive "$name" || die "$(fail "$name" "$name died")"; done

# ---------------------------------------------------------------- first start: kept
if [ -n "$first" ]; then
  for name in nova-compute1 nova-scheduler nova-conductor nova-api neutron glance placement keystone rabbitmq; do stop "$name" KILL; done
  stop mariadbd TERM
  printf '%s %s\n' "$base" "$directory" >place
  tar -c --use-compress-program="gzip -1" -f "$component/first.tgz" db fernet credential images clouds.yaml place
  exit 0
fi
printf 'ready: export OS_CLIENT_CONFIG_FILE=%s/clouds.yaml (%s s)\n' "$directory" "$SECONDS"

# ---------------------------------------------------------------- guard
trap '' PIPE
while read -r verb name; do
  printf '%s\n' "${names[@]}" | grep -qxF -- "$name" || { echo "failed no such program: $name"; continue; }
  case $verb in
    start) if start "$name"; then echo "done"; else echo "failed $(tail -n 1 "log/$name.log")"; fi ;;
    stop) stop "$name" TERM && echo "done" ;;
    kill) stop "$name" KILL && echo "done" ;;
    pause | resume)
      if alive "$name" && read -r pid <"pid/$name" && kill "$([ "$verb" = pause ] && echo -STOP || echo -CONT)" -- "-$pid"; then echo "done"
      else echo "failed $name does not run"; fi ;;
    *) echo "failed no such verb: $verb" ;;
  esac
done
