using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Packages.Archives;

namespace Reeve.Host.Tests.Packages;

public sealed class EntryNameTests
{
    private static readonly string[] Pieces = ["..", ".", "/", "\\", "%2e", "%2f", "%5c", "%25", "a", "lib", "net10.0", "~", ":", "\0", "%00", " ", "é", "//", "..."];

    [Fact]
    public void Read_AnyName_AcceptedOnesStayInside() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(),
        static numbers =>
        {
            var name = string.Concat(numbers.Select(static number => Pieces[(int)((uint)number % Pieces.Length)]));
            return EntryName.Read(name, out var path) is not null
                || Path.GetFullPath(Path.Combine("/root/plugin", path)).StartsWith("/root/plugin/", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("lib/net10.0/A.dll", "lib/net10.0/A.dll")]
    [InlineData("lib/net10.0/A%20B.dll", "lib/net10.0/A B.dll")]
    [InlineData("[Content_Types].xml", "[Content_Types].xml")]
    [InlineData("a/..b/c...d", "a/..b/c...d")]
    public void Read_PlainName_IsThePath(string name, string path)
    {
        Assert.Null(EntryName.Read(name, out var read));
        Assert.Equal(path, read);
    }
}
