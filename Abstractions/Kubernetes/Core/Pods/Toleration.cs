namespace Reeve.Kubernetes;

/// <summary>Lets a pod onto nodes with a matching taint.</summary>
public sealed record Toleration : KubernetesRecord
{
    /// <summary>Taint key; null with <c>Exists</c> matches every key.</summary>
    public string? Key { get; init; }

    /// <summary>One of <see cref="TolerationOperators"/>; default Equal.</summary>
    public string? Operator { get; init; }

    /// <summary>Taint value.</summary>
    public string? Value { get; init; }

    /// <summary>One of <see cref="TaintEffects"/>; null matches every effect.</summary>
    public string? Effect { get; init; }

    /// <summary>Seconds a NoExecute taint is tolerated; null is for ever.</summary>
    public long? TolerationSeconds { get; init; }
}
