using System.Diagnostics;

namespace Reeve.Testing;

/// <summary>Runs programs to their end.</summary>
public static class Tool
{
    /// <summary>How long a program may take before a test fails. Generous: it is reached only when something is wrong.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program with the given arguments and standard input.</summary>
    public static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, string? input = null, TimeSpan? within = null)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(within ?? Deadline);
        try
        {
            // Not awaited before the output is read: the program may write before it has read everything.
            var written = WriteAsync(process, input, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            await written;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end: {await output} {await error}");
        }

        return new ToolResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program whose standard streams are redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }

    private static async Task WriteAsync(Process process, string? input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync((input ?? "").AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input, as its exit code tells.
        }
    }
}
