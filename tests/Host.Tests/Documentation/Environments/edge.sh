# An agent that serves the API of the edge and paths by HTTPS as agent1.example.org, and a server behind it.
(
  set -e
  ip address add 10.101.101.202/32 dev lan
  mkdir behind && echo 'from behind' > behind/index.html
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=agent1.example.org -addext subjectAltName=DNS:agent1.example.org -keyout edge.key -out edge.crt 2>/dev/null
  cat edge.crt >> /etc/ssl/certs/ca-certificates.crt
  echo '10.98.0.10 agent1.example.org' >> /etc/hosts
  cat > edge.yaml <<END
proxies:
  - name: edge
    initial: {certificates: [{serverNames: [agent1.example.org], chainFile: $HOME/edge.crt, keyFile: $HOME/edge.key}]}
END
)
(cd behind && exec python3 -m http.server --bind 10.101.101.202 8081) > behind.log 2>&1 &
reeve serve --config edge.yaml > agent.log 2>&1 &
agent=$!
until curl -s -o "$HOME/edge.json" http://127.0.0.1:18889/v1/status -d '{}' 2>/dev/null || ! kill -0 $agent; do sleep 0.1; done
until curl -s -o "$HOME/edge.html" http://10.101.101.202:8081/; do sleep 0.1; done
kill -0 $agent || cat agent.log
