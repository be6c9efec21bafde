using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;

namespace Reeve.Host.Flavors.Client;

/// <summary>The flavors of an agent, over its REST API. Failures are those of <see cref="ApiQuestions"/>.</summary>
/// <param name="connection">Takes requests to the agent.</param>
/// <param name="tenant">The tenant; null for what the agent takes for it.</param>
internal sealed class FlavorClient(IClusterConnection connection, string? tenant) : IDisposable
{
    private const string Root = "/api/v1/flavors";

    /// <summary>A client for the agent that a command line names; nothing is sent yet.</summary>
    /// <exception cref="CommandException">The options make no sense.</exception>
    public static FlavorClient Open(Cli cli, ParseResult result) => new(ClusterAccess.Connect(cli, result), result.GetValue(ClusterAccess.Tenant));

    /// <summary>All flavors in their newest revisions.</summary>
    public async Task<IReadOnlyList<FlavorDocument>> ListAsync(CancellationToken cancellationToken) =>
        (await connection.AskAsync<FlavorListDocument>(HttpMethod.Get, Root + Query(null), null, cancellationToken)).Items;

    /// <summary>A flavor with its revisions.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="revision">The revision that is shown; 0 for the newest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<FlavorDocument> GetAsync(string name, int revision, CancellationToken cancellationToken) => connection.AskAsync<FlavorDocument>(
        HttpMethod.Get, PathOf(name) + Query(revision > 0 ? string.Create(CultureInfo.InvariantCulture, $"revision={revision}") : null), null, cancellationToken);

    /// <summary>Makes a flavor.</summary>
    public Task<FlavorDocument> CreateAsync(string name, FlavorDocument flavor, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, name, flavor, cancellationToken);

    /// <summary>Adds a revision to a flavor.</summary>
    public Task<FlavorDocument> ReviseAsync(string name, FlavorDocument flavor, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, name, flavor, cancellationToken);

    /// <summary>Removes a flavor.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        connection.AskAsync<EmptyDocument>(HttpMethod.Delete, PathOf(name) + Query(null), null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static string PathOf(string name) => $"{Root}/{Uri.EscapeDataString(name)}";

    private string Query(string? more)
    {
        string?[] parts = [tenant is null ? null : $"tenant={Uri.EscapeDataString(tenant)}", more];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length > 0 ? "?" + query : "";
    }

    private Task<FlavorDocument> SendAsync(HttpMethod method, string name, FlavorDocument flavor, CancellationToken cancellationToken)
    {
        var body = flavor with { Name = name, Revisions = null, UsedBy = null };
        return connection.AskAsync<FlavorDocument>(method, PathOf(name) + Query(null), ApiQuestions.Json(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Line.FlavorDocument)), cancellationToken);
    }
}
