using System.Collections;
using Reeve.Host.Logging.Journal;

namespace Reeve.Host.CommandLine;

/// <summary>All that a command knows of the world outside: streams, environment, clock. Tests put their own in.</summary>
internal sealed record Cli
{
    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Messages for people.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input, as bytes.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens standard output, as bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Opens standard error, as bytes.</summary>
    public required Func<Stream> OpenError { get; init; }

    /// <summary>Whether results go to a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether input comes from a terminal.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Whether the user is root.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The socket of systemd's journal, where standard error leads there; null elsewhere.</summary>
    public string? Journal { get; init; }

    /// <summary>The process's own.</summary>
    public static Cli FromProcess() => FromProcess(ReadEnvironment());

    private static Cli FromProcess(IReadOnlyDictionary<string, string> environment) => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        OpenError = Console.OpenStandardError,
        OutIsTerminal = !Console.IsOutputRedirected,
        InIsTerminal = !Console.IsInputRedirected,
        Environment = environment,
        Journal = JournalStream.Find(environment),
        Time = TimeProvider.System,
        IsRoot = System.Environment.IsPrivilegedProcess,
    };

    private static Dictionary<string, string> ReadEnvironment()
    {
        var variables = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}
