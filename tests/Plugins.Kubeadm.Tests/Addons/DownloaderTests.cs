using System.Net;
using System.Text;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Addons;

public sealed class DownloaderTests
{
    [Fact]
    public async Task Read_RedirectedToHttps_IsFollowed()
    {
        using var downloader = new Downloader(new Answers(("https://a/x", HttpStatusCode.Found, "https://b/y"), ("https://b/y", HttpStatusCode.OK, "hello")));

        Assert.Equal("hello", Encoding.UTF8.GetString(await downloader.ReadAsync("https://a/x", 5, CancellationToken.None)));
    }

    [Theory]
    [InlineData("https://a/x", "http://b/y", ErrorReason.Invalid)]
    [InlineData("https://a/x", "http://127.0.0.1/y", ErrorReason.Invalid)] // not even to this machine
    [InlineData("https://a/x", "https://a/x", ErrorReason.Invalid)] // for ever
    public async Task Read_RedirectedElsewhere_IsRefused(string source, string target, ErrorReason expected)
    {
        using var downloader = new Downloader(new Answers((source, HttpStatusCode.MovedPermanently, target), ("http://b/y", HttpStatusCode.OK, "x"), ("http://127.0.0.1/y", HttpStatusCode.OK, "x")));

        Assert.Equal(expected, (await Assert.ThrowsAsync<ProviderException>(() => downloader.ReadAsync(source, 100, CancellationToken.None))).Reason);
    }

    [Theory]
    [InlineData("http://a/x", ErrorReason.Invalid)]
    [InlineData("https://a/missing", ErrorReason.NotFound)]
    [InlineData("https://a/busy", ErrorReason.Transient)]
    [InlineData("https://a/large", ErrorReason.Invalid)]
    [InlineData("/nowhere/x", ErrorReason.NotFound)]
    public async Task Read_CannotBe_SaysWhy(string source, ErrorReason expected)
    {
        using var downloader = new Downloader(new Answers(
            ("https://a/busy", HttpStatusCode.ServiceUnavailable, ""), ("https://a/large", HttpStatusCode.OK, new string('x', 101)), ("https://a/missing", HttpStatusCode.NotFound, "")));

        Assert.Equal(expected, (await Assert.ThrowsAsync<ProviderException>(() => downloader.ReadAsync(source, 100, CancellationToken.None))).Reason);
    }

    [Fact]
    public async Task Save_File_SaysItsChecksum()
    {
        using var directory = new TempDirectory();
        using var downloader = new Downloader(new Answers(("http://localhost:8080/x", HttpStatusCode.OK, "hello")));

        var sum = await downloader.SaveAsync("http://localhost:8080/x", directory["x"], 100, CancellationToken.None);

        Assert.Equal(("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "hello"), (sum, File.ReadAllText(directory["x"])));
    }
}
