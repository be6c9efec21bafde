using System.CommandLine;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Configuration;
using Reeve.Host.Logging.Journal;
using Reeve.Runtime.Hosting;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Nodes.Leases;

namespace Reeve.Host.CommandLine;

/// <summary>Turns failures into one sentence on standard error and an exit code.</summary>
internal static class Failures
{
    // errno of "no space left on device" as .NET puts it into an exception on Unix.
    private const int NoSpace = 28;

    /// <summary>Runs a command.</summary>
    public static async Task<int> GuardAsync(Cli cli, ParseResult result, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            var (exitCode, message) = Describe(exception);

            // In the journal it is an error too, and not one line among others.
            await cli.Error.WriteLineAsync(cli.Journal is null ? message : JournalStream.ErrorPrefix + message.ReplaceLineEndings("\n" + JournalStream.ErrorPrefix));
            if (GlobalOptions.Verbosity(result) > 1)
            {
                await cli.Error.WriteLineAsync(exception.ToString());
            }

            return exitCode;
        }
    }

    /// <summary>What to say about a failure.</summary>
    public static (int ExitCode, string Message) Describe(Exception exception) => exception switch
    {
        CommandException command => (command.ExitCode, command.Message),
        ConfigurationException configuration => (ExitCodes.Usage, configuration.Message),
        HostingException hosting => (ExitCodes.Usage, hosting.Message),
        KubernetesConfigurationException kubeconfig => (ExitCodes.Usage, kubeconfig.Message),
        NodeNameTakenException taken => (ExitCodes.Failure, taken.Message),
        ApiException refusal => (refusal.Code == RpcCode.InvalidArgument ? ExitCodes.Usage : ExitCodes.Failure, Refusal(refusal)),
        KubernetesApiException api => (ExitCodes.Failure, api.Message),
        ProviderException provider => (ExitCodes.Failure, provider.Message),
        IOException { HResult: NoSpace } => (ExitCodes.Failure, $"The disk is full: {exception.Message} Free some space and try again."),
        UnauthorizedAccessException => (ExitCodes.Failure, $"{exception.Message} Run as another user, or choose another --state-dir."),
        IOException => (ExitCodes.Failure, exception.Message),
        _ => (ExitCodes.Failure, $"This is a fault of reeve: {exception.Message} Run it again with -vv for details."),
    };

    // Each field in a line of its own; the message of a refusal for its fields says the same once more.
    private static string Refusal(ApiException refusal)
    {
        var fields = refusal.Details.SelectMany(detail => detail.FieldViolations ?? []).Select(field => $"{field.Field}: {field.Description}").ToList();
        return fields.Count == 0 ? refusal.Message : string.Join('\n', fields);
    }
}
