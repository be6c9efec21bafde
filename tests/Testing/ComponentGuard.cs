using System.Diagnostics;

namespace Reeve.Testing;

/// <summary>
/// The program that keeps a component up (<c>eng/components/*/up.sh --guard</c>). It takes everything down once its standard input ends, and so also
/// when the test process dies.
/// </summary>
public sealed class ComponentGuard : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;

    private ComponentGuard(Process process) => _process = process;

    /// <summary>Brings a component up.</summary>
    /// <param name="script">The script.</param>
    /// <param name="directory">Where the component keeps its files.</param>
    /// <param name="environment">What the script is told besides.</param>
    /// <exception cref="InvalidOperationException">It does not come up.</exception>
    public static async Task<ComponentGuard> StartAsync(string script, string directory, IReadOnlyDictionary<string, string> environment)
    {
        // Not a child: whoever kills the tree of the test host must not keep the guard from cleaning up.
        var process = Tool.Start("setsid", ["--fork", script, directory, "--guard"], environment);
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Tool.Deadline);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        return line?.StartsWith("ready", StringComparison.Ordinal) == true
            ? new ComponentGuard(process)
            : throw new InvalidOperationException($"{script} does not come up: {line} {await error}");
    }

    /// <summary>Has something disposed when this process ends. The guard does not need it; this waits until everything is down.</summary>
    public static void DisposeAtExit(IAsyncDisposable component) =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => component.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Does something to a part: <c>start</c>, <c>stop</c>, <c>kill</c>, <c>pause</c>, <c>resume</c>.</summary>
    public async Task CommandAsync(string verb, string part)
    {
        await _turn.WaitAsync();
        try
        {
            using var deadline = new CancellationTokenSource(Tool.Deadline);
            await _process.StandardInput.WriteAsync($"{verb} {part}\n".AsMemory(), deadline.Token);
            await _process.StandardInput.FlushAsync(deadline.Token);
            var answer = await _process.StandardOutput.ReadLineAsync(deadline.Token);
            if (answer != "done")
            {
                throw new InvalidOperationException($"{verb} {part}: {answer}");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes everything down, and returns when it is.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Tool.Deadline);
        await _process.StandardOutput.ReadToEndAsync(deadline.Token);
        _process.Dispose();
        _turn.Dispose();
    }
}
