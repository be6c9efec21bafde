# The calls that an agent of this API has been documented with, as they are written there.
# Each begins with a line "## NAME".

## create
curl -X "POST" "https://example.com/api/v1alpha1/cluster" \
     -H 'Content-Type: text/plain; charset=utf-8' \
     -d $'{
              "apiVersion": "v1alpha1",
              "kind": "Cluster",
              "spec": {
                  "clusterType": "kubeadm",
                  "networking": {
                      "podSubnet": "100.100.0.0/16,2001:db8:1::/112",
                      "svcSubnet": "100.101.0.0/16,2001:db8:2::/112",
                      "clusterCni": {
                          "name": "calico",
                          "version": "v3.25.1"
                      }
                  },
                  "storage": {
                      "clusterCsi": {
                          "name": "local-path-storage",
                          "version": "v0.0.24"
                      }
                  },
                  "clusterRuntime": {
                      "customiseClusterRuntime": false,
                      "clusterCri": {
                          "privateRegistryEndpoints": [],
                          "privateRegistryFQDN": "example.com",
                          "skipTls": false,
                          "registryAuth": {
                              "isAuthRequired": true,
                              "username": "",
                              "password": ""
                          }
                      }
                  },
                  "apiServer": {},
                  "version": "v1.26.5",
                  "disableWorkloads": false
              }
          }'

## upgrade
curl -X "PUT" "https://example.com/api/v1alpha1/cluster" \
     -H 'Content-Type: text/plain; charset=utf-8' \
     -d $'{
  "apiVersion": "v1alpha1",
  "kind": "Cluster",
  "spec": {
   "clusterType": "kubeadm",
    "version": "1.23.0",
    "apiServer": {
      "certSANs": [
        "34.66.72.135"
      ]
    },
    "networking": {
      "podSubnet": "10.244.0.0/16"
    }
  }
}'

## get
curl "https://example.com/api/v1alpha1/cluster" \
     -H 'Accept: application/json'

## delete
curl -X "DELETE" "https://example.com/api/v1alpha1/cluster"

## kubeconfig
curl "https://example.com/api/v1alpha1/kubeconfig"

## certs
curl -X "DELETE" "https://example.com/api/v1alpha1/certs"

## metrics
curl -X "GET" "https://example.com:9443/metrics"

## audit
curl -X "GET" "https://example.com/api/v1alpha1/cluster/audit"
