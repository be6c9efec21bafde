using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>What becomes of an object that asks for the proxy.</summary>
internal sealed class SourceOutcome(IKubernetesObject item)
{
    /// <summary>The object.</summary>
    public IKubernetesObject Object { get; } = item;

    /// <summary>Whether it is reached at the proxy's addresses.</summary>
    public bool IsServed { get; set; } = true;

    /// <summary>What of it is not served, and why.</summary>
    public List<SourceProblem> Problems { get; } = [];

    /// <summary>Names an object within its cluster.</summary>
    public static string KeyOf(IKubernetesObject item) => $"{item.Kind}/{item.Metadata.Namespace}/{item.Metadata.Name}";

    /// <summary>Nothing of it is served.</summary>
    public void Refuse(SourceProblem problem)
    {
        IsServed = false;
        Problems.Add(problem);
    }
}
