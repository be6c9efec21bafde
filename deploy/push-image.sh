#!/usr/bin/env bash
# Makes the image and pushes it to the registry that $IMAGE names, as skaffold's custom builders do. Needs skopeo.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
: "${IMAGE:?the image's name, such as registry.example.org/reeve:0.1.0}"
archive=$(eng/image.sh | tail -1)
skopeo copy "oci-archive:$archive" "docker://$IMAGE"
