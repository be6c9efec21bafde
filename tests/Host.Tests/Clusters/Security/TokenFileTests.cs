using Microsoft.Extensions.Logging.Abstractions;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Security;

public sealed class TokenFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("0123456789abcdef,ann,read\n", UnixFileMode.UserRead | UnixFileMode.GroupRead, "chmod 600")]
    [InlineData("0123456789abcdef,ann,read\n", UnixFileMode.UserRead | UnixFileMode.OtherRead, "chmod 600")]
    [InlineData("short,ann,read\n", UnixFileMode.UserRead, "Line 1")]
    [InlineData("# fine\n0123456789abcdef,ann,king\n", UnixFileMode.UserRead, "Line 2")]
    [InlineData("0123456789abcdef,ann\n", UnixFileMode.UserRead, "Line 1")]
    public void Open_FileThatCannotBeUsed_SaysWhyWithoutItsTokens(string text, UnixFileMode mode, string why)
    {
        File.WriteAllText(_directory["tokens"], text);
        File.SetUnixFileMode(_directory["tokens"], mode);

        var exception = Assert.Throws<IOException>(() => new TokenFile(_directory["tokens"], new ManualTimeProvider(), NullLogger<TokenFile>.Instance));

        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Token_WhoseItIs()
    {
        File.WriteAllText(_directory["tokens"], "0123456789abcdef,ann,operate\n");
        File.SetUnixFileMode(_directory["tokens"], UnixFileMode.UserRead);
        var tokens = new TokenFile(_directory["tokens"], new ManualTimeProvider(), NullLogger<TokenFile>.Instance);

        Assert.Equal(("ann", ApiRole.Operate), (tokens.Find("0123456789abcdef")!.Name, tokens.Find("0123456789abcdef")!.Role));
        Assert.Null(tokens.Find("0123456789abcdee"));
        Assert.Null(tokens.Find(""));
    }
}
