using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>What authors build with, packed once for all scripts that are authors.</summary>
public sealed class AuthorFeed : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();

    public string Path => _directory["feed"];

    public async Task InitializeAsync()
    {
        if (OperatingSystem.IsLinux())
        {
            var packed = await Programs.RunAsync("bash", [System.IO.Path.Combine(Repository.Root, "eng", "feed.sh"), "--no-build", "-c", Repository.Configuration, Path]);
            Assert.True(packed.ExitCode == 0, packed.ToString());
        }
    }

    public Task DisposeAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }
}
