using Reeve.Containers;
using Reeve.Runtime.Images;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Images;

public sealed class HostImageResolverTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly HostImageResolver _resolver;

    public HostImageResolverTests()
    {
        File.WriteAllText(_directory["tool"], "");
        _resolver = new HostImageResolver("relative" + Path.PathSeparator + _directory.Path);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<ResolvedImage> ResolveAsync(string reference) =>
        (await _resolver.FindAsync(new ImageRequest { Reference = reference }, CancellationToken.None))!;

    private async Task<ErrorReason> FailAsync(string reference) =>
        (await Assert.ThrowsAsync<ProviderException>(() => ResolveAsync(reference))).Reason;

    [Fact]
    public async Task Resolve_SchemeAlone_LeavesTheProgramToTheContainer() => Assert.Empty((await ResolveAsync("host:")).Entrypoint);

    [Fact]
    public async Task Resolve_NamesAndPaths_FindTheProgram()
    {
        foreach (var reference in (string[])["host:tool", "host:" + _directory["tool"], _directory["tool"], _directory["x/../tool"]])
        {
            var image = await ResolveAsync(reference);
            Assert.Equal([_directory["tool"]], image.Entrypoint);
            Assert.Equal(_directory["tool"], image.Id);
            Assert.Equal(reference, image.Reference);
        }
    }

    [Fact]
    public async Task Resolve_Missing_SaysNotFound()
    {
        Assert.Equal(ErrorReason.NotFound, await FailAsync("host:nothing"));
        Assert.Equal(ErrorReason.NotFound, await FailAsync("host:" + _directory["nothing"]));
    }

    [Theory]
    [InlineData("tool", true)]
    [InlineData("nothing", false)]
    [InlineData("tool:1.0", false)]
    [InlineData("docker.io/library/tool", false)]
    public async Task Resolve_Bare_IsAProgramOrNotFound(string reference, bool found)
    {
        Assert.False(_resolver.Claims(reference));
        if (found)
        {
            Assert.Equal([_directory["tool"]], (await ResolveAsync(reference)).Entrypoint);
        }
        else
        {
            Assert.Equal(ErrorReason.NotFound, await FailAsync(reference));
        }
    }

    [Theory]
    [InlineData("host:../tool")]
    [InlineData("host:a/b")]
    public async Task Resolve_Malformed_SaysInvalid(string reference) => Assert.Equal(ErrorReason.Invalid, await FailAsync(reference));
}
