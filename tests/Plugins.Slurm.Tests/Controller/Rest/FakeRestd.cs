using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Rest;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Controller.Rest;

/// <summary>A server that answers as slurmrestd of some version does, and a controller that asks it.</summary>
internal sealed class FakeRestd : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, (int Status, string Body)> _answers = [];
    private readonly WebApplication _application;
    private readonly Lock _lock = new();

    private FakeRestd(int version)
    {
        Version = version;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>The version that it speaks.</summary>
    public int Version { get; }

    /// <summary>The controller.</summary>
    public RestController Controller { get; private set; } = null!;

    /// <summary>The tokens that it takes.</summary>
    public HashSet<string> Tokens { get; } = ["first"];

    /// <summary>The requests that got an answer, as method, path and body.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<FakeRestd> StartAsync(int version)
    {
        var restd = new FakeRestd(version);
        restd.SetToken("first");
        await restd._application.StartAsync();
        var url = restd._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        restd.Controller = new RestController(new ProcessShell(), new ControllerOptions { Rest = new RestOptions { Url = url, TokenFile = restd._directory["token"] } }, TimeProvider.System);
        restd.Set("GET", $"slurm/v0.0.{version}/ping", "{}");
        return restd;
    }

    /// <summary>Sets the token that the controller finds.</summary>
    public void SetToken(string token) => File.WriteAllText(_directory["token"], token + "\n");

    /// <summary>Sets an answer; in the path, {v} is the version.</summary>
    public void Set(string method, string path, string body, int status = 200) => _answers[$"{method} /{path.Replace("{v}", $"v0.0.{Version}", StringComparison.Ordinal)}"] = (status, body);

    public async ValueTask DisposeAsync()
    {
        Controller.Dispose();
        await _application.DisposeAsync();
        _directory.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!Tokens.Contains(context.Request.Headers["X-SLURM-USER-TOKEN"].ToString()))
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("Authentication failure");
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        lock (_lock)
        {
            Requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {text}".Trim());
        }

        var (status, body) = _answers.GetValueOrDefault($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", (404, "Unable find requested URL."));
        context.Response.StatusCode = status;
        if (status != 304)
        {
            await context.Response.WriteAsync(body);
        }
    }
}
