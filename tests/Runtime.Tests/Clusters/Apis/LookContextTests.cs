using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Apis;

public sealed class LookContextTests : IDisposable, IClusterApiSource
{
    private readonly TempDirectory _directory = new();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("content")]
    public async Task ReadFile_MissingOrNot_IsNullOrTheContent(string? content)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_directory["file"], content);
        }

        var read = await Context().ReadFileAsync(_directory["file"], CancellationToken.None);

        Assert.Equal(content?.Length, read?.Length);
    }

    [Fact]
    public async Task Change_OfAnything_IsDenied()
    {
        var context = Context();

        await Assert.ThrowsAsync<ProviderException>(() => context.WriteFileAsync(_directory["file"], default, 0x180, CancellationToken.None));
        await Assert.ThrowsAsync<ProviderException>(() => context.RunAsync(new StepCommand { Arguments = ["touch", _directory["file"]], Mutates = true }, CancellationToken.None));

        Assert.False(File.Exists(_directory["file"]));
    }

    public IClusterApi Get(ClusterId cluster) => throw new ProviderException(ErrorReason.Unsupported, "These tests have no clusters.");

    public void Dispose() => _directory.Dispose();

    private LookContext Context() => new(
        new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" },
        new StepServices { Commands = new LocalCommandRunner(), Secrets = new SecretStore(_directory["secrets"]), ClusterApis = this, Time = TimeProvider.System },
        TimeSpan.Zero);
}
