using System.CommandLine;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Text;

namespace Reeve.Host.Commands.Clusters;

/// <summary>Whether and for how long a command waits for the operation that it began.</summary>
internal sealed class WaitOptions
{
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait for the end of the operation and show its progress: the default." };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Return once the operation has begun." };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "Wait no longer than this, e.g. 10m; the operation goes on.", HelpName = "DURATION" };

    /// <summary>Adds the options to a command.</summary>
    public static WaitOptions AddTo(Command command)
    {
        var options = new WaitOptions();
        command.Add(options._wait);
        command.Add(options._noWait);
        command.Add(options._timeout);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options._wait) && result.GetValue(options._noWait))
            {
                result.AddError("--wait and --no-wait exclude each other.");
            }
        });
        return options;
    }

    /// <summary>How long to wait; null for as long as it takes.</summary>
    /// <exception cref="CommandException">It is no duration.</exception>
    public static TimeSpan? Duration(string? text) => text is null ? null
        : DurationText.TryParse(text, out var length) ? length
        : throw CommandException.Usage($"--timeout takes a duration such as 90s or 10m; \"{text}\" is none.");

    /// <summary>Checks the options before anything is begun.</summary>
    /// <exception cref="CommandException">They make no sense.</exception>
    public void Check(ParseResult result) => Duration(result.GetValue(_timeout));

    /// <summary>Waits, or says how to.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="result">The command line.</param>
    /// <param name="client">The agent.</param>
    /// <param name="name">The cluster.</param>
    /// <param name="operation">The operation; null if there was nothing to do.</param>
    /// <param name="done">What to say of the cluster when it is done, such as <c>created</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> FollowAsync(Cli cli, ParseResult result, ClusterClient client, string name, string? operation, string done, CancellationToken cancellationToken)
    {
        if (operation is null)
        {
            await cli.Out.WriteLineAsync($"cluster {name} unchanged");
            return ExitCodes.Success;
        }

        if (result.GetValue(_noWait))
        {
            await cli.Out.WriteLineAsync($"cluster {name}: operation {operation} goes on");
            return ExitCodes.Success;
        }

        var exitCode = await new OperationFollower(cli, client).FollowAsync(name, operation, Duration(result.GetValue(_timeout)), cancellationToken);
        if (exitCode == ExitCodes.Success)
        {
            await cli.Out.WriteLineAsync($"cluster {name} {done}");
        }

        return exitCode;
    }
}
