using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>Puts the agent's own steps around those of a provisioner.</summary>
internal static class AgentSteps
{
    public const string Stop = "reeve.workloads.stop";
    public const string Start = "reeve.workloads.start";
    public const string Freeze = "reeve.writes.freeze";
    public const string Thaw = "reeve.writes.thaw";
    public const string FreezeId = "reeve-writes-freeze";
    public const string ThawId = "reeve-writes-thaw";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(10);

    /// <summary>
    /// An upgrade: workloads stop, then writes are refused, then the provisioner's steps, then the same back. Taking it back does the same in
    /// reverse, since each step undoes what it did.
    /// </summary>
    public static ClusterPlan AroundUpgrade(ClusterPlan plan, ClusterId cluster, bool wereStopped, bool stayStopped)
    {
        var stop = Step("reeve-workloads-stop", Stop, StepPhase.Pre, "Stop all workloads", cluster, wereStopped, stayStopped);
        var freeze = Step(FreezeId, Freeze, StepPhase.Pre, "Refuse writes outside the system's namespaces", cluster, false, false, stop.Id);
        var inner = plan.Steps.Select(step => step.Phase is StepPhase.Pre ? step with { DependsOn = [.. step.DependsOn, freeze.Id] } : step).ToList();
        var last = inner.Where(step => step.Phase is StepPhase.Post).Select(step => step.Id).ToArray();
        var thaw = Step(ThawId, Thaw, StepPhase.Post, "Allow writes again", cluster, false, false, last);
        var start = Step("reeve-workloads-start", Start, StepPhase.Post, "Start the workloads that ran", cluster, wereStopped, stayStopped, thaw.Id);
        return plan with { Steps = stayStopped ? [stop, freeze, .. inner, thaw] : [stop, freeze, .. inner, thaw, start] };
    }

    /// <summary>Other operations: workloads stop, or start, after the provisioner's steps.</summary>
    public static ClusterPlan WithWorkloads(ClusterPlan plan, ClusterId cluster, bool wereStopped, bool stayStopped)
    {
        if (wereStopped == stayStopped)
        {
            return plan;
        }

        var last = plan.Steps.Where(step => step.Phase is StepPhase.Post).Select(step => step.Id).ToArray();
        var own = stayStopped
            ? Step("reeve-workloads-stop", Stop, StepPhase.Post, "Stop all workloads", cluster, wereStopped, stayStopped, last)
            : Step("reeve-workloads-start", Start, StepPhase.Post, "Start the workloads that ran", cluster, wereStopped, stayStopped, last);
        return plan with { Steps = [.. plan.Steps, own] };
    }

    private static ClusterStep Step(
        string id, string kind, StepPhase phase, string title, ClusterId cluster, bool wereStopped, bool stayStopped, params string[] dependsOn) => new()
    {
        Id = id,
        Kind = kind,
        Phase = phase,
        Title = title,
        DependsOn = dependsOn,
        Arguments = JsonSerializer.SerializeToElement(
            new AgentStepArguments { Cluster = cluster, WereStopped = wereStopped, StayStopped = stayStopped }, ClusterJson.Default.AgentStepArguments),
        Deadline = s_deadline,
        Lasting = false, // the goal says whether workloads are stopped, and nothing of it is left when the cluster is gone
    };
}
