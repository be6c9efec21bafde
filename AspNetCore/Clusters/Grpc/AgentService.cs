using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Clusters.Grpc.V1Alpha1;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Grpc;

namespace Reeve.AspNetCore.Clusters.Grpc;

/// <summary><c>agent.v1alpha1.AgentAPI</c>: each method is a call of the REST API.</summary>
internal sealed class AgentService : IGrpcService
{
    private const string Cluster = "/api/v1alpha1/cluster";
    private readonly RestCall _rest;

    /// <summary>Makes the service.</summary>
    /// <param name="rest">The REST API.</param>
    public AgentService(IApiHandler rest)
    {
        _rest = new RestCall(rest, WithKnownConditions);
        Methods =
        [
            Method<GetClusterRequest, Cluster>("GetCluster", "GET", Cluster),
            Method<CreateClusterRequest, Cluster>("CreateCluster", "POST", Cluster, hasBody: true),
            Method<UpgradeClusterRequest, Cluster>("UpgradeCluster", "PUT", Cluster, hasBody: true),
            Method<PatchClusterRequest, Cluster>("PatchCluster", "PATCH", Cluster, hasBody: true),
            Method<DeleteClusterRequest, Cluster>("DeleteCluster", "DELETE", Cluster),
            Method<AuditHistoryRequest, AuditHistoryResponse>("AuditHistory", "GET", $"{Cluster}/audit"),
            Method<GetKubeconfigRequest, Kubeconfig>("GetKubeconfig", "GET", "/api/v1alpha1/kubeconfig"),
            Method<ResetKubeconfigRequest, ResetKubeconfigRequest>("ResetCerts", "DELETE", "/api/v1alpha1/certs"),
            Method<ClusterCertificateRequest, ClusterCertificatesResponse>("GetCerts", "GET", "/api/v1alpha1/certs"),
            Method<GetClusterStatusReconcilerRequest, GetClusterStatusReconcilerResponse>("GetReconcilerRequest", "GET", "/api/v1alpha1/reconciler"),
        ];
    }

    /// <inheritdoc/>
    public ServiceDescriptor Descriptor => AgentReflection.Descriptor.Services[0];

    /// <inheritdoc/>
    public IReadOnlyList<GrpcMethod> Methods { get; }

    private GrpcMethod Method<TRequest, TResponse>(string name, string httpMethod, string path, bool hasBody = false)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>, new() =>
        GrpcMethod.Unary<TRequest, TResponse>(Descriptor, name, (request, call) => _rest.SendAsync<TResponse>(call, httpMethod, path, hasBody ? request : null));

    // The type of a condition is an enumeration here, and any word there: provisioners have conditions of their own.
    private static string WithKnownConditions(byte[] json)
    {
        if (JsonSerializer.Deserialize(json, ApiJson.Body.ClusterDocument) is not { Status.Conditions: { } conditions } cluster)
        {
            return Encoding.UTF8.GetString(json);
        }

        var known = conditions.Select(condition => Enum.TryParse<ConditionType>(condition.Type, out _)
            ? condition
            : condition with { Type = nameof(ConditionType.Unknown), Message = $"{condition.Type}: {condition.Message}".TrimEnd(' ', ':') });
        return JsonSerializer.Serialize(cluster with { Status = cluster.Status with { Conditions = [.. known] } }, ApiJson.Body.ClusterDocument);
    }
}
