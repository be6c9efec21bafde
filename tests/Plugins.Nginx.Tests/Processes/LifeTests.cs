using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Nginx.Tests.Processes;

public sealed class LifeTests : IAsyncLifetime
{
    private readonly Origin _origin = new();
    private readonly HttpClient _client = Clients.Http();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _origin.DisposeAsync();
    }

    [RequiresFact(Component.Nginx)]
    public async Task Start_AfterARestartOfTheAgent_AdoptsTheRunningNginx()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        var (pid, workers) = (yard.Pid, ProcessTable.Children(yard.Pid).Order().ToArray());

        await yard.ReopenAsync(async () => Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode));
        await yard.ApplyAsync(yard.Simple(_origin.Address));

        Assert.Equal(pid, yard.Pid);
        Assert.Equal(workers, ProcessTable.Children(pid).Order()); // the same configuration is no reason to reload
        await yard.ApplyAsync(yard.Simple(_origin.Address, route => route with { Response = new ProxyResponse { Status = 204 }, Upstream = null }));
        Assert.Equal(pid, yard.Pid);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Start_PidFileNamesAnotherProcess_LeavesItAlone()
    {
        await using var yard = new NginxYard();
        yard.Files.Create();
        using var other = Process.Start(new ProcessStartInfo("sleep", ["3600"]))!;
        try
        {
            // As after a restart of the machine, where the number came again.
            await File.WriteAllTextAsync(yard.Files.PidFile, $"{other.Id}\n");
            await yard.StartAsync(yard.Simple(_origin.Address));

            Assert.NotEqual(other.Id, yard.Pid);
            Assert.False(other.HasExited);
            Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode);
        }
        finally
        {
            other.Kill();
        }
    }

    [RequiresFact(Component.Nginx)]
    public async Task Start_RecordIsGone_StillAdoptsItsNginx()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        var pid = yard.Pid;

        await yard.ReopenAsync(() =>
        {
            File.Delete(yard.Files.Record);
            return Task.CompletedTask;
        });
        await yard.ApplyAsync(yard.Simple(_origin.Address, route => route with { PathPrefix = "/app" }));

        Assert.Equal(pid, yard.Pid);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Crash_OfTheMaster_IsReportedAndNginxStartsAgain()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        var pid = yard.Pid;

        Assert.True(Signals.Send(pid, 9)); // its workers live on, with its ports
        await Eventually.TrueAsync(() => int.TryParse(PrivateFiles.Read(yard.Files.PidFile), out var next) && next != pid && ProcessTable.StartTime(next) is not null, "another nginx runs");
        await Eventually.TrueAsync(async () => (await yard.Provider.ObserveAsync(CancellationToken.None)).Faults.Count == 0, "no fault is left");

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Crash_PortIsTakenMeanwhile_IsAFaultUntilItIsFree()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        var master = yard.Pid;
        using var thief = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        foreach (var pid in ProcessTable.Children(master).Prepend(master))
        {
            Signals.Send(pid, 9);
        }

        await Eventually.TrueAsync(
            () =>
            {
                try
                {
                    thief.Bind(yard.EndPoint("web"));
                    return true;
                }
                catch (SocketException)
                {
                    return false; // nginx still has it, or has it again
                }
            },
            "the port is free for a moment");
        thief.Listen();
        await Eventually.TrueAsync(
            async () => (await yard.Provider.ObserveAsync(CancellationToken.None)).Faults.GetValueOrDefault("web")?.StartsWith("nginx ", StringComparison.Ordinal) is true, "the fault is told");

        thief.Dispose();
        await Eventually.TrueAsync(async () => (await yard.Provider.ObserveAsync(CancellationToken.None)).Faults.Count == 0, "nginx runs again");
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Apply_NoListenerIsLeft_EndsNginx()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        var pid = yard.Pid;

        await yard.ApplyAsync(new ProxySnapshot { Revision = 2 });

        Assert.Null(ProcessTable.StartTime(pid));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(yard.Url("web")));
        await yard.ApplyAsync(yard.Simple(_origin.Address));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }
}
