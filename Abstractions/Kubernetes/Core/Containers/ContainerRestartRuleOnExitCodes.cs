namespace Reeve.Kubernetes;

/// <summary>Exit codes to which a restart rule applies.</summary>
public sealed record ContainerRestartRuleOnExitCodes : KubernetesRecord
{
    /// <summary><c>In</c> or <c>NotIn</c>.</summary>
    public string Operator { get; init => field = value ?? ""; } = "";

    /// <summary>Exit codes.</summary>
    public IReadOnlyList<int> Values { get; init => field = value ?? []; } = [];
}
