using System.Net;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Steps.Files;

public sealed class FetchedFileStepTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Downloader _downloader = new(new Answers(("https://packages/Release.key", HttpStatusCode.OK, "the key")));
    private readonly TestContext _context = new();

    public void Dispose()
    {
        _downloader.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Apply_Missing_FetchedAndGoneAgainWithItsDirectory()
    {
        var path = Path.Combine(_directory["keyrings"], "key.asc");
        var (kind, step) = Step(path);

        var check = await _context.DoAsync(kind, step);

        Assert.False(check.Done);
        Assert.Equal("the key", await File.ReadAllTextAsync(path));
        await kind.UndoAsync(step, check.Prior, _context, CancellationToken.None);
        Assert.False(Directory.Exists(_directory["keyrings"]));
    }

    [Fact]
    public async Task Check_SomebodyElsesIsThere_DoneAndItStays()
    {
        await File.WriteAllTextAsync(_directory["key.asc"], "another key");
        var (kind, step) = Step(_directory["key.asc"]);

        var check = await _context.DoAsync(kind, step);
        await kind.UndoAsync(step, check.Prior, _context, CancellationToken.None);

        Assert.True(check.Done);
        Assert.Equal("another key", await File.ReadAllTextAsync(_directory["key.asc"]));
    }

    private (FetchedFileStep Kind, Reeve.Clusters.ClusterStep Step) Step(string path)
    {
        var kind = new FetchedFileStep(_downloader);
        return (kind, kind.Step("key", "Fetch the key", new FetchedFileArguments { Path = path, Source = "https://packages/Release.key" }));
    }
}
