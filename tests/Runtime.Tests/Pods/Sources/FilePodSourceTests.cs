using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Pods.Sources;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Sources;

public sealed class FilePodSourceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("reeve-files-").FullName;
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task WatchAsync_Directory_GivesPodsThenSynced()
    {
        Write("a.yaml", PodText("a"));
        Write("b.yml", PodText("b"));
        Write(".c.yaml", PodText("hidden"));
        await using var items = Watch(Source(watch: false));

        Assert.Equal(["Set a", "Set b", "Synced"], await TakeAsync(items, 3));
    }

    [Fact]
    public async Task WatchAsync_Followed_GivesAddedChangedAndDeletedFiles()
    {
        Write("a.yaml", PodText("a"));
        Write("b.yaml", PodText("b"));
        await using var items = Watch(Source(watch: true));
        await TakeAsync(items, 3);

        Write("c.yaml", PodText("c"));
        Assert.Equal(["Set c"], await TakeAsync(items, 1));
        Write("a.yaml", PodText("a", "host:/bin/false"));
        Assert.Equal(["Set a"], await TakeAsync(items, 1));
        File.Delete(Path.Combine(_directory, "b.yaml"));
        Assert.Equal([$"Deleted {_directory}/b.yaml#default/b"], await TakeAsync(items, 1));
    }

    [Fact]
    public async Task WatchAsync_FileBecomesBad_KeepsWhatItSaid()
    {
        Write("a.yaml", PodText("a"));
        var source = Source(watch: true);
        await using var items = Watch(source);
        await TakeAsync(items, 2);

        Write("a.yaml", "kind: [unclosed");
        Write("b.yaml", PodText("b"));

        Assert.Equal(["Set b"], await TakeAsync(items, 1));
        Assert.Contains(source.Load(), diagnostic => diagnostic.Severity == ManifestSeverity.Error);
        Assert.Equal(2, (await source.ListAsync(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task ListAsync_DirectoryGone_Throws()
    {
        Write("sub/a.yaml", PodText("a"));
        var source = new FilePodSource(
            new() { Paths = [Path.Combine(_directory, "sub")], Watch = true }, _time, NullLogger<FilePodSource>.Instance);
        Assert.Single(await source.ListAsync(CancellationToken.None));

        Directory.Delete(Path.Combine(_directory, "sub"), recursive: true);

        var error = await Assert.ThrowsAsync<ProviderException>(() => source.ListAsync(CancellationToken.None));
        Assert.Equal(ErrorReason.Transient, error.Reason);
    }

    [Fact]
    public void Load_MissingFile_IsAnError() =>
        Assert.Contains(
            new FilePodSource(new() { Paths = [Path.Combine(_directory, "no.yaml")] }, _time, NullLogger<FilePodSource>.Instance).Load(),
            diagnostic => diagnostic.Severity == ManifestSeverity.Error && diagnostic.Message.Contains("no.yaml", StringComparison.Ordinal));

    [Fact]
    public async Task StandardInput_IsReadOnce()
    {
        var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(PodText("a")));
        var source = new FilePodSource(new() { Paths = ["-"], StandardInput = input }, _time, NullLogger<FilePodSource>.Instance);

        Assert.Empty(source.Load());
        Assert.Empty(source.Load());
        Assert.Equal(["stdin#default/a"], await source.ListAsync(CancellationToken.None));
        Assert.True(source.Covers("stdin#default/x"));
        Assert.False(source.Covers("/etc/x.yaml#default/x"));
    }

    [Fact]
    public async Task FindAsync_ObjectBesidePods_IsFoundAndItsChangeIsTold()
    {
        Write("c.yaml", ConfigMapText("1"));
        var source = Source(watch: true);
        var key = new ObjectKey { Kind = "ConfigMap", Namespace = "default", Name = "c" };
        Assert.Equal("1", (await source.FindAsync<ConfigMap>(key, CancellationToken.None))?.Data["k"]);
        var told = 0;
        using var watch = source.Watch(key, () => Interlocked.Increment(ref told));

        Write("c.yaml", ConfigMapText("two"));
        source.Load();

        Assert.Equal(1, told);
        Assert.Equal("two", (await source.FindAsync<ConfigMap>(key, CancellationToken.None))?.Data["k"]);
        Assert.Single(await source.GetJsonAsync(key, CancellationToken.None));
        Assert.Empty(await source.ListAsync<Service>(new() { Kind = "Service", Namespace = "default" }, CancellationToken.None));
    }

    [Fact]
    public async Task TwoFilesWithOneName_TheFirstCounts()
    {
        Write("a.yaml", PodText("same"));
        Write("b.yaml", PodText("same", "host:/bin/false"));

        Assert.Equal([$"{_directory}/a.yaml#default/same"], await Source(watch: false).ListAsync(CancellationToken.None));
    }

    private static string PodText(string name, string image = "host:/bin/true") =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec: {{containers: [{{name: main, image: '{image}'}}]}}\n";

    private static string ConfigMapText(string value) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata: {{k: '{value}'}}\n";

    private static IAsyncEnumerator<PodSourceItem> Watch(FilePodSource source) => source.WatchAsync(CancellationToken.None).GetAsyncEnumerator();

    private FilePodSource Source(bool watch) => new(new() { Paths = [_directory], Watch = watch }, _time, NullLogger<FilePodSource>.Instance);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<List<string>> TakeAsync(IAsyncEnumerator<PodSourceItem> items, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count)
        {
            var next = items.MoveNextAsync().AsTask();
            await Eventually.TrueAsync(
                () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                $"item {taken.Count + 1} of {count} after {string.Join(", ", taken)}");
            Assert.True(await next);
            taken.Add($"{items.Current.Kind} {items.Current.Pod?.Pod.Metadata.Name ?? items.Current.Key}".Trim());
        }

        return taken;
    }
}
