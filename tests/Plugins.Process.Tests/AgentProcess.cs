using System.Globalization;
using System.Text.Json;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests;

/// <summary>A running <see cref="AgentProgram"/>.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly System.Diagnostics.Process _process;

    private AgentProcess(System.Diagnostics.Process process) => _process = process;

    /// <param name="before">A program that starts it, such as setpriv(1) with its arguments.</param>
    public static AgentProcess Start(string root, string options, TestLaunch[] launches, params string[] before)
    {
        var file = Path.Combine(root, "launches.json");
        File.WriteAllText(file, JsonSerializer.Serialize(launches));
        string[] command = [.. before, Environment.ProcessPath!, typeof(AgentProcess).Assembly.Location, root, options, file];
        var start = new System.Diagnostics.ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new AgentProcess(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Waits for a line and returns what follows its first words.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith(beginning + " ", StringComparison.Ordinal))
            {
                return line[(beginning.Length + 1)..];
            }
        }

        throw new InvalidOperationException($"The agent ended without saying \"{beginning}\".");
    }

    /// <summary>The processes of containers that were started, by name.</summary>
    public async Task<Dictionary<string, int>> StartedAsync(int count)
    {
        var started = new Dictionary<string, int>();
        while (started.Count < count)
        {
            var words = (await LineAsync("started")).Split(' ');
            started[words[0]] = int.Parse(words[1], CultureInfo.InvariantCulture);
        }

        return started;
    }

    /// <summary>SIGKILL, for the agent alone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
