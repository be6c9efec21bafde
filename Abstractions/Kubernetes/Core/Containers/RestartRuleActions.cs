namespace Reeve.Kubernetes;

/// <summary>What a restart rule does.</summary>
public static class RestartRuleActions
{
    /// <summary>Starts the container again.</summary>
    public const string Restart = "Restart";

    /// <summary>Starts all containers of the pod again.</summary>
    public const string RestartAllContainers = "RestartAllContainers";
}
