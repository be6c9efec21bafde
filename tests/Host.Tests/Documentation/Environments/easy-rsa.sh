# easy-rsa, where it is used: in its own directory.
(
  set -e
  package=$("$REPOSITORY/eng/components/easy-rsa/build.sh" --find)
  cp -r "$package/usr/share/easy-rsa/." .
)
