using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Runtime.Pods.Store;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>What the steps of one worker share. Used by that worker's one task alone, but for <see cref="Signal"/>.</summary>
internal sealed class PodWorkerContext : IDisposable
{
    private static readonly Pod NoManifest = new();
    private readonly ObjectSubscriptions _subscriptions;

    public PodWorkerContext(PodServices services, PodState state, PodIntent intent, Pod pod, bool isAdopted)
    {
        Services = services;
        State = state;
        Intent = intent with { Manifest = NoManifest };
        Pod = pod;
        IsAdopted = IsRecorded = WasHandedOver = isAdopted;
        Id = new() { Owner = services.Options.Owner, Uid = intent.Uid };
        _subscriptions = new(services.Objects, Signal.Set);
    }

    public PodServices Services { get; }

    public PodState State { get; }

    public PodId Id { get; }

    /// <summary>Set when something happened that the worker has to look at.</summary>
    public AsyncSignal Signal { get; } = new();

    /// <summary>The record, without the manifest: the pod as it shall be is kept once.</summary>
    public PodIntent Intent { get; set; }

    /// <summary>The pod as it shall be.</summary>
    public Pod Pod { get; set; }

    /// <summary>An earlier agent took the pod on.</summary>
    public bool IsAdopted { get; }

    /// <summary>The intent is on disk.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>The backend may know the pod.</summary>
    public bool WasHandedOver { get; set; }

    /// <summary>When the pod is to be resolved again, because a token is to be replaced.</summary>
    public DateTimeOffset? RefreshAt { get; private set; }

    /// <summary>Puts the record on disk, with the pod as it shall be.</summary>
    public Task WriteIntentAsync() => Services.Store.WriteIntentAsync(Intent with { Manifest = Pod });

    /// <summary>Resolves the pod as it shall be, with its objects watched.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="keepsUnread">What cannot be read now stays as an earlier start made it.</param>
    public async Task<Resolution> ResolveAsync(CancellationToken cancellationToken, bool keepsUnread = false)
    {
        Resolution resolution;

        // The last known status tells a provider that adopts the pod what ran before.
        var pod = Pod with { Status = State.Record.Pod.Status };
        do
        {
            var inputs = Services.Provider.DescribeInputs(pod);
            resolution = await Services.Resolver.ResolveAsync(pod, Services.Gates.Description, inputs, cancellationToken, keepsUnread);
        }
        while (_subscriptions.Set(resolution.References));

        RefreshAt = resolution.RefreshAt;
        foreach (var note in resolution.Notes)
        {
            State.AddEvent(note.Reason, note.Message, warning: true, note.Container);
        }

        return resolution;
    }

    public void Dispose() => _subscriptions.Dispose();
}
