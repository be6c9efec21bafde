using Reeve.Workloads;

namespace Reeve.Runtime.Pods;

/// <summary>Nobody outside wants to know.</summary>
internal sealed class NoPodReporter : IPodReporter
{
    public static NoPodReporter Instance { get; } = new();

    public void Report(PodRecord record)
    {
    }

    public void Record(PodRecord record, PodEvent happened)
    {
    }

    public Task ReleaseAsync(PodRecord record, CancellationToken cancellationToken) => Task.CompletedTask;
}
