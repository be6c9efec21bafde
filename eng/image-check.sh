#!/usr/bin/env bash
# Runs the image from its layout by runc, with the command line of the OpenStack agent, and makes the calls that its clients make.
#
# Usage:  eng/image-check.sh LAYOUT
#
# It has a network of its own, so that its ports are free. Needs root, runc, openssl, curl and python3 (Debian); ten seconds.
set -euo pipefail
die() { printf 'image-check.sh: %s\n' "$*" >&2; [ ! -f "${work:-}/log" ] || tail -50 "$work/log" >&2; exit 1; }
[ "$(id -u)" = 0 ] || die "must be root"
if [ "${1:-}" != --inside ]; then
  layout=$(readlink -f "${1:?usage: image-check.sh LAYOUT}")
  exec unshare --net --mount -- "$(readlink -f "$0")" --inside "$layout"
fi
layout=$2
ip link set lo up
work=$(mktemp -d)
name=reeve-image-check-$$
trap 'runc delete --force "$name" 2>/dev/null || :; rm -rf "$work"' EXIT

# ------------------------------------------------------------------ what docker run does: layers, mounts, environment, arguments
# unpack LAYOUT BUNDLE, then config.json for ARGUMENTS.
bundle() { # BUNDLE MOUNTS ENVIRONMENT ARGUMENT...
  python3 - "$layout" "$@" <<'PYTHON'
import hashlib, json, os, subprocess, sys
layout, bundle, mounts, environment, arguments = sys.argv[1], sys.argv[2], sys.argv[3].split(), sys.argv[4].split(), sys.argv[5:]
def blob(named):
    path = os.path.join(layout, "blobs", *named["digest"].split(":"))
    content = open(path, "rb").read()
    assert hashlib.sha256(content).hexdigest() == named["digest"].split(":")[1] and len(content) == named["size"], named
    return path, content
assert json.load(open(os.path.join(layout, "oci-layout")))["imageLayoutVersion"] == "1.0.0"
manifest = json.loads(blob(json.load(open(os.path.join(layout, "index.json")))["manifests"][0])[1])
image = json.loads(blob(manifest["config"])[1])
root = os.path.join(bundle, "rootfs")
if not os.path.isdir(root):
    os.makedirs(root)
    for layer in manifest["layers"]:
        subprocess.run(["tar", "-C", root, "-xzf", blob(layer)[0]], check=True)
config = image["config"]
path = os.path.join(bundle, "config.json")
if os.path.exists(path):
    os.remove(path)
subprocess.run(["runc", "spec", "--bundle", bundle], check=True)
spec = json.load(open(path))
spec["process"].update(terminal=False, cwd=config["WorkingDir"], args=config["Entrypoint"] + (arguments or config["Cmd"]), env=config["Env"] + environment)
capabilities = ["CAP_" + one for one in "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE".split()]
spec["process"]["capabilities"] = {kind: capabilities for kind in ("bounding", "effective", "permitted")}
spec["root"] = {"path": "rootfs", "readonly": False}
spec["linux"]["namespaces"] = [one for one in spec["linux"]["namespaces"] if one["type"] != "network"]
for mount in mounts:
    source, target = mount.split(":")
    spec["mounts"].append({"source": source, "destination": target, "type": "bind", "options": ["rbind", "ro"]})
json.dump(spec, open(path, "w"))
PYTHON
}

# ------------------------------------------------------------------ the seed's directories
mkdir -p "$work/certs" "$work/k8sopenstack" "$work/origin"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=agent1.example.org -addext subjectAltName=DNS:agent1.example.org \
  -keyout "$work/certs/key.pem" -out "$work/certs/cert.pem" 2>/dev/null
printf 'export OS_AUTH_URL=http://127.0.0.1:9/v3\nexport OS_USERNAME=u\nexport OS_PASSWORD=p\nexport OS_PROJECT_NAME=p\nexport OS_USER_DOMAIN_NAME=Default\nexport OS_PROJECT_DOMAIN_NAME=Default\n' > "$work/k8sopenstack/.k8sopenstack.os.env"
printf '' > "$work/k8sopenstack/.k8sopenstack.toml"
printf '#cloud-config\n{}\n' > "$work/k8sopenstack/.k8sopenstack.userdata"
printf 'hello from the origin\n' > "$work/origin/index.html"
(cd "$work/origin" && exec python3 -m http.server 8081 --bind 127.0.0.1) > /dev/null 2>&1 &
origin=$!
trap 'kill $origin 2>/dev/null || :; runc delete --force "$name" 2>/dev/null || :; rm -rf "$work"' EXIT

# 1. The command itself, and what it finds.
bundle "$work/bundle" '' '' version
runc run --bundle "$work/bundle" "$name-version" < /dev/null > "$work/version" || die "it does not run"
grep -q '^reeve ' "$work/version" || die "it does not say its version: $(cat "$work/version")"
bundle "$work/bundle" '' '' doctor --provider process
runc run --bundle "$work/bundle" "$name-doctor" < /dev/null > "$work/doctor" || die "doctor finds something: $(cat "$work/doctor")"

# 2. The agent, as it is started in the place of mexosagent.
bundle "$work/bundle" "$work/certs:/var/www/.cache /etc/ssl/certs:/etc/ssl/certs $work/k8sopenstack:/k8sopenstack" \
  'MEX_K8SOS_ENV=/k8sopenstack/.k8sopenstack.os.env MEX_K8SOS_CONFIG=/k8sopenstack/.k8sopenstack.toml MEX_K8SOS_USERDATA=/k8sopenstack/.k8sopenstack.userdata' -debug
runc run --bundle "$work/bundle" "$name" < /dev/null > "$work/log" 2>&1 &
agent=$!
call() { curl -s --max-time 10 "http://localhost:18889/v1/$1" -d "$2"; }
for _ in $(seq 300); do
  call status '{"message":"x"}' > "$work/status" && grep -q '"OK' "$work/status" && break
  kill -0 "$agent" 2>/dev/null || die "it ended"
  sleep 0.2
done
grep -q '"OK' "$work/status" || die "no status: $(cat "$work/status")"
[ "$(call proxy '{"message":"add","proxies":[{"path":"/test2","origin":"http://127.0.0.1:8081"}]}')" = '{"message":"add","status":"OK"}' ] || die "a path is not added"
for _ in $(seq 100); do
  curl -s --max-time 10 --cacert "$work/certs/cert.pem" --resolve agent1.example.org:443:127.0.0.1 https://agent1.example.org/test2/index.html > "$work/answer" && break
  sleep 0.2
done
grep -q 'hello from the origin' "$work/answer" || die "the path does not lead to the origin, by TLS with the mounted certificate"
call provision '{"provisions":[{"name":"test-1","tenant":"tenant-1","kind":"kubernetes-mini-openstack"}]}' > "$work/provision"
grep -q '127.0.0.1:9' "$work/provision" || die "the cloud of MEX_K8SOS_ENV is not asked: $(cat "$work/provision")"
runc kill "$name" TERM
wait "$agent" || die "it does not end by itself"
echo "image-check.sh: $(head -1 "$work/version") runs from the layout, with the command line of the OpenStack agent"
