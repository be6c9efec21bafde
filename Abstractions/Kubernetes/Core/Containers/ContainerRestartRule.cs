namespace Reeve.Kubernetes;

/// <summary>One rule on what happens when a container ends.</summary>
public sealed record ContainerRestartRule : KubernetesRecord
{
    /// <summary>One of <see cref="RestartRuleActions"/>.</summary>
    public string Action { get; init => field = value ?? ""; } = "";

    /// <summary>Exit codes to which the rule applies.</summary>
    public ContainerRestartRuleOnExitCodes? ExitCodes { get; init; }
}
