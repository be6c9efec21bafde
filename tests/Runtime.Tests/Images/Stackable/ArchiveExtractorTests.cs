using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using Reeve.Runtime.Images.Stackable;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Images.Stackable;

[SupportedOSPlatform("linux")]
public sealed class ArchiveExtractorTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [LinuxTheory]
    [InlineData("up", "../outside", null, null)]
    [InlineData("up", "/etc", null, null)]
    [InlineData("p", ".", "p/q", "../outside")] // harmless by its name, not below p
    public async Task Extract_LinkThatLeadsOut_IsRefused(string name, string target, string? second, string? secondTarget)
    {
        var archive = Archive((name, target), (second, secondTarget));

        var error = await Assert.ThrowsAsync<ProviderException>(() => ArchiveExtractor.ExtractAsync(archive, Root, CancellationToken.None));

        Assert.Equal(ErrorReason.Invalid, error.Reason);
    }

    [LinuxFact]
    public async Task Extract_LinkInside_IsMade()
    {
        await ArchiveExtractor.ExtractAsync(Archive(("bin/tool", "../lib/tool")), Root, CancellationToken.None);

        Assert.Equal("../lib/tool", new FileInfo(Path.Combine(Root, "bin/tool")).LinkTarget);
    }

    public void Dispose() => _directory.Dispose();

    private string Root => Directory.CreateDirectory(Path.Combine(_directory.Path, "root")).FullName;

    private string Archive(params ReadOnlySpan<(string? Name, string? Target)> links)
    {
        var path = Path.Combine(_directory.Path, "archive.tar.gz");
        using var tar = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        foreach (var (name, target) in links)
        {
            if (name is not null)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target! });
            }
        }

        return path;
    }
}
