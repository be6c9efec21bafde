# An agent of clusters and proxies that runs already.
reeve serve > agent.log 2>&1 &
agent=$!
until curl -s -o /dev/null http://127.0.0.1:8080/api/v1/clusters 2>/dev/null || ! kill -0 $agent; do sleep 0.1; done
kill -0 $agent || cat agent.log
