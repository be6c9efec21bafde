using System.CommandLine;
using System.Text.Json;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster adopt</c>.</summary>
internal static class ClusterAdoptCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = "What \"reeve cluster release\" has written; - for standard input." };
        PodArguments.RefuseOptions(file);
        var command = new HostCommand("adopt", "Takes over a cluster that another agent has released, with its name and tenant.")
        {
            Examples =
            [
                ("reeve cluster adopt web.handover", "its machines and what runs on them are left alone"),
                ("ssh old cat web.handover | reeve cluster adopt -", "without a file on this machine"),
            ],
        };
        command.Add(file);
        var wait = WaitOptions.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            wait.Check(result);
            var text = (await InputText.ReadAsync(cli, result.GetValue(file)!, "what \"reeve cluster release\" has written", cancellationToken)).Text;
            var cluster = KeyOf(text);
            using var client = ClusterAccess.Open(cli, result);
            return await wait.FollowAsync(cli, result, client, cluster, await client.AdoptAsync(cluster, text, cancellationToken), "adopted", cancellationToken);
        });
        return command;
    }

    /// <summary>Which cluster it is.</summary>
    private static string KeyOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("name", out var name) && name.GetString() is { Length: > 0 } known)
            {
                return ClusterKey.Of(root.TryGetProperty("tenant", out var tenant) ? tenant.GetString() ?? "" : "", known);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below, without a piece of what may be a secret.
        }

        throw CommandException.Usage("That is not what \"reeve cluster release\" writes.");
    }
}
