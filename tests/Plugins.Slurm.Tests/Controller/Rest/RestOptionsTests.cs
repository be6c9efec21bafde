using FsCheck;
using FsCheck.Fluent;
using System.Text;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Rest;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Rest;

public sealed class RestOptionsTests
{
    [Theory]
    [InlineData("http://slurm.example:6820")]
    [InlineData("ftp://localhost")]
    [InlineData("slurm.example")]
    [InlineData(null)]
    public void Url_ThatTokensMustNotGoTo_IsInvalid(string? url)
    {
        var exception = Assert.Throws<ProviderException>(() => RestHandler.Create(new RestOptions { Url = url }));

        Assert.Equal((ErrorReason.Invalid, "controller.rest.url"), (exception.Reason, exception.Field));
    }

    [Theory]
    [InlineData("https://slurm.example:6820")]
    [InlineData("http://127.0.0.1:6820")]
    [InlineData("http://[::1]:6820")]
    public void Url_WithTlsOrOnLoopback_IsTaken(string url) => RestHandler.Create(new RestOptions { Url = url }).Dispose();

    [Fact]
    public void Transport_Unknown_IsInvalid() =>
        Assert.Equal("controller.transport", Assert.Throws<ProviderException>(() => ControllerFactory.Create(new ProcessShell(), new ControllerOptions { Transport = "pigeon" }, TimeProvider.System)).Field);

    [Fact]
    public void Token_Claims_AreRead()
    {
        var token = RestToken.Parse("SLURM_JWT=" + Jwt("""{"exp":2000000000,"iat":1,"sun":"anna"}""") + "\n");

        Assert.Equal(("anna", 2_000_000_000L), (token.User, token.ExpiresAt?.ToUnixTimeSeconds()));
        Assert.True(token.IsStale(DateTimeOffset.FromUnixTimeSeconds(1_999_999_980)));
        Assert.False(token.IsStale(DateTimeOffset.FromUnixTimeSeconds(1_999_999_900)));
        Assert.DoesNotContain(token.Text, token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_AnyText_IsATokenOrDenied() => Prop.ForAll<string>(text =>
    {
        try
        {
            return RestToken.Parse(text ?? "").Text.Length > 0;
        }
        catch (ProviderException exception)
        {
            return exception.Reason == ErrorReason.Denied;
        }
    }).QuickCheckThrowOnFailure();

    private static string Jwt(string claims) => $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.sig";
}
