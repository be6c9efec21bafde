using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Pods.Resolving;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Resolving;

public sealed class VolumeFilesProperties
{
    private static readonly Gen<string> Paths =
        from parts in Gen.Elements("..", ".", "", "a", "b c", "...", "..a", "é", "a\0b").ListOf()
        from rooted in Gen.Elements("", "/")
        select rooted + string.Join('/', parts);

    [Fact]
    public void Add_AnyPath_IsRefusedOrStaysInside() => Prop.ForAll(Paths.ToArbitrary(), path =>
    {
        var files = new VolumeFiles();
        try
        {
            files.Add(path, new byte[] { 1 }, 0x1A4);
        }
        catch (ResolutionException)
        {
            return path.Length == 0 || path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal)
                || path.Split('/').Contains("..") || path.Split('/').All(part => part is "" or ".");
        }

        var full = Path.GetFullPath(Path.Combine("/volume", Assert.Single(files.ToPlan("v").Files).Path));
        return full.StartsWith("/volume/", StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ToPlan_AnyChange_IsAnotherRevision() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte[] A, byte[] B)>(),
        pair => (Revision("x", pair.A ?? [], 1) == Revision("x", pair.B ?? [], 1)) == (pair.A ?? []).SequenceEqual(pair.B ?? [])
            && Revision("x", pair.A ?? [], 1) != Revision("y", pair.A ?? [], 1)
            && Revision("x", pair.A ?? [], 1) != Revision("x", pair.A ?? [], 2)).QuickCheckThrowOnFailure();

    private static string Revision(string path, byte[] content, int mode)
    {
        var files = new VolumeFiles();
        files.Add(path, content, mode);
        return files.ToPlan("v").Revision;
    }
}
