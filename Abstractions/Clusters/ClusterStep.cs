using System.Text.Json;

namespace Reeve.Clusters;

/// <summary>One step of a plan. Immutable, serialisable, complete: a later process applies or undoes it from this alone.</summary>
public sealed record ClusterStep
{
    /// <summary>Unique in its plan and the same whenever the same plan is made: lower-case letters, digits, dots, dashes.</summary>
    public required string Id { get; init; }

    /// <summary>What the provisioner switches on, e.g. <c>sysctl</c>. Old kinds stay known while journals may hold them.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the arguments' shape.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Before, during or after the main work.</summary>
    public StepPhase Phase { get; init; } = StepPhase.Main;

    /// <summary>One line for people: <c>Write /etc/sysctl.d/k8s.conf</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Ids of steps that must be done before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>What the kind needs: an object without secrets (those are named by <see cref="SecretNames"/>).</summary>
    public JsonElement Arguments { get; init; }

    /// <summary>Secrets that it reads with <see cref="IStepContext.GetSecretAsync"/>.</summary>
    public IReadOnlyList<string> SecretNames { get; init; } = [];

    /// <summary>How long apply and verify may take together.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether its effect outlives its operation. One that does not (a lock that a later step opens) is taken back if the operation fails, and
    /// not remembered once it has ended.
    /// </summary>
    public bool Lasting { get; init; } = true;

    /// <summary>Whether it can be taken back at all; one that cannot says why in the plan's warnings.</summary>
    public bool Reversible { get; init; } = true;
}
