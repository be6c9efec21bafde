using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Reeve.Benchmarks.Clusters;

/// <summary>The web server alone, in a process of its own: answers every request with one text.</summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    /// <summary>The argument by which this program is that process.</summary>
    public const string Argument = "--bare-endpoint";

    private readonly Process _process;

    private BareEndpoint(Process process, int port) => (_process, EndPoint) = (process, new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts the process.</summary>
    public static async Task<BareEndpoint> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(BareEndpoint).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() is { } port
            ? new BareEndpoint(process, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new BenchmarkException("the reference server does not start");
    }

    /// <summary>Is that process, until its standard input ends.</summary>
    public static async Task<int> ServeAsync()
    {
        var body = Encoding.UTF8.GetBytes(
            """
            {
              "apiVersion": "v1alpha1",
              "kind": "Cluster",
              "status": {
                "phase": "NotInitialised",
                "description": "There is no cluster",
                "conditions": [
                  { "type": "ClusterReady", "status": "False", "lastTransitionTime": "2026-01-01T00:00:00.0000000Z", "reason": "NotInitialised" },
                  { "type": "ControlPlaneReady", "status": "False", "lastTransitionTime": "2026-01-01T00:00:00.0000000Z", "reason": "NotInitialised" },
                  { "type": "NodeReady", "status": "False", "lastTransitionTime": "2026-01-01T00:00:00.0000000Z", "reason": "NotInitialised" }
                ]
              }
            }
            """);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        await using var host = builder.Build();
        host.Run(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await host.StartAsync();
        await Console.Out.WriteLineAsync(new Uri(host.Urls.Single()).Port.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
