using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.State;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Pods.Fakes;

/// <summary>A manager of pods over fakes, with a state directory of its own that the next agent may take over.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly StateDirectory _state;
    private readonly bool _ownsPath;

    public Agent(FakeBackend? backend = null, string? path = null, Action<Agent>? setUp = null, TimeProvider? timeProvider = null, Func<IPodStore, IPodStore>? store = null)
    {
        _ownsPath = path is null;
        Path = path ?? Directory.CreateTempSubdirectory("reeve-pods-").FullName;
        Provider = new FakeProvider(backend ?? new FakeBackend());
        Time = timeProvider ?? new ManualTimeProvider();
        Options = new() { Owner = Some.Owner };
        setUp?.Invoke(this);
        _state = StateDirectory.Open(Path);
        IPodStore files = new PodStore(_state);
        Manager = new PodManager(
            Options, Provider, [Source], Objects, store?.Invoke(files) ?? files, new PodStoreReader(Path), Time, NullLoggerFactory.Instance, null);
    }

    public string Path { get; }

    public PodManagerOptions Options { get; set; }

    public FakeProvider Provider { get; }

    public FakeBackend Backend => Provider.Backend;

    public FakeSource Source { get; set; } = new();

    public FakeObjects Objects { get; set; } = new();

    public TimeProvider Time { get; }

    public ManualTimeProvider Clock => (ManualTimeProvider)Time;

    public PodManager Manager { get; }

    public async Task<Agent> StartAsync()
    {
        await Manager.StartAsync(CancellationToken.None);
        return this;
    }

    public Pod Pod(string name) => Manager.Find("default", name)?.Pod ?? throw new InvalidOperationException($"There is no pod {name}.");

    public string Uid(string name) => Pod(name).Metadata.Uid!;

    public Task PhaseAsync(string name, string phase) =>
        Eventually.TrueAsync(() => Manager.Find("default", name)?.Pod.Status.Phase == phase, $"{name} is {phase}, but {Manager.Find("default", name)?.Pod.Status.Phase}");

    public Task EventAsync(string name, string reason) => Eventually.TrueAsync(
        () => Manager.GetEvents().Any(e => e.InvolvedObject.Name == name && e.Reason == reason), $"{name} has an event {reason}");

    public Task GoneAsync(string name) => Eventually.TrueAsync(() => Manager.Find("default", name) is null, $"{name} is gone");

    /// <summary>Moves the clock step by step until a condition holds.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        what);

    /// <summary>Ends the agent; workloads and the state directory stay.</summary>
    public async Task EndAsync()
    {
        await Manager.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>Lets go of the lock of an agent that died.</summary>
    public void Unlock() => _state.Dispose();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (_ownsPath)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
