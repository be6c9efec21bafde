using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>Whether a container that has ended starts again.</summary>
internal static class RestartDecision
{
    /// <summary>By the container's rules, then its own policy, then the pod's.</summary>
    public static bool Restarts(PodSpec spec, Container container, int exitCode)
    {
        foreach (var rule in container.RestartPolicyRules)
        {
            if (rule.Action is RestartRuleActions.Restart or RestartRuleActions.RestartAllContainers && rule.ExitCodes is { } codes && Matches(codes, exitCode))
            {
                return true;
            }
        }

        return (container.RestartPolicy ?? spec.RestartPolicy ?? RestartPolicies.Always) switch
        {
            RestartPolicies.Never => false,
            RestartPolicies.OnFailure => exitCode != 0,
            _ => true,
        };
    }

    /// <summary>Whether an init container is a sidecar.</summary>
    public static bool IsSidecar(Container initContainer) => initContainer.RestartPolicy == RestartPolicies.Always;

    private static bool Matches(ContainerRestartRuleOnExitCodes codes, int exitCode) => codes.Operator switch
    {
        "In" => codes.Values.Contains(exitCode),
        "NotIn" => !codes.Values.Contains(exitCode),
        _ => false,
    };
}
