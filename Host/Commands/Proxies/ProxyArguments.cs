using System.CommandLine;
using System.Text.Json;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;
using Reeve.Host.Completion;
using Reeve.Host.Proxies;
using Reeve.Host.Proxies.Client;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Commands.Proxies;

/// <summary>Arguments and options that several commands about proxies share. Each call makes a new one.</summary>
internal static class ProxyArguments
{
    /// <summary>The proxy.</summary>
    public static Argument<string?> Name(Cli cli)
    {
        var argument = new Argument<string?>("NAME") { Description = "Name of the proxy; not needed where there is one only.", Arity = ArgumentArity.ZeroOrOne };
        Complete(cli, argument);
        return argument;
    }

    /// <summary>The proxy, where it has to be named.</summary>
    public static Argument<string> NeededName(Cli cli)
    {
        var argument = new Argument<string>("NAME") { Description = "Name of the proxy." };
        Complete(cli, argument);
        return argument;
    }

    /// <summary>The document.</summary>
    public static Option<string> File() => new("--filename", "-f")
    {
        Description = "Document of the proxy, YAML or JSON, bare or as \"reeve proxy show\" writes it; - for standard input.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Whether only to say what would be changed.</summary>
    public static Option<bool> DryRun() => new("--dry-run") { Description = "Only say what would be changed, as \"reeve proxy diff\" does." };

    /// <summary>A client for the agent; nothing is sent yet.</summary>
    public static ProxyClient Open(Cli cli, ParseResult result) => new(ClusterAccess.Connect(cli, result));

    /// <summary>The proxy that a command is about: the one that was named, or the only one.</summary>
    /// <exception cref="CommandException">None was named, and there are several.</exception>
    public static async Task<string> ResolveAsync(ProxyClient client, string? name, CancellationToken cancellationToken)
    {
        if (name is not null)
        {
            return name;
        }

        var names = (await client.ListAsync(cancellationToken)).Select(static proxy => proxy.Name!).ToList();
        return names.Count == 1 ? names[0] : throw CommandException.Usage($"There are several proxies: {string.Join(", ", names)}; name one.");
    }

    /// <summary>Reads a document.</summary>
    /// <returns>It, and the revision that it says it was made from.</returns>
    /// <exception cref="CommandException">It cannot be read, or is none.</exception>
    public static Task<(ProxySpec Spec, long? Revision)> ReadAsync(Cli cli, string file, CancellationToken cancellationToken) =>
        ReadAsync(cli, file, ProxyDocumentText.Read, cancellationToken);

    /// <summary>Reads a merge patch of a document.</summary>
    /// <exception cref="CommandException">It cannot be read, or is none.</exception>
    public static Task<JsonElement> ReadPatchAsync(Cli cli, string file, CancellationToken cancellationToken) => ReadAsync(cli, file, ProxyDocumentText.ReadPatch, cancellationToken);

    private static async Task<T> ReadAsync<T>(Cli cli, string file, Func<string, string, T> read, CancellationToken cancellationToken)
    {
        var input = await InputText.ReadAsync(cli, file, "the document of the proxy", cancellationToken);
        try
        {
            return read(input.Text, input.Source);
        }
        catch (ProviderException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message, exception);
        }
    }

    private static void Complete(Cli cli, Argument argument)
    {
        argument.CompletionSources.Add(context => ClusterCompletions.Proxies(cli, context));
        PodArguments.RefuseOptions(argument);
    }
}
