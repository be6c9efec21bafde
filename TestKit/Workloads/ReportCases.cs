using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Workloads;

/// <summary>What the contract demands of reports and of the node.</summary>
internal static class ReportCases
{
    public static IReadOnlyList<ConformanceCase<WorkloadSession>> All { get; } =
    [
        new("watch.synced", "The watch says Synced also when there is nothing.", (session, token) => session.SyncAsync(token)),
        new("watch.whole", "Every report names all containers that were started.", WholeAsync),
        new("watch.forward", "No container of an attempt runs again after its end was reported.", ForwardAsync),
        new("watch.owner", "Pods of another owner are not reported.", OwnerAsync),
        new("features.constant", "The features do not change while the provider is open.", FeaturesAsync),
        new("node.describes", "The node is described with its capacity for pods.", NodeAsync),
    ];

    private static async Task WholeAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Require.Applies(session.Provider.Features.Supports(PodFeature.MultipleContainers), "one container only");
        var sample = SamplePods.New("two");
        var pod = session.Resolve(sample with
        {
            Spec = sample.Spec with { Containers = [sample.Spec.Containers[0], sample.Spec.Containers[0] with { Name = "second" }] },
        });
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken, "second").ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken, "second").ConfigureAwait(false);
    }

    private static async Task ForwardAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        var states = session.History.Where(report => report.Id == pod.Id).SelectMany(report => report.Containers).Where(report => report.Attempt == 0);
        Require.True(
            states.SkipWhile(state => state.State != ContainerRunState.Terminated).All(state => state.State == ContainerRunState.Terminated),
            "it was reported otherwise after its end");
    }

    private static async Task OwnerAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken, session.Owner with { Node = "somebody-else" }).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(0, session.Reports.Count, "pods reported to another owner");
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(1, session.Reports.Count, "pods reported to the owner");
    }

    private static async Task FeaturesAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var before = string.Join(',', session.Provider.Features.Supported.Order());
        await session.StartAsync(session.Sleeper(), cancellationToken).ConfigureAwait(false);
        Require.Equal(before, string.Join(',', session.Provider.Features.Supported.Order()), "the features");
    }

    private static async Task NodeAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        await foreach (var node in session.Provider.WatchNodeAsync(cancellationToken).ConfigureAwait(false))
        {
            Require.True(node.Capacity.ContainsKey("pods"), "no capacity of pods");
            return;
        }

        Require.True(false, "the watch of the node ended without a description");
    }
}
