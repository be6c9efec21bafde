namespace Reeve.Kubernetes;

/// <summary>One requirement on a node.</summary>
public sealed record NodeSelectorRequirement : KubernetesRecord
{
    /// <summary>Label key or field.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="SelectorOperators"/>.</summary>
    public string Operator { get; init => field = value ?? ""; } = "";

    /// <summary>Values, as the operator takes them.</summary>
    public IReadOnlyList<string> Values { get; init => field = value ?? []; } = [];
}
