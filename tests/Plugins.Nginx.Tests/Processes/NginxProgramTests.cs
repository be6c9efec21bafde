using Reeve.Plugins.Nginx.Processes;
using Reeve.Testing;
using Reeve.Testing.Nginx;

namespace Reeve.Plugins.Nginx.Tests.Processes;

public sealed class NginxProgramTests
{
    [Fact]
    public async Task Find_NothingThere_SaysHowToGetIt()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => NginxProgram.FindAsync(new NginxOptions { Program = "/nowhere/nginx" }, CancellationToken.None));

        Assert.Equal((ErrorReason.Unsupported, "options.program"), (error.Reason, error.Field));
        Assert.Contains("apt-get install nginx-light libnginx-mod-stream", error.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Find_ModulesBesideTheProgram_HasStreamAndGrpc()
    {
        var program = await NginxProgram.FindAsync(new NginxOptions { Program = NginxProgramFile.Path }, CancellationToken.None);

        Assert.Equal((true, true), (program.HasStream, program.HasGrpc));
    }

    [RequiresFact(Component.Nginx)]
    public async Task Find_NoModules_HasNoStream()
    {
        using var directory = new TempDirectory();
        Assert.False((await NginxProgram.FindAsync(new NginxOptions { Program = NginxProgramFile.Path, Modules = directory.Path }, CancellationToken.None)).HasStream);
    }

    [Theory]
    [InlineData("nginx: [emerg] unknown directive \"x\" in /a/nginx.conf:1\nnginx: configuration file /a/nginx.conf test failed\n", "unknown directive \"x\" in /a/nginx.conf:1")]
    [InlineData("2026/11/21 18:19:03 [emerg] 6118#6118: bind() to 0.0.0.0:80 failed (98: Address already in use)\n", "bind() to 0.0.0.0:80 failed (98: Address already in use)")]
    [InlineData("something else", "something else")]
    public void Shorten_WhatNginxSays_KeepsTheReason(string text, string expected) => Assert.Equal(expected, ErrorLog.Shorten(text));
}
