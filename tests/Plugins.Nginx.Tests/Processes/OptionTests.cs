using System.Net;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Nginx.Tests.Processes;

/// <summary>What a site can ask of its nginx, and several of them on one machine.</summary>
public sealed class OptionTests
{
    [RequiresFact(Component.Nginx)]
    public async Task Template_OfTheSite_WhatItAddsIsServed()
    {
        using var directory = new TempDirectory();
        var builtIn = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Plugins.Nginx", "Configuration", "nginx.conf.hbs"));
        var own = directory["own.hbs"];
        await File.WriteAllTextAsync(own, builtIn.Replace("    server_tokens off;", "    server_tokens off;\n    add_header X-Site ours always;", StringComparison.Ordinal));
        await using var origin = new Origin();
        await using var yard = new NginxYard($"\"template\": \"{own}\"");
        await yard.StartAsync(yard.Simple(origin.Address));
        using var client = Clients.Http();

        using var answer = await client.GetAsync(yard.Url("web"));

        Assert.Equal(["ours"], answer.Headers.GetValues("X-Site"));
    }

    [RequiresFact(Component.Nginx)]
    public async Task AccessLog_Asked_ALineForEachRequestWithoutItsQuery()
    {
        await using var origin = new Origin();
        await using var yard = new NginxYard("\"accessLog\": true");
        await yard.StartAsync(yard.Simple(origin.Address));
        using var client = Clients.Http();
        var log = Path.Combine(yard.Files.Root, "access.log");

        using var answer = await client.GetAsync(yard.Url("web", "/status/201?token=secret"));
        await Eventually.TrueAsync(() => File.ReadAllText(log).Contains("/status/201 ", StringComparison.Ordinal), "the request is in the log");

        Assert.Matches(@" 127\.0\.0\.1 GET 127\.0\.0\.1/status/201 HTTP/1\.1 201 [0-9.]+\n\z", await File.ReadAllTextAsync(log));
    }

    [RequiresFact(Component.Nginx)]
    public async Task Instances_TwoOfThem_EachHasProcessesOfItsOwn()
    {
        await using var origin = new Origin();
        await using var one = new NginxYard();
        await one.StartAsync(one.Simple(origin.Address));
        using var client = Clients.Http();
        int other;
        await using (var two = new NginxYard())
        {
            await two.StartAsync(two.Simple(origin.Address));
            other = two.Pid;
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(two.Url("web"))).StatusCode);
        }

        Assert.NotEqual(one.Pid, other);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(one.Url("web"))).StatusCode);
    }
}
