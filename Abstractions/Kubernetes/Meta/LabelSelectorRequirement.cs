namespace Reeve.Kubernetes;

/// <summary>One requirement of a label selector.</summary>
public sealed record LabelSelectorRequirement : KubernetesRecord
{
    /// <summary>Label key.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="SelectorOperators"/>.</summary>
    public string Operator { get; init => field = value ?? ""; } = "";

    /// <summary>Values for <c>In</c> and <c>NotIn</c>.</summary>
    public IReadOnlyList<string> Values { get; init => field = value ?? []; } = [];
}
