using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.KubeletApi.Endpoints;
using Reeve.Testing;
using Reeve.Runtime.Tests.KubeletApi.Support;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

public sealed class JournalQueryTests
{
    [Fact]
    public void Arguments_WholeQuery_AreTheJournals() => Assert.Equal(
        ["--unit=kubelet", "--unit=dbus.service", "--since=2024-01-02 03:04:05 UTC", "--lines=5", "--boot=-1", "--grep=a; rm -rf /"],
        JournalQuery.Arguments(Query(
            ("query", new(["kubelet", "dbus.service"])), ("sinceTime", "2024-01-02T04:04:05+01:00"), ("tailLines", "5"), ("boot", "-1"), ("pattern", "a; rm -rf /"))).Skip(4));

    [Theory]
    [InlineData("query", "--flush")]
    [InlineData("query", "/var/log/syslog")]
    [InlineData("query", "")]
    [InlineData("tailLines", "-1")]
    [InlineData("tailLines", "99999999999999999999")]
    [InlineData("boot", "1")]
    [InlineData("sinceTime", "yesterday --flush")]
    public void Arguments_WhatIsNoValue_IsRefused(string name, string value)
    {
        var query = name == "query" ? Query((name, value)) : Query(("query", "kubelet"), (name, value));
        Assert.Equal(400, Assert.Throws<KubeletException>(() => JournalQuery.Arguments(query)).Code);
    }

    [LinuxFact]
    public async Task Query_SwitchedOn_IsWhatTheJournalSays()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["journal"], "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        File.SetUnixFileMode(directory["journal"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var kubelet = await KubeletFixture.StartAsync(new KubeletApiOptions { LogQuery = true, Journal = directory["journal"] });
        Assert.Contains("--unit=kubelet\n--lines=3\n", await kubelet.GetAsync("/logs/?query=kubelet&tailLines=3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NotSwitchedOn_IsRefused()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await kubelet.AskAsync("/logs/?query=kubelet")).Code);
    }

    [Fact]
    public async Task Checkpoint_Always_IsRefusedWithAStatus()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var (code, text) = await kubelet.AskAsync("/checkpoint/default/web/main", HttpMethod.Post);
        Assert.Equal(HttpStatusCode.NotImplemented, code);
        Assert.Contains("\"Status\"", text, StringComparison.Ordinal);
    }

    private static QueryCollection Query(params (string Name, StringValues Values)[] values) =>
        new(values.ToDictionary(pair => pair.Name, pair => pair.Values));
}
