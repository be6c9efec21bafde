using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Clusters.Grpc.V1Alpha1;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Grpc.Reflection.V1;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Grpc;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Grpc;

/// <summary>The proto files of the repository, what the live server says of itself, and the JSON of the REST API are one.</summary>
public sealed class AgentDescriptionTests
{
    [Fact]
    public async Task Reflection_FileOfTheAgent_IsTheFileOfTheRepository()
    {
        await using var api = new TestApi();
        await api.StartAsync();
        using var client = new GrpcTestClient(api.AddressOf("grpc"));
        var answer = await client.CallAsync<ServerReflectionResponse>(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", new ServerReflectionRequest { FileContainingSymbol = "agent.v1alpha1.AgentAPI" });

        var live = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
        var file = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "proto", ProtoFiles.Agent));
        Assert.Equal(ProtoText.OfFile(file), ProtoText.OfDescriptor(live));
        Assert.Equal(10, live.Service.Single().Method.Count);
    }

    [Fact]
    public async Task ProtoFiles_EveryFileOfTheRepository_IsServedAsItIs()
    {
        await using var api = new TestApi();
        await api.StartAsync();
        var root = Path.Combine(Repository.Root, "proto");
        var names = Directory.GetFiles(root, "*.proto", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path));
        Assert.Equal(names.Order(StringComparer.Ordinal), ProtoFiles.Names.Order(StringComparer.Ordinal));
        foreach (var name in ProtoFiles.Names)
        {
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(root, name)), await api.Client.GetStringAsync($"/proto/{name}"));
        }
    }

    [Fact]
    public void Messages_FieldsInJson_AreThoseOfTheRestApi()
    {
        // What names a cluster is not in the API that knows one.
        Compare(Cluster.Descriptor, ApiJson.TypeInfo<ClusterDocument>(), "metadata");
        Compare(AuditHistoryResponse.Descriptor, ApiJson.TypeInfo<AuditHistoryDocument>());
        Compare(Kubeconfig.Descriptor, ApiJson.TypeInfo<KubeconfigDocument>());
        Compare(ClusterCertificatesResponse.Descriptor, ApiJson.TypeInfo<CertificatesDocument>());
        Compare(GetClusterStatusReconcilerResponse.Descriptor, ApiJson.TypeInfo<ReconcilerDocument>());
    }

    private static void Compare(MessageDescriptor message, JsonTypeInfo document, params string[] without)
    {
        var fields = message.Fields.InDeclarationOrder().ToDictionary(field => field.JsonName);
        var properties = document.Properties.Where(property => !without.Contains(property.Name)).ToDictionary(property => property.Name);
        Assert.True(
            fields.Keys.ToHashSet().SetEquals(properties.Keys),
            $"{message.FullName} has {string.Join(",", fields.Keys.Except(properties.Keys))}, {document.Type.Name} has {string.Join(",", properties.Keys.Except(fields.Keys))}");
        foreach (var (name, field) in fields.Where(pair => pair.Value is { FieldType: FieldType.Message, IsMap: false } && pair.Value.MessageType.File.Package == message.File.Package))
        {
            var type = properties[name].PropertyType;
            type = type.IsGenericType ? type.GetGenericArguments()[0] : type;
            Compare(field.MessageType, ApiJson.Body.GetTypeInfo(type)!);
        }
    }
}
