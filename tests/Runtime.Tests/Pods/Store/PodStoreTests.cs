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
        await store.WriteStatusAsync(pod with { Status = new() { Phase = "Running" } }, "job 5", [new Event { Reason = "Started", Count = 2, Message = "two\nlines" }]);

        var stored = Assert.Single(new PodStoreReader(_state.FullPath).ReadPods());
        Assert.Equal(("u1", 3, "a"), (stored.Uid, stored.Intent!.Generation, stored.Intent.Manifest.Metadata.Name));
        Assert.Equal(7, stored.Tombstone?.GraceSeconds);
        Assert.Equal(("Running", "job 5"), (stored.Pod?.Status.Phase, stored.BackendHandle));
        Assert.Equal((2, "two\nlines"), (Assert.Single(stored.Events).Count, stored.Events[0].Message));
    }

    [Fact]
    public async Task Read_TornLastLine_IsReportedAndLeftOut()
    {
        await using var store = new PodStore(_state);
        var pod = Some.Pod("a", uid: "u1");
        await store.WriteIntentAsync(Intent("u1", pod));
        await store.WriteStatusAsync(pod, "kept", []);
        await store.WriteStatusAsync(pod, "torn", []);
        using (var file = new FileStream(Journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(file.Length - 10);
        }

        var read = StoredPods.Read(_state.FullPath);

        Assert.Equal("kept", Assert.Single(read.Pods).BackendHandle);
        Assert.Contains("pods.journal ends in the middle of a line", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("intent u1 {\"uid\":", 1)]
    [InlineData("status u1 ?", 1)]
    [InlineData("status u1", 1)]
    [InlineData("nothing u1 {}", 1)]
    [InlineData("status ../u1 {}", 1)]
    [InlineData("removed u1 {}", 1)]
    [InlineData("\0\0\0\0", 1)]
    [InlineData("", 1)]
    [InlineData("intent u3 {}", 1)]
    public async Task Read_BadLine_IsReportedAndTheOthersCount(string line, int problems)
    {
        await using (var store = new PodStore(_state))
        {
            await store.WriteIntentAsync(Intent("u1", Some.Pod("a", uid: "u1")));
            await store.WriteStatusAsync(Some.Pod("a", uid: "u1"), "handle", []);
        }

        File.AppendAllText(Journal, line + "\n");
        await using (var store = new PodStore(_state))
        {
            await store.WriteIntentAsync(Intent("u2", Some.Pod("b", uid: "u2")));
        }

        var read = StoredPods.Read(_state.FullPath);

        Assert.Equal(["a", "b"], read.Pods.Select(pod => pod.Pod.Metadata.Name));
        Assert.Equal(problems, read.Problems.Count);
    }

    [Fact]
    public async Task Write_AfterATornLine_DoesNotTouchTheNewOne()
    {
        await using (var store = new PodStore(_state))
        {
            await store.WriteIntentAsync(Intent("u1", Some.Pod("a", uid: "u1")));
        }

        File.AppendAllText(Journal, "intent u2 {\"uid\":\"u2\",");
        await using (var store = new PodStore(_state))
        {
            await store.WriteIntentAsync(Intent("u3", Some.Pod("c", uid: "u3")));
        }

        var read = StoredPods.Read(_state.FullPath);
        Assert.Equal(["a", "c"], read.Pods.Select(pod => pod.Pod.Metadata.Name));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public async Task SweepAsync_StatusWithoutIntent_IsForgotten()
    {
        await using var store = new PodStore(_state);
        await store.WriteIntentAsync(Intent("kept", Some.Pod("a", uid: "kept")));
        await store.WriteStatusAsync(Some.Pod("b", uid: "half"), null, []);
        await store.WriteTombstoneAsync("known", new() { RequestedAt = DateTimeOffset.UnixEpoch });

        await store.SweepAsync(["kept", "known"]);

        Assert.Equal("removed half", Lines()[^1]);
        Assert.Equal(["kept", "known"], new PodStoreReader(_state.FullPath).ReadPods().Select(pod => pod.Uid));
    }

    [Fact]
    public async Task DeleteAsync_Pod_IsGoneAndMayComeBack()
    {
        await using var store = new PodStore(_state);
        await store.WriteIntentAsync(Intent("u1", Some.Pod("a", uid: "u1")));
        await store.WriteTombstoneAsync("u1", new() { RequestedAt = DateTimeOffset.UnixEpoch });
        await store.DeleteAsync("u1");
        Assert.Empty(new PodStoreReader(_state.FullPath).ReadPods());

        await store.WriteIntentAsync(Intent("u1", Some.Pod("b", uid: "u1")));
        var stored = Assert.Single(new PodStoreReader(_state.FullPath).ReadPods());
        Assert.Null(stored.Tombstone);
        Assert.Equal("b", stored.Intent!.Manifest.Metadata.Name);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task Write_UidThatIsNone_IsRefused(string uid)
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

    [Fact]
    public async Task WriteIntentAsync_StoreWasDisposed_Fails()
    {
        var store = new PodStore(_state);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteIntentAsync(Intent("u1", Some.Pod("a", uid: "u1"))));
    }

    [LinuxFact]
    public async Task Files_AreForTheirOwnerAlone()
    {
        await using var store = new PodStore(_state);
        await store.WriteIntentAsync(Intent("u1", Some.Pod("a", uid: "u1")));

        Assert.Equal("700", Mode(_state.FullPath));
        Assert.Equal("600", Mode(Journal));
    }

    private string Journal => Path.Combine(_state.FullPath, "pods.journal");

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static PodIntent Intent(string uid, Pod pod) =>
        new() { Uid = uid, Source = "s", Key = "k", Hash = "h", CreatedAt = DateTimeOffset.UnixEpoch, Manifest = pod };

    private string[] Lines()
    {
        using var file = new StreamReader(new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
