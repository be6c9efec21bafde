using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Reeve.Runtime.Images.Deb;

/// <summary>Runs the package manager's programs, from argument lists, and reads the files of the machine that they work on. Thread-safe.</summary>
/// <param name="root">Where that machine's files are: <c>/</c>, but for tests.</param>
/// <param name="prefix">What stands before each command; empty, but for tests.</param>
/// <param name="time">The clock.</param>
internal sealed class PackageTools(string root, IReadOnlyList<string> prefix, TimeProvider time)
{
    /// <summary>Where programs are.</summary>
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private const int MaxText = 4 * 1024 * 1024;

    /// <summary>Where a file of the machine is.</summary>
    public string PathOf(string path) => root == "/" ? path : root + path;

    /// <summary>The content of a file of the machine; null if it is not there.</summary>
    public string? Read(string path) => File.Exists(PathOf(path)) ? File.ReadAllText(PathOf(path)) : null;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="deadline">After which it is killed.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="ProviderException">It cannot be run, or did not end in time (Transient).</exception>
    public async Task<PackageToolResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var ending = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, cancellationToken);
        using var process = Start(arguments);
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var errors = ReadAsync(process.StandardError);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProviderException(ErrorReason.Transient, $"{arguments[0]} did not end within {deadline}.");
        }

        return new PackageToolResult { ExitCode = process.ExitCode, Output = await output, Error = await errors };
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(prefix.Count > 0 ? prefix[0] : arguments[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in prefix.Concat(arguments).Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing of the agent's own environment; nobody is there to answer questions.
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        start.Environment["HOME"] = "/root";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        start.Environment["APT_LISTCHANGES_FRONTEND"] = "none";
        start.Environment["NEEDRESTART_SUSPEND"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"{arguments[0]} cannot be run, so that there are no Debian packages on this machine: {e.Message}", e);
        }
    }

    // All of it is read, so that the program never waits for a reader; what is too much is not kept.
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            text.Append(buffer, 0, Math.Min(read, MaxText - text.Length));
        }

        return text.ToString();
    }
}
