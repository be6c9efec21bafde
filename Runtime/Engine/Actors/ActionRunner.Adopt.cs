using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class ActionRunner
{
    private async Task AdoptAsync(ResolvedPod pod, IReadOnlyList<ContainerObservation> attempts)
    {
        var ends = new Dictionary<ContainerId, ContainerReport>();
        foreach (var attempt in attempts)
        {
            if (pod.Containers.FirstOrDefault(container => container.Name == attempt.Id.Name) is not { } container)
            {
                continue;
            }

            if (attempt.State == ContainerRunState.Running)
            {
                OpenLog(attempt.Id, container.Spec.Tty == true);
            }
            else
            {
                ends[attempt.Id] = await _engine.Ends.CollectAsync(container, attempt, _engine.Stopping);
            }
        }

        actor.Post(self =>
        {
            var now = _engine.Now;
            var accepted = pod.Pod.Status.StartTime ?? attempts.Min(static attempt => attempt.StartedAt) ?? now;
            var state = new PodState(pod, accepted, _engine.Options);
            Adoption.Take(state, attempts, ends, _engine.Listing, _engine.Random, now);
            foreach (var container in state.Containers.Where(static container => container.Attempt >= 0))
            {
                container.Image ??= _engine.Images.Recall(container.Id);
            }

            self.Adopted(state);
        });
    }

    private void OpenLog(ContainerId container, bool tty)
    {
        try
        {
            _engine.Logs.Open(container, tty);
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            // The container runs on, and its spool keeps what it writes.
            LogUnfollowed(_engine.Logger, container, failure.Message);
        }
    }
}
