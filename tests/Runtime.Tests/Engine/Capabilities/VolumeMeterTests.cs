using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Capabilities;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Capabilities;

/// <summary>Volumes are measured beside requests, once a minute at most.</summary>
public sealed class VolumeMeterTests : IDisposable
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly FakeVolumes _volumes = new("/nowhere");
    private readonly CancellationTokenSource _end = new();
    private int _measured;

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task Get_Again_MeasuresOnceAMinute()
    {
        using var going = new ManualResetEventSlim(initialState: true);
        _volumes.Measures = volume =>
        {
            going.Wait(_end.Token);
            return Count(volume);
        };
        var meter = Meter();
        Assert.Equal(1, Assert.Single(await meter.GetAsync([Pod("a")], default), pod => pod.Key == "a").Value[0].UsedBytes);
        await meter.GetAsync([Pod("a")], default);
        Assert.Equal(1, Volatile.Read(ref _measured));

        _time.Advance(TimeSpan.FromMinutes(2));
        going.Reset();
        // The last measures at once; newer ones come beside.
        Assert.Equal(1, (await meter.GetAsync([Pod("a")], default))["a"][0].UsedBytes);
        going.Set();
        await Eventually.TrueAsync(async () => (await meter.GetAsync([Pod("a")], default))["a"][0].UsedBytes == 2, "the next measure");
    }

    [Fact]
    public async Task Get_WhileAVolumeTakesLong_DoesNotWaitForIt()
    {
        using var blocked = new ManualResetEventSlim();
        _volumes.Measures = volume =>
        {
            blocked.Wait(_end.Token);
            return Count(volume);
        };
        var meter = Meter();
        var asked = meter.GetAsync([Pod("a")], default);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return asked.IsCompleted;
            },
            "an answer without the volume");
        Assert.Empty((await asked)["a"]);

        blocked.Set();
        await Eventually.TrueAsync(async () => (await meter.GetAsync([Pod("a")], default))["a"].Count == 1, "the volume is measured");
    }

    [Fact]
    public async Task Get_VolumeThatCannotBeLookedAt_LeavesTheOthers()
    {
        _volumes.Measures = volume => volume.Name == "first" ? throw new ProviderException(ErrorReason.Denied, "no") : Count(volume);
        var found = (await Meter().GetAsync([Pod("a", "first", "second")], default))["a"];
        Assert.Equal("second", Assert.Single(found).Name);
    }

    private VolumeStats Count(VolumePlan volume) =>
        new() { Name = volume.Name, Time = _time.GetUtcNow(), UsedBytes = Interlocked.Increment(ref _measured) };

    private VolumeMeter Meter() => new(_volumes, _time, NullLogger.Instance, _end.Token);

    private static ResolvedPod Pod(string uid, params string[] volumes) => new()
    {
        Id = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = uid },
        Pod = new Pod(),
        Containers = [],
        Volumes = [.. (volumes.Length > 0 ? volumes : ["data"]).Select(name => new EmptyDirVolume { Name = name })],
    };
}
