using Reeve.Testing;

namespace Reeve.EndToEnd;

/// <summary>The built command, with a state directory of a test's own.</summary>
internal sealed class ReeveCommand : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static string Program { get; } = Path.Combine(Repository.Built("Reeve.Host"), "reeve");

    public string State => _directory["s"];

    public string this[string name] => _directory[name];

    /// <summary>Runs a command to its end.</summary>
    public Task<ProgramResult> RunAsync(params IEnumerable<string> arguments) =>
        Programs.RunAsync(Program, [.. arguments, "--state-dir", State]);

    /// <summary>The log of a container, read after the agent has gone.</summary>
    public async Task<string> LogAsync(string pod, string container)
    {
        var result = await RunAsync("logs", pod, "-c", container);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    public void Dispose() => _directory.Dispose();
}
