using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.State;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Store;

public sealed class PodStoreTests : IDisposable
{
    private readonly StateDirectory _state = StateDirectory.Open(Directory.CreateTempSubdirectory("reeve-store-").FullName);

    public void Dispose()
    {
        _state.Dispose();
        Directory.Delete(_state.FullPath, recursive: true);
    }

    [Fact]
    public async Task Write_ThenRead_GivesTheSame()
    {
        await using var store = new PodStore(_state);
        var pod = Some.Pod("a", uid: "u1");
        await store.WriteIntentAsync(Intent("u1", pod) with { Generation = 3 });
        await store.WriteTombstoneAsync("u1", new() { RequestedAt = DateTimeOffset.UnixEpoch, GraceSeconds = 7 });
        store.WriteStatus(pod with { Status = new() { Phase = "Running" } }, "job 5", [new Event { Reason = "Started", Count = 2 }]);

        var stored = Assert.Single(new PodStoreReader(_state.FullPath).ReadPods());
        Assert.Equal(("u1", 3, "a"), (stored.Uid, stored.Intent!.Generation, stored.Intent.Manifest.Metadata.Name));
        Assert.Equal(7, stored.Tombstone?.GraceSeconds);
        Assert.Equal(("Running", "job 5"), (stored.Pod?.Status.Phase, stored.BackendHandle));
        Assert.Equal(2, Assert.Single(stored.Events).Count);
    }

    [Fact]
    public async Task Read_TornFiles_AreReportedAndLeftOut()
    {
        await using var store = new PodStore(_state);
        var pod = Some.Pod("a", uid: "u1");
        await store.WriteIntentAsync(Intent("u1", pod));
        store.WriteStatus(pod, null, []);
        Truncate("u1", "status.json");
        await store.WriteIntentAsync(Intent("u2", Some.Pod("b", uid: "u2")));
        Truncate("u2", "intent.json");

        var read = StoredPods.Read(_state.FullPath);

        Assert.Equal("a", Assert.Single(read.Pods).Pod.Metadata.Name);
        Assert.Equal(2, read.Problems.Count);
        Assert.Contains("status.json", read.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_DirectoryWithoutIntent_IsRemoved()
    {
        await using var store = new PodStore(_state);
        await store.WriteIntentAsync(Intent("kept", Some.Pod("a", uid: "kept")));
        var half = Directory.CreateDirectory(Path.Combine(_state.FullPath, "pods", "half"));
        File.WriteAllText(Path.Combine(half.FullName, "intent.json.tmp"), "{");

        store.Sweep(["kept"]);

        Assert.Equal(["kept"], Directory.GetDirectories(Path.Combine(_state.FullPath, "pods")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task Write_UidThatIsAPath_IsRefused(string uid)
    {
        await using var store = new PodStore(_state);
        await Assert.ThrowsAsync<ProviderException>(async () => await store.WriteIntentAsync(Intent(uid, Some.Pod("a", uid: uid))));
    }

    [Fact]
    public async Task WriteIntentAsync_ManyAtOnce_AllArrive()
    {
        await using var store = new PodStore(_state);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.WriteIntentAsync(Intent($"u{i}", Some.Pod($"p{i}", uid: $"u{i}")))));
        Assert.Equal(300, new PodStoreReader(_state.FullPath).ReadPods().Count);
    }

    [LinuxFact]
    public async Task Files_AreForTheirOwnerAlone()
    {
        await using var store = new PodStore(_state);
        await store.WriteIntentAsync(Intent("u1", Some.Pod("a", uid: "u1")));

        var directory = Path.Combine(_state.FullPath, "pods", "u1");
        Assert.Equal("700", Mode(_state.FullPath));
        Assert.Equal("700", Mode(directory));
        Assert.Equal("600", Mode(Path.Combine(directory, "intent.json")));
    }

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static PodIntent Intent(string uid, Pod pod) =>
        new() { Uid = uid, Source = "s", Key = "k", Hash = "h", CreatedAt = DateTimeOffset.UnixEpoch, Manifest = pod };

    private void Truncate(string uid, string name)
    {
        using var file = File.OpenWrite(Path.Combine(_state.FullPath, "pods", uid, name));
        file.SetLength(file.Length / 2);
    }
}
