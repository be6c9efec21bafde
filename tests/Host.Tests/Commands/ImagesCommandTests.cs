using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Agent.Nodes;
using Reeve.Host.Control;
using Reeve.Host.Tests.Control;
using Reeve.Host.Tests.Support;
using Reeve.Runtime.Images;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands;

public sealed class ImagesCommandTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly FakeAgentImages _images = new();
    private readonly ControlServer _server;
    private readonly TestCli _cli = new();

    public ImagesCommandTests()
    {
        _server = new ControlServer(ControlPaths.SocketIn(_directory.Path), new FakeAgent { Images = _images }, NullLoggerFactory.Instance);
        _images.Stored.Add(new StoredImage
        {
            Id = "sha256:0123456789abcdef", Resolver = "oci", Names = ["docker.io/library/busybox@sha256:99", "docker.io/library/busybox:1"], SizeBytes = 1536,
            CreatedAt = new DateTimeOffset(2025, 12, 31, 23, 59, 0, TimeSpan.Zero), InUse = true,
        });
    }

    public Task InitializeAsync() => _server.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _cli.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task List_Table_NamesWithTags()
    {
        Assert.Equal(0, await RunAsync("list"));
        Assert.Equal("NAME                          ID             SIZE      USED   AGE\ndocker.io/library/busybox:1   0123456789ab   1.5 KiB   yes    60s\n", _cli.Out);
    }

    [Theory]
    [InlineData("wide", "docker.io/library/busybox@sha256:99")]
    [InlineData("json", "\"sizeBytes\": 1536")]
    [InlineData("yaml", "sizeBytes: 1536")]
    public async Task List_OtherForms_AreWhole(string format, string text)
    {
        Assert.Equal(0, await RunAsync("list", "-o", format));
        Assert.Contains(text, _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_Path_IsAbsoluteForTheAgent()
    {
        Assert.Equal(0, await RunAsync("load", _directory.Path + "/.", "--name", "a/b:1"));
        Assert.Equal([$"load {_directory.Path} a/b:1"], _images.Asked.Select(asked => asked.Replace("/ ", " ", StringComparison.Ordinal)));
        Assert.Equal(2, await RunAsync("load", _directory["nothing"]));
        Assert.Contains("There is no file or directory", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PullRemovePrune_SayWhatBecameOfIt()
    {
        Assert.Equal(0, await RunAsync("pull", "busybox"));
        Assert.Equal(0, await RunAsync("remove", "docker.io/library/busybox:1"));
        Assert.Equal(0, await RunAsync("prune"));
        Assert.Equal("Pulled.\nimage docker.io/library/busybox:1 removed\n1.5 MiB freed\n", _cli.Out);
        Assert.Equal(1, await RunAsync("remove", "busybox:2"));
        Assert.Contains("There is no image busybox:2.", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodesImages_Several_AskThoseThatCan()
    {
        var other = new FakeAgentImages();
        var nodes = new NodesImages([new Reeve.Host.Agent.LocalImages(null, "slurm"), other, _images]);
        Assert.Single(await nodes.ListAsync(CancellationToken.None));
        Assert.Equal("Pulled.", await nodes.PullAsync("x", CancellationToken.None));
        Assert.Equal(["pull x"], other.Asked);
        await nodes.RemoveAsync("docker.io/library/busybox:1", CancellationToken.None);
        Assert.Equal(ErrorReason.NotFound, (await Assert.ThrowsAsync<ProviderException>(() => new NodesImages([other]).RemoveAsync("x", CancellationToken.None))).Reason);
        Assert.Equal(ErrorReason.Unsupported, (await Assert.ThrowsAsync<ProviderException>(
            () => new NodesImages([new Reeve.Host.Agent.LocalImages(null, "slurm")]).PullAsync("x", CancellationToken.None))).Reason);
    }

    private Task<int> RunAsync(params string[] arguments) => _cli.RunAsync(["images", .. arguments, "--state-dir", _directory.Path]);
}
