using System.Globalization;
using System.Text.Json;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Operations;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Grpc;

/// <summary>A gRPC client that is not ours learns the API from the server and uses it.</summary>
public sealed class ForeignClientTests
{
    // Builds the messages from what reflection says, as tools such as grpcurl do; knows no proto file of the agent.
    private const string Program = """
        import json, sys, grpc
        from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, json_format, struct_pb2, timestamp_pb2

        def field(number, data):
            return bytes([number << 3 | 2]) + varint(len(data)) + data
        def varint(n):
            out = b''
            while n > 127:
                out, n = out + bytes([n & 127 | 128]), n >> 7
            return out + bytes([n])
        def fields(data):
            at = 0
            while at < len(data):
                key, at = number(data, at)
                if key & 7 == 2:
                    size, at = number(data, at)
                    yield key >> 3, data[at:at + size]
                    at += size
                else:
                    _, at = number(data, at)
        def number(data, at):
            n = shift = 0
            while True:
                n |= (data[at] & 127) << shift
                shift, at = shift + 7, at + 1
                if data[at - 1] < 128:
                    return n, at

        raw = lambda x: x
        channel = grpc.insecure_channel(sys.argv[1])
        reflect = channel.stream_stream('/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo', raw, raw)
        answer = next(iter(reflect(iter([field(4, b'agent.v1alpha1.AgentAPI')]))))
        pool = descriptor_pool.DescriptorPool()
        files = [f for n, body in fields(answer) if n == 4 for m, f in fields(body) if m == 1]
        for data in reversed(files):
            pool.Add(descriptor_pb2.FileDescriptorProto.FromString(data))
        service = pool.FindServiceByName('agent.v1alpha1.AgentAPI')
        factory = message_factory.MessageFactory(pool)

        def call(name, **request):
            method = service.methods_by_name[name]
            make = factory.GetPrototype(method.input_type)
            stub = channel.unary_unary('/%s/%s' % (service.full_name, name), lambda m: m.SerializeToString(), factory.GetPrototype(method.output_type).FromString)
            return stub.with_call(json_format.ParseDict(request, make()), timeout=60, compression=grpc.Compression.Gzip)

        out = {'methods': sorted(service.methods_by_name)}
        cluster, rpc = call('CreateCluster', apiVersion='v1alpha1', kind='Cluster', spec={
            'version': 'v1.26.5', 'disableWorkloads': False,
            'networking': {'podSubnet': '10.244.0.0/16', 'svcSubnet': '10.245.0.0/16', 'clusterCni': {'name': 'calico', 'version': 'v3.25.1'}}})
        out['created'] = json_format.MessageToDict(cluster)
        out['trailer'] = dict(rpc.trailing_metadata()).get('reeve-operation')
        out['phase'] = call('GetCluster')[0].status.phase
        try:
            call('PatchCluster')
        except grpc.RpcError as error:
            out['refused'] = [error.code().name, error.details()]
        watch = channel.unary_stream('/grpc.health.v1.Health/Watch', raw, raw)(b'')
        out['health'] = list(next(iter(watch)))
        watch.cancel()
        print(json.dumps(out))
        """;

    [RequiresFact(Component.PythonGrpc)]
    public async Task Python_LearnsTheApiByReflection_AndUsesIt()
    {
        await using var api = new TestApi();
        api.Operations.Set(TestApi.OperationOf(StepState.Applying));
        await api.StartAsync();

        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{api.AddressOf("grpc").Port}");
        var result = await Tool.RunAsync("/usr/bin/python3", ["-c", Program, address]);
        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var said = document.RootElement;
        Assert.Equal(10, said.GetProperty("methods").GetArrayLength());
        Assert.Equal("calico", said.GetProperty("created").GetProperty("spec").GetProperty("networking").GetProperty("clusterCni").GetProperty("name").GetString());
        Assert.Equal(TestApi.OperationId, said.GetProperty("trailer").GetString());
        Assert.Equal("Provisioning", said.GetProperty("phase").GetString());
        Assert.Equal("INVALID_ARGUMENT", said.GetProperty("refused")[0].GetString());
        Assert.Equal([8, 1], said.GetProperty("health").EnumerateArray().Select(one => one.GetInt32()));
    }
}
