using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of starting containers.</summary>
internal static class Launches
{
    /// <summary>The driver started an attempt, or tried to in a way that counts.</summary>
    public static void Done(
        PodState pod, ContainerTrack container, ContainerObservation observation, ResolvedImage image, int listing, DateTimeOffset now)
    {
        if (container.Stage != Stage.Launching)
        {
            return;
        }

        var name = container.Name;
        pod.Raise(now, EventReasons.Created, $"Created container: {name}", container: name);

        Count(container, observation, listing);
        container.Image = image;
        var early = container.Early;
        container.Early = null;
        if (EndReasons.NeverRan(observation.Reason))
        {
            pod.Raise(now, EventReasons.Failed, $"Error: {observation.Message}", warning: true, name);
        }
        else
        {
            pod.Raise(now, EventReasons.Started, $"Started container {name}", container: name);
        }

        if (observation.State == ContainerRunState.Terminated)
        {
            Ends.Begin(container, observation);
            return;
        }

        Run(pod, container, observation, hooks: true);
        if (early is { State: ContainerRunState.Terminated } && early.Id.Attempt == container.Attempt)
        {
            Ends.Begin(container, early);
        }
    }

    /// <summary>The driver reports an attempt whose start seemed to have failed: its answer was lost.</summary>
    public static void Found(PodState pod, ContainerTrack container, ContainerObservation observation, int listing)
    {
        Count(container, observation, listing);
        container.Round = pod.Round;
        Run(pod, container, observation, hooks: true);
        if (observation.State == ContainerRunState.Terminated)
        {
            Ends.Begin(container, observation);
        }
    }

    /// <summary>The pod ends, and nothing was started.</summary>
    public static void GivenUp(ContainerTrack container)
    {
        if (container.Stage == Stage.Launching)
        {
            container.Stage = container.End is null ? Stage.None : Stage.Ended;
        }
    }

    /// <summary>Nothing was started.</summary>
    public static void Failed(PodState pod, ContainerTrack container, LaunchFailure failure, DateTimeOffset now)
    {
        if (container.Stage != Stage.Launching)
        {
            return;
        }

        var image = container.MissingImage = failure.Image ?? container.Resolved.Spec.Image;
        container.Stage = container.End is null ? Stage.None : Stage.Ended;
        container.Waiting = new Waiting(failure.Reason, failure.Message);
        container.Retry = container.Retry.Grow(now, now, pod.Options.RetryBackoff, pod.Options.MaxRetryBackoff);
        var pause = container.Retry.Delay;
        container.RetryAt = now + (failure.RetryAfter is { } after && after > pause ? after : pause);
        container.BackoffShownAt = failure.Reason == Waiting.ErrImagePull ? now + pod.Options.RetryBackoff : null;
        switch (failure.Reason)
        {
            case Waiting.ErrImagePull:
                pod.Raise(now, EventReasons.Failed, $"Failed to pull image \"{image}\": {failure.Message}", true, container.Name);
                pod.Raise(now, EventReasons.Failed, "Error: ErrImagePull", true, container.Name);
                break;
            case Waiting.ErrImageNeverPull:
                pod.Raise(now, EventReasons.ErrImageNeverPull, failure.Message, true, container.Name);
                pod.Raise(now, EventReasons.Failed, "Error: ErrImageNeverPull", true, container.Name);
                break;
            case Waiting.InvalidImageName:
                pod.Raise(now, EventReasons.InspectFailed, $"Failed to apply default image tag \"{image}\": {failure.Message}", true, container.Name);
                pod.Raise(now, EventReasons.Failed, "Error: InvalidImageName", true, container.Name);
                break;
            default:
                pod.Raise(now, EventReasons.Failed, $"Error: {failure.Message}", true, container.Name);
                break;
        }

        if (container.Early is { } early)
        {
            container.Early = null;
            Found(pod, container, early, container.SeenIn);
        }
    }

    private static void Count(ContainerTrack container, ContainerObservation observation, int listing)
    {
        container.Attempt = observation.Id.Attempt;
        container.Last = container.End ?? container.Last;
        container.End = null;
        container.Waiting = null;
        container.RetryAt = null;
        container.BackoffShownAt = null;
        container.Retry = default;
        container.ForceRestart = false;
        container.SeenIn = listing;
        container.Resources = null;
    }

    /// <summary>An attempt runs from now on, or is found running.</summary>
    public static void Run(PodState pod, ContainerTrack container, ContainerObservation observation, bool hooks)
    {
        var spec = container.Resolved.Spec;
        container.Stage = Stage.Running;
        container.Observation = observation;
        container.Collecting = false;
        container.Stop = null;
        container.PostStartSleepUntil = null;
        container.PostStart = hooks && spec.Lifecycle?.PostStart is not null ? HookStage.Due : HookStage.None;
        container.StartupProbe = spec.StartupProbe is { } startup ? new ProbeTrack(ProbeKind.Startup, startup) : null;
        container.ReadinessProbe = spec.ReadinessProbe is { } readiness ? new ProbeTrack(ProbeKind.Readiness, readiness) : null;
        container.LivenessProbe = spec.LivenessProbe is { } liveness ? new ProbeTrack(ProbeKind.Liveness, liveness) : null;
        pod.Changed = true;
    }
}
