using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private static readonly Pod Subject = new() { Metadata = new() { Name = "p", Namespace = "d", Uid = "u", ResourceVersion = "5" } };

    private readonly ManualTimeProvider _time = new();
    private readonly Counters _counters = new();
    private EventServer _server = null!;
    private KubernetesClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await EventServer.StartAsync();
        _client = new(new() { Server = _server.Address }, new() { MaxRetries = 0 });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _counters.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Record_OneEvent_IsStoredAsToolsExpect()
    {
        await using var recorder = Recorder();
        recorder.Record(ObjectReferences.ToContainer(Subject with { Spec = new() { Containers = [new() { Name = "web" }] } }, "web"), EventTypes.Normal, "Pulled", "done");
        await StoredAsync("Pulled: done x1");
        var stored = _server.Events().Single();
        Assert.Equal("/api/v1/namespaces/d/events", _server.Seen.Single().Path);
        Assert.StartsWith("p.", stored.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal(("d", "Normal", "reeve", "n1"), (stored.Metadata.Namespace, stored.Type, stored.Source!.Component, stored.Source.Host));
        Assert.Equal(("Pod", "d", "p", "u", "v1", "5", "spec.containers{web}"), (
            stored.InvolvedObject.Kind, stored.InvolvedObject.Namespace, stored.InvolvedObject.Name, stored.InvolvedObject.Uid,
            stored.InvolvedObject.ApiVersion, stored.InvolvedObject.ResourceVersion, stored.InvolvedObject.FieldPath));
        Assert.Equal((_time.GetUtcNow(), _time.GetUtcNow()), (stored.FirstTimestamp!.Value.Value, stored.LastTimestamp!.Value.Value));
    }

    [Fact]
    public async Task Record_SameAgain_IsCountedUp()
    {
        await using var recorder = Recorder();
        for (var i = 1; i <= 3; i++)
        {
            Record(recorder, "BackOff", "again");
            await StoredAsync($"BackOff: again x{Answers.Text(i)}");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        var stored = _server.Events().Single();
        Assert.Equal(TimeSpan.FromMinutes(2), stored.LastTimestamp!.Value.Value - stored.FirstTimestamp!.Value.Value);
        Assert.Equal(["POST", "PATCH", "PATCH"], _server.Seen.Select(seen => seen.Method));
        _server.Expire();
        Record(recorder, "BackOff", "again");
        await StoredAsync("BackOff: again x4");
    }

    [Fact]
    public async Task Record_ManySimilar_AreCombined()
    {
        await using var recorder = Recorder();
        for (var i = 0; i < 14; i++)
        {
            Record(recorder, "Failed", "number " + Answers.Text(i));
        }

        await StoredAsync([.. Enumerable.Range(0, 10).Select(i => $"Failed: number {Answers.Text(i)} x1").Append("Failed: (combined from similar events): number 13 x4").Order()]);
    }

    [Fact]
    public async Task Record_TooManyOfOneObject_AreHeldBackAndCounted()
    {
        await using var recorder = Recorder();
        for (var i = 0; i < 40; i++)
        {
            Record(recorder, "BackOff", "again");
        }

        recorder.Record(new() { Kind = "Node", Name = "n1", Uid = "n1" }, EventTypes.Normal, "Other", "object");
        await StoredAsync("BackOff: again x25", "Other: object x1");
        Assert.Equal("/api/v1/namespaces/default/events", _server.Seen.Single(seen => seen.Body.Contains("Other", StringComparison.Ordinal)).Path);
        _time.Advance(TimeSpan.FromMinutes(5));
        Record(recorder, "BackOff", "again");
        await StoredAsync("BackOff: again x41", "Other: object x1");
    }

    [Fact]
    public async Task Record_ServerAway_IsTriedAgainAndTheOldestDropped()
    {
        _server.Refuse = (context, _) => context.StatusAsync(500, StatusReasons.InternalError);
        await using var recorder = Recorder(new() { Host = "n1", Capacity = 20, Lull = TimeSpan.Zero });
        for (var i = 0; i < 9; i++)
        {
            Record(recorder, "R" + Answers.Text(i), "m");
            if (i == 0)
            {
                await Eventually.TrueAsync(() => _server.Seen.Count == 1 && _time.ActiveTimers == 1, "the first one waits");
            }
        }

        // One is being sent, five wait in the queue of this object, three had to go.
        Assert.Equal(3, Dropped("queue_full"));
        _server.Refuse = null;
        _time.Advance(TimeSpan.FromSeconds(2));
        await StoredAsync("R0: m x1", "R4: m x1", "R5: m x1", "R6: m x1", "R7: m x1", "R8: m x1");
    }

    [Fact]
    public async Task Record_Refused_IsDroppedAndTheNextIsSent()
    {
        _server.Refuse = (context, _) => context.StatusAsync(403, StatusReasons.Forbidden);
        await using var recorder = Recorder();
        Record(recorder, "A", "m");
        await Eventually.TrueAsync(() => Dropped("refused") == 1, "it is dropped");
        _server.Refuse = null;
        Record(recorder, "B", "m");
        await StoredAsync("B: m x1");
    }

    [Fact]
    public async Task Record_AnswerLost_IsNotStoredTwice()
    {
        var lose = true;
        await using var recorder = Recorder();
        _server.Refuse = async (context, seen) =>
        {
            _server.Refuse = null;
            lose = false;
            Assert.Equal("POST", seen.Method);
            context.Abort();
            await Task.CompletedTask;
        };
        Record(recorder, "A", "m");
        await Eventually.TrueAsync(() => !lose && _time.ActiveTimers == 1, "it waits");
        _time.Advance(TimeSpan.FromSeconds(2));
        await StoredAsync("A: m x1");
    }

    [Fact]
    public async Task DisposeAsync_EventsWait_AreSentFirst()
    {
        var recorder = Recorder();
        for (var i = 0; i < 20; i++)
        {
            Record(recorder, "R", Answers.Text(i));
        }

        await recorder.DisposeAsync();
        Assert.Equal(20, _server.Events().Sum(stored => stored.Count));
    }

    [Fact]
    public async Task DisposeAsync_EventsAreHeld_AreSentFirst()
    {
        var recorder = Recorder(new() { Host = "n1" });
        Record(recorder, "R", "m");
        await Eventually.TrueAsync(() => _time.ActiveTimers == 1, "it is held");
        Assert.Empty(_server.Seen);

        await recorder.DisposeAsync();

        Assert.Single(_server.Events());
    }

    [Fact]
    public async Task Record_LongTexts_AreCut()
    {
        await using var recorder = Recorder();
        recorder.Record(new() { Kind = "Pod", Namespace = "d", Name = new string('n', 253), Uid = "u" }, EventTypes.Normal, new string('R', 300), new string('ä', 1000));
        await Eventually.TrueAsync(() => _server.Events().Count == 1, "it is stored");
        var stored = _server.Events().Single();
        Assert.Equal((253, 128, 512), (stored.Metadata.Name.Length, stored.Reason!.Length, stored.Message!.Length));
    }

    private static void Record(EventRecorder recorder, string reason, string message) =>
        recorder.Record(ObjectReferences.To(Subject), EventTypes.Warning, reason, message);

    private EventRecorder Recorder(EventRecorderOptions? options = null) => new(_client, options ?? new() { Host = "n1", Lull = TimeSpan.Zero }, _time, meterFactory: _counters);

    private long Dropped(string reason) => _counters.Value("reeve.kubernetes.events.dropped", reason);

    private Task StoredAsync(params string[] expected) => Eventually.TrueAsync(() => _server.Stored().SequenceEqual(expected), string.Join(", ", expected));
}
