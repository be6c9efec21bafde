# The calls of a session by gRPC, with a client that learns the messages from the proto file: agent.py ADDRESS DESCRIPTOR
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

files = descriptor_pb2.FileDescriptorSet()
files.file.add().ParseFromString(open(sys.argv[2], "rb").read())
pool = descriptor_pool.DescriptorPool()
for file in files.file:
    pool.Add(file)
service = pool.FindServiceByName("api.MexOSAgent")
channel = grpc.insecure_channel(sys.argv[1])


def make(descriptor):
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def call(name, **request):
    method = service.methods_by_name[name]
    stub = channel.unary_unary("/%s/%s" % (service.full_name, name), lambda m: m.SerializeToString(), make(method.output_type).FromString)
    try:
        return json_format.MessageToDict(stub(json_format.ParseDict(request, make(method.input_type)()), timeout=60))
    except grpc.RpcError as error:
        return {"refused": error.code().name}


print(json.dumps([
    call("Proxy", message="add", proxies=[{"path": "/grpc", "origin": "http://10.101.101.202:8081"}]),
    call("Proxy", message="list")["status"],
    call("Proxy", message="delete", proxies=[{"path": "/grpc"}]),
    call("Nginx", message="list"),
    call("NginxKCP", message="add"),
    call("Status")["message"].split(",")[0],
]))
