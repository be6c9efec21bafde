using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods;

/// <summary>An agent that dies between any two steps leaves what the next one brings to the wanted state.</summary>
public sealed class CrashTests
{
    public static TheoryData<int> Steps => [.. Enumerable.Range(1, 48)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Restart_AfterDeathAtAnyStep_Converges(int step)
    {
        var path = Directory.CreateTempSubdirectory("reeve-crash-").FullName;
        var backend = new FakeBackend();
        var source = new FakeSource();
        source.Set(Some.Pod("stays"));
        source.Set(Some.Pod("changes"));
        source.Set(Some.Pod("goes"));

        var crash = new CrashPoint(step);
        var first = Agent(backend, path, source, crash);
        await first.StartAsync();
        await Eventually.TrueAsync(() => crash.Happened || backend.Running.Count == 3, "all run, or the agent died");
        source.Set(Some.Pod("changes"), "2");
        source.Delete("goes");
        await Eventually.TrueAsync(() => crash.Happened || IsWanted(first, backend, path), "all is as wanted, or the agent died");
        var ended = first.Manager.DisposeAsync();
        if (!crash.Happened)
        {
            await ended;
        }

        // A dead process finishes no write; in the test the one that was under way has to end before the next agent begins.
        await crash.QuietAsync();
        first.Unlock();
        await using var second = Agent(backend, path, source, new CrashPoint(int.MaxValue));
        await second.StartAsync();

        await Eventually.TrueAsync(() => IsWanted(second, backend, path), "all is as wanted");
        Assert.All(backend.Starts, start => Assert.Equal(1, start.Value));
        await second.EndAsync();
        Directory.Delete(path, recursive: true);
    }

    private static bool IsWanted(Agent agent, FakeBackend backend, string path) =>
        agent.Manager.Synced.IsCompleted
        && agent.Manager.Pods is [{ Pod.Metadata.Name: "changes", Pod.Status.Phase: PodPhases.Running } changes, { Pod.Metadata.Name: "stays", Pod.Status.Phase: PodPhases.Running } stays]
        && backend.Known.SequenceEqual(new[] { changes.Uid, stays.Uid }.Order())
        && backend.Running.Count == 2
        && new PodStoreReader(path).ReadPods().Count == 2;

    private static Agent Agent(FakeBackend backend, string path, FakeSource source, CrashPoint crash) => new(
        backend,
        path,
        agent =>
        {
            agent.Source = source;
            agent.Options = agent.Options with { RetryDelay = TimeSpan.FromMilliseconds(5), OrphanGracePeriod = TimeSpan.FromMilliseconds(50) };
            agent.Provider.Before = (_, _, _) => crash.PassAsync();
            agent.Provider.After = (_, _, _) => crash.PassAsync();
        },
        TimeProvider.System,
        store => new DyingStore(store, crash));

    /// <summary>Counts steps; from one on, the agent is dead: nothing that it does has an effect, and nothing answers it.</summary>
    private sealed class CrashPoint(int step)
    {
        private readonly Lock _lock = new();
        private readonly List<Task> _running = [];
        private int _passed;

        public bool Happened => Volatile.Read(ref _passed) >= step;

        public bool Pass() => Interlocked.Increment(ref _passed) < step;

        /// <summary>Does something that takes effect as a whole or not at all.</summary>
        public void Do(Action effect)
        {
            lock (_lock)
            {
                if (Pass())
                {
                    effect();
                }
            }
        }

        /// <summary>Begins something, unless the agent is dead.</summary>
        public async Task DoAsync(Func<Task> effect)
        {
            var running = Task.CompletedTask;
            Do(() => _running.Add(running = effect()));
            await running;
            await PassAsync();
        }

        /// <summary>Waits for what began before the death.</summary>
        public async Task QuietAsync()
        {
            Task[] running;
            lock (_lock)
            {
                running = [.. _running];
            }

            await Task.WhenAll(running);
        }

        public Task PassAsync() => Pass() ? Task.CompletedTask : new TaskCompletionSource().Task;
    }

    private sealed class DyingStore(IPodStore store, CrashPoint crash) : IPodStore
    {
        public Task WriteIntentAsync(PodIntent intent) => crash.DoAsync(() => store.WriteIntentAsync(intent));

        public Task WriteTombstoneAsync(string uid, PodTombstone tombstone) => crash.DoAsync(() => store.WriteTombstoneAsync(uid, tombstone));

        public Task WriteStatusAsync(Pod pod, string? backendHandle, IReadOnlyList<Event> events) =>
            crash.DoAsync(() => store.WriteStatusAsync(pod, backendHandle, events));

        public void WriteEvents(IReadOnlyList<Event> events) => crash.Do(() => store.WriteEvents(events));

        public Task DeleteAsync(string uid) => crash.DoAsync(() => store.DeleteAsync(uid));

        public Task SweepAsync(IEnumerable<string> known) => store.SweepAsync(known);

        public ValueTask DisposeAsync() => crash.Happened ? ValueTask.CompletedTask : store.DisposeAsync();
    }
}
