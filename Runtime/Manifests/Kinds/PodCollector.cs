using System.Security.Cryptography;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Defaults;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>Adds pods: hash, defaults, validation.</summary>
internal static class PodCollector
{
    /// <summary>Adds a pod, unless something is wrong with it or was with its object.</summary>
    /// <param name="scope">The object that describes it.</param>
    /// <param name="pod">The pod as written.</param>
    /// <param name="place">Where a field of the pod stands in the object.</param>
    public static void Add(ObjectScope scope, Pod pod, Func<string, string> place)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(KubernetesJson.SerializeToUtf8Bytes(pod)));
        var ordinal = scope.NextPod();
        var complete = PodDefaulter.Apply(pod);
        foreach (var error in PodValidator.Validate(complete))
        {
            scope.Error(place(error.Field), error.Message);
        }

        if (scope.HasErrors || !scope.ClaimName("Pod", complete.Metadata))
        {
            return;
        }

        if (scope.Collector.Pods.Count >= scope.Options.MaxPods)
        {
            scope.Error("", scope.Node.Position, $"there are more than {scope.Options.MaxPods} pods");
            return;
        }

        scope.Collector.Pods.Add(new()
        {
            Pod = complete,
            File = scope.File,
            Key = $"{scope.Origin}#{complete.Metadata.Namespace}/{complete.Metadata.Name}",
            Document = scope.Document,
            Ordinal = ordinal,
            Line = scope.Node.Position.Line,
            Hash = hash,
        });
    }
}
