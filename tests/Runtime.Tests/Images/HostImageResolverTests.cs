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

    private Task<ResolvedImage> ResolveAsync(string reference, ImageForms forms = ImageForms.Host) =>
        _resolver.ResolveAsync(reference, forms, CancellationToken.None);

    private async Task<ErrorReason> FailAsync(string reference, ImageForms forms = ImageForms.Host) =>
        (await Assert.ThrowsAsync<ProviderException>(() => ResolveAsync(reference, forms))).Reason;

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
    [InlineData("nginx:1.25")]
    [InlineData("docker.io/library/busybox")]
    [InlineData("oci:x")]
    public async Task Resolve_OtherForms_NamesTheAcceptedOnes(string reference)
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => ResolveAsync(reference));
        Assert.Equal(ErrorReason.Unsupported, failure.Reason);
        Assert.Contains("host:/absolute/path", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("host:../tool")]
    [InlineData("host:a/b")]
    public async Task Resolve_Malformed_SaysInvalid(string reference) => Assert.Equal(ErrorReason.Invalid, await FailAsync(reference));

    [Fact]
    public async Task Resolve_DriverWithoutHostPrograms_SaysUnsupported() =>
        Assert.Equal(ErrorReason.Unsupported, await FailAsync("host:tool", ImageForms.Layers));
}
