using System.Runtime.Versioning;
using NuGet.Frameworks;
using NuGet.Packaging;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>A file of a package, in memory.</summary>
internal sealed class TestPackageFile(string path, byte[] content) : IPackageFile
{
    public string Path => path;

    public string EffectivePath => path;

    public FrameworkName? TargetFramework => null;

    public NuGetFramework? NuGetFramework => null;

    public DateTimeOffset LastWriteTime => DateTimeOffset.UnixEpoch.AddYears(20);

    public Stream GetStream() => new MemoryStream(content, writable: false);
}
