# An agent at https://node1.example.org that knows callers by tokens and certificates, as somebody from elsewhere sees it.
(
  set -e
  echo '10.98.0.10 node1.example.org' >> /etc/hosts
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem 2>/dev/null
  certificate() { # NAME EXTENSION
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>/dev/null
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile <(echo "$2") -out "$1.pem" 2>/dev/null
  }
  certificate node1 'subjectAltName=DNS:node1.example.org'
  certificate ann 'extendedKeyUsage=clientAuth'
  cat ca.pem >> /etc/ssl/certs/ca-certificates.crt
  umask 077
  echo 0123456789abcdef0123456789abcdef > token
  echo "$(cat token),bob,admin" > tokens
  cat > remote.yaml <<END
clusterApi: {restTls: "0.0.0.0:443", certFile: $HOME/node1.pem, keyFile: $HOME/node1.key, tokenFile: $HOME/tokens, clientCaFile: $HOME/ca.pem, certificateRoles: {ann: admin}}
END
)
reeve serve --config remote.yaml > agent.log 2>&1 &
agent=$!
until curl -s -o /dev/null --cacert ca.pem -H "Authorization: Bearer $(cat token)" https://node1.example.org/api/v1/clusters || ! kill -0 $agent; do sleep 0.1; done
kill -0 $agent || cat agent.log
