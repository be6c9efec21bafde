using System.CommandLine;

namespace Reeve.Host.CommandLine;

/// <summary>A command with examples in its help.</summary>
internal sealed class HostCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines, each with a word on what it does.</summary>
    public IReadOnlyList<(string CommandLine, string Purpose)> Examples { get; init; } = [];

    /// <summary>Sets what the command does; failures become one sentence and an exit code.</summary>
    public void SetHandler(Cli cli, Func<ParseResult, CancellationToken, Task<int>> handler) =>
        SetAction((result, cancellationToken) => Failures.GuardAsync(cli, result, () => handler(result, cancellationToken)));

    /// <summary>Sets what the command does at once.</summary>
    public void SetHandler(Cli cli, Func<ParseResult, int> handler) =>
        SetAction((result, _) => Failures.GuardAsync(cli, result, () => Task.FromResult(handler(result))));
}
