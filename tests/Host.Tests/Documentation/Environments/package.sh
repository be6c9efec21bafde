# The Debian package, of what is built, and nothing else of the command. Images of containers have a file by which packages start nothing; machines do not.
(
  set -e
  rm -f /usr/sbin/policy-rc.d
  "$REPOSITORY/eng/package.sh" --from "$BUILT" --deb --fast -o "$HOME" > /tmp/package.log 2>&1 < /dev/null || { cat /tmp/package.log; exit 1; }
  rm "$(dirname "$HOME")/bin/reeve"
)
hash -r
