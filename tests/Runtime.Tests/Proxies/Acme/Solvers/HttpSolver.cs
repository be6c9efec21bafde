using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Tests.Proxies.Acme.Solvers;

/// <summary>Answers http-01 by a web server of its own.</summary>
internal sealed class HttpSolver : IChallengeSolver, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _answers = new();
    private readonly WebApplication _server;

    public HttpSolver(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(port));
        _server = builder.Build();
        _server.Run(context => _answers.TryGetValue(context.Request.Path.Value!, out var answer)
            ? context.Response.WriteAsync(answer)
            : Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound));
        _server.StartAsync().GetAwaiter().GetResult();
    }

    public ChallengeKind Kind => ChallengeKind.Http;

    /// <summary>Challenges that are shown now.</summary>
    public int Shown => _answers.Count;

    /// <summary>Challenges that were shown.</summary>
    public List<string> Names { get; } = [];

    /// <summary>What is shown instead of the right answer; null for that.</summary>
    public string? Wrong { get; set; }

    public Task PresentAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        Names.Add(challenge.Name);
        _answers[challenge.HttpPath] = Wrong ?? challenge.KeyAuthorization;
        return Task.CompletedTask;
    }

    public Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        _answers.TryRemove(challenge.HttpPath, out _);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
