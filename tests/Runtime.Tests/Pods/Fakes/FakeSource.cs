using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Tests.Pods.Fakes;

/// <summary>A source of pods that a test holds in its hand.</summary>
internal sealed class FakeSource : IPodSource
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DesiredPod> _pods = [];
    private readonly List<Channel<PodSourceItem>> _watches = [];

    public string Name => "fake";

    public bool FailsListing { get; set; }

    public void Set(Pod pod, string hash = "1", bool runAgain = false)
    {
        var desired = new DesiredPod { Key = pod.Metadata.Name, Hash = hash, Pod = pod, RunAgain = runAgain };
        lock (_lock)
        {
            _pods[desired.Key] = desired;
            _watches.ForEach(watch => watch.Writer.TryWrite(PodSourceItem.Set(desired)));
        }
    }

    public void Delete(string name)
    {
        lock (_lock)
        {
            _pods.Remove(name);
            _watches.ForEach(watch => watch.Writer.TryWrite(PodSourceItem.Deleted(name)));
        }
    }

    public async IAsyncEnumerable<PodSourceItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<PodSourceItem>();
        List<PodSourceItem> listing;
        lock (_lock)
        {
            listing = [.. _pods.Values.Select(PodSourceItem.Set), PodSourceItem.Synced];
            _watches.Add(channel);
        }

        foreach (var item in listing)
        {
            yield return item;
        }

        await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return item;
        }
    }

    public Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return FailsListing
                ? throw new ProviderException(ErrorReason.Transient, "No listing.")
                : Task.FromResult<IReadOnlyCollection<string>>([.. _pods.Keys]);
        }
    }

    public bool Covers(string key) => true;
}
