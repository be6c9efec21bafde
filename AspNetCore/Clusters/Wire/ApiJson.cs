using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.AspNetCore.Names.Wire;
using Reeve.AspNetCore.Overview;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>JSON of the cluster API, without reflection: indented by two, what is not set left out, unknown fields skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(ClusterDocument))]
[JsonSerializable(typeof(ClusterListDocument))]
[JsonSerializable(typeof(AuditHistoryDocument))]
[JsonSerializable(typeof(HandoverDocument))]
[JsonSerializable(typeof(KubeconfigDocument))]
[JsonSerializable(typeof(CertificatesDocument))]
[JsonSerializable(typeof(ReconcilerDocument))]
[JsonSerializable(typeof(EmptyDocument))]
[JsonSerializable(typeof(OperationDocument))]
[JsonSerializable(typeof(OperationListDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(AuditListDocument))]
[JsonSerializable(typeof(ProxyDocument))]
[JsonSerializable(typeof(ProxyListDocument))]
[JsonSerializable(typeof(ProxyStatusDocument))]
[JsonSerializable(typeof(ProxyCertificatesDocument))]
[JsonSerializable(typeof(ProxyRevisionsDocument))]
[JsonSerializable(typeof(ProxyDiffDocument))]
[JsonSerializable(typeof(ProxyRollbackDocument))]
[JsonSerializable(typeof(FlavorDocument))]
[JsonSerializable(typeof(FlavorListDocument))]
[JsonSerializable(typeof(StateDocument))]
[JsonSerializable(typeof(OwnNameDocument))]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    private static readonly Lazy<ApiJson> Bodies = new(static () => new ApiJson(new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    private static readonly Lazy<ApiJson> Lines = new(static () => new ApiJson(new JsonSerializerOptions(Body.Options) { WriteIndented = false }));

    /// <summary>For bodies: text is escaped only where JSON wants it, as versions (<c>v1.30.2+k3s1</c>) and manifests are read by people.</summary>
    public static ApiJson Body => Bodies.Value;

    /// <summary>For streams: each document on one line.</summary>
    public static ApiJson Line => Lines.Value;

    /// <summary>How a type is written in bodies.</summary>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Body.Options.GetTypeInfo(typeof(T));
}
