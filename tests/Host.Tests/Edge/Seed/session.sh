# The calls that the OpenStack agent has been documented with, as they are written there.
# Each begins with a line "## NAME".

## proxy-add
curl  http://agent1.medge.gq:18889/v1/proxy -H "Content-Type: application/json" -d '{ "message": "add", "proxies": [  {"path": "/test2", "origin":"http://10.101.101.202:8081" } ] }'

## proxy-use
curl https://agent1.medge.gq/test2

## nginx-add
curl http://hamburg.mex-tdg.mobiledgex.net:18889/v1/nginx -d '{"message":"add","name":"test1","ports":[{"mexproto":"LProtoHTTP","external":"8888","internal":"8888","origin":"127.0.0.1:8888","path":"/hello"},{"mexproto":"LProtoTCP","external":"7777","origin":"127.0.0.1:777"},{"mexproto":"LProtoUDP","external":"6666","origin":"127.0.0.1:6666"}]}'

## nginx-list
curl http://hamburg.mex-tdg.mobiledgex.net:18889/v1/nginx -d '{"message":"list"}'

## nginx-delete
curl http://hamburg.mex-tdg.mobiledgex.net:18889/v1/nginx -d '{"message":"delete","name":"test1"}'

## provision
curl -sv http://localhost:18889/v1/provision -H "Content-Type: application/json" -d '{"provisions": [{"name":"test-1", "tenant":"tenant-1", "kind":"kubernetes-mini-openstack"}]}'

## destroy
curl -sv http://localhost:18889/v1/destroy -H "Content-Type: application/json" -d '{"provisions": [{"name":"test-1", "tenant":"tenant-1", "kind":"kubernetes-mini-openstack"}]}'
