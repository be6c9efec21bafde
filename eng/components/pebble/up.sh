#!/usr/bin/env bash
# Runs pebble and its DNS server on loopback until standard input ends.
#
# Usage:  eng/components/pebble/up.sh PROGRAMS DIRECTORY PORT
#   PROGRAMS     the directory that build.sh prints
#   DIRECTORY    holds pebble.json, which names DIRECTORY/tls.crt and tls.key; logs are written there
#   PORT         the DNS server's; its management API is at the next one
# Environment: PEBBLE_* as pebble knows them; DNS, the server that pebble asks (the one started here)
set -euo pipefail
programs=$1 directory=$2 port=$3

"$programs/pebble-challtestsrv" -defaultIPv4 127.0.0.1 -defaultIPv6 '' -dns01 "127.0.0.1:$port" -management "127.0.0.1:$((port + 1))" \
  -http01 '' -https01 '' -tlsalpn01 '' >"$directory/dns.log" 2>&1 </dev/null &
dns=$!
"$programs/pebble" -strict -config "$directory/pebble.json" -dnsserver "${DNS:-127.0.0.1:$port}" >"$directory/pebble.log" 2>&1 </dev/null &
pebble=$!
trap 'kill "$dns" "$pebble" 2>/dev/null; wait' EXIT
cat >/dev/null
