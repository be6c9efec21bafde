using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering.Clusters;

namespace Reeve.Host.Commands.Clusters;

/// <summary>What every command that changes a cluster offers: only to say what would be done, and whether to wait for it.</summary>
internal sealed class ChangeOptions
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be done, as \"reeve cluster plan\" does." };
    private readonly WaitOptions _wait;

    private ChangeOptions(Command command)
    {
        command.Add(_dryRun);
        _wait = WaitOptions.AddTo(command);
    }

    /// <summary>Adds the options to a command.</summary>
    public static ChangeOptions AddTo(Command command) => new(command);

    /// <inheritdoc cref="WaitOptions.Check"/>
    public void Check(ParseResult result) => _wait.Check(result);

    /// <summary>Says what would be done, or does it and waits.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="result">The command line.</param>
    /// <param name="client">The agent.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="verb">What would be asked for; null for whatever fits.</param>
    /// <param name="spec">What is wanted; null where that says nothing.</param>
    /// <param name="begin">Asks for it, and gives the operation (null if there was nothing to do) and what to say of the cluster when it is done.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        Cli cli,
        ParseResult result,
        ClusterClient client,
        string cluster,
        string? verb,
        SpecDocument? spec,
        Func<Task<(string? Operation, string Done)>> begin,
        CancellationToken cancellationToken)
    {
        if (result.GetValue(_dryRun))
        {
            PlanText.Write(cli.Out, await client.PlanAsync(cluster, verb, spec, cancellationToken));
            return ExitCodes.Success;
        }

        var (operation, done) = await begin();
        return await _wait.FollowAsync(cli, result, client, cluster, operation, done, cancellationToken);
    }
}
