using System.Collections.Concurrent;
using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>The built command as a process of its own.</summary>
internal sealed class ReeveProcess : IAsyncDisposable
{
    // The command as it is built, with its plugins beside it.
    private static readonly string Command = Path.Combine(Repository.Built("Reeve.Host"), "reeve.dll");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();

    private ReeveProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => string.Concat(_output.Select(line => line + "\n"));

    public string Error => string.Concat(_error.Select(line => line + "\n"));

    /// <summary>Starts a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="inside">A command that runs another one where it belongs, in its own place; empty for here.</param>
    public static ReeveProcess Start(IReadOnlyList<string> arguments, string? input = null, params IReadOnlyList<string> inside)
    {
        string[] command = [.. inside, "dotnet", Command];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("REEVE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var process = new ReeveProcess(Process.Start(start)!);
        process._process.StandardInput.Write(input ?? "");
        process._process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs a command line to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyList<string> arguments, string? input = null)
    {
        await using var process = Start(arguments, input);
        var exitCode = await process.WaitAsync();
        return (exitCode, process.Output, process.Error);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<int> WaitAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline * 2);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Signals.Send(_process.Id, Signals.Terminate);

    /// <summary>Sends SIGKILL to this process alone.</summary>
    public void Kill() => Signals.Send(_process.Id, Signals.Kill);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
