# An agent that keeps images, and the files that images are loaded from: an archive as Docker saves it, and an OCI layout whose image has no name.
(
  set -e
  mkdir -p root/bin archive layout/blobs/sha256
  cp "$(command -v busybox)" root/bin/
  tar -C root -cf archive/layer.tar bin
  id=$(sha256sum < archive/layer.tar | cut -d ' ' -f 1)
  echo "{\"architecture\":\"$(dpkg --print-architecture)\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/bin/busybox\",\"sh\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$id\"]}}" > archive/config.json
  echo '[{"Config":"config.json","RepoTags":["busybox:latest"],"Layers":["layer.tar"]}]' > archive/manifest.json
  tar -C archive -cf busybox.tar manifest.json config.json layer.tar
  blob() { local sum; sum=$(sha256sum < "$1" | cut -d ' ' -f 1); cp "$1" "layout/blobs/sha256/$sum"; echo "\"digest\":\"sha256:$sum\",\"size\":$(stat -c %s "$1")"; }
  layer=$(blob archive/layer.tar) config=$(blob archive/config.json)
  echo "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",$config},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",$layer}]}" > archive/oci.json
  manifest=$(blob archive/oci.json)
  echo "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",$manifest}]}" > layout/index.json
  echo '{"imageLayoutVersion":"1.0.0"}' > layout/oci-layout
)
reeve run --provider systemd > agent.log 2>&1 &
agent=$!
until ! reeve pods 2>&1 | grep -q 'No agent runs' || ! kill -0 $agent; do sleep 0.1; done
kill -0 $agent || cat agent.log
