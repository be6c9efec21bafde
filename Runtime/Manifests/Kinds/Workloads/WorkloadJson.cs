using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Metadata of the kinds that hold a template, beside that of the object model.</summary>
internal static class WorkloadJson
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    public static JsonTypeInfo<T> GetTypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(KubernetesJson.Options);
        options.TypeInfoResolverChain.Add(WorkloadJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
