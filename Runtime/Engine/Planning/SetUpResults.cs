using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of making volumes and sandbox.</summary>
internal static class SetUpResults
{
    public static void Done(PodState pod, PodFacts facts, DateTimeOffset now)
    {
        pod.SetUp = SetUpStage.Done;
        pod.SetUpBackoff = default;
        pod.SetUpRetryAt = null;
        pod.SetUpProblem = null;
        pod.Facts = facts;
        pod.SandboxReadyAt ??= now;
        pod.NextLimitCheck = StorageLimits.Any(pod.Pod)
            ? now + pod.Options.LimitCheckInterval
            : null;
        pod.Changed = true;
    }

    /// <param name="pod">The pod.</param>
    /// <param name="event"><c>FailedMount</c> or <c>FailedCreatePodSandBox</c>.</param>
    /// <param name="failure">What the volumes or the driver said.</param>
    /// <param name="now">The time.</param>
    public static void Failed(PodState pod, string @event, ProviderException failure, DateTimeOffset now)
    {
        pod.Raise(now, @event, failure.Message, warning: true);
        pod.SetUpProblem = new Waiting(Waiting.ContainerCreating, failure.Message);
        var final = failure.Reason is ErrorReason.Invalid or ErrorReason.Unsupported;
        if (final && @event == EventReasons.FailedCreatePodSandBox)
        {
            pod.SetUp = SetUpStage.Refused;
            Decisions.Fail(pod, new PodFailure { Reason = @event, Message = failure.Message }, TimeSpan.Zero, now);
            return;
        }

        pod.SetUp = final ? SetUpStage.Refused : SetUpStage.Due;
        pod.SetUpBackoff = pod.SetUpBackoff.Grow(now, now, pod.Options.SetUpBackoff, pod.Options.MaxSetUpBackoff);
        var pause = pod.SetUpBackoff.Delay;
        pod.SetUpRetryAt = now + (failure.RetryAfter is { } after && after > pause ? after : pause);
    }
}
