using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Decides whether an ended container starts again: its rules, then its own policy, then the pod's.</summary>
internal static class RestartPolicy
{
    /// <summary>The policy of a container.</summary>
    public static string Of(PodState pod, ContainerTrack container) => container.Kind switch
    {
        ContainerKind.Sidecar => RestartPolicies.Always,
        ContainerKind.Ephemeral => RestartPolicies.Never,
        _ => container.Resolved.Spec.RestartPolicy ?? pod.Pod.Pod.Spec.RestartPolicy ?? RestartPolicies.Always,
    };

    /// <summary>What follows from the end of the newest attempt.</summary>
    public static RestartVerdict Judge(PodState pod, ContainerTrack container)
    {
        var exitCode = container.End?.ExitCode ?? 0;
        if (container.Kind == ContainerKind.Ephemeral)
        {
            return RestartVerdict.Stay;
        }

        if (container.ForceRestart)
        {
            return RestartVerdict.Restart;
        }

        if (container.Kind == ContainerKind.Init && exitCode == 0)
        {
            return RestartVerdict.Stay;
        }

        foreach (var rule in container.Resolved.Spec.RestartPolicyRules)
        {
            if (rule.ExitCodes is { } codes && Matches(codes, exitCode))
            {
                return rule.Action == RestartRuleActions.RestartAllContainers ? RestartVerdict.RestartAll : RestartVerdict.Restart;
            }
        }

        return Of(pod, container) switch
        {
            RestartPolicies.Always => RestartVerdict.Restart,
            RestartPolicies.OnFailure when exitCode != 0 => RestartVerdict.Restart,
            _ => RestartVerdict.Stay,
        };
    }

    private static bool Matches(ContainerRestartRuleOnExitCodes codes, int exitCode) => codes.Operator switch
    {
        "In" => codes.Values.Contains(exitCode),
        "NotIn" => !codes.Values.Contains(exitCode),
        _ => false,
    };
}
