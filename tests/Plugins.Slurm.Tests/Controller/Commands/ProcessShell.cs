using System.Diagnostics;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Tests.Controller.Commands;

/// <summary>Runs programs as children of the test, and counts the calls.</summary>
internal sealed class ProcessShell(params string[] prefix) : IRemoteShell
{
    private int _calls;

    /// <summary>How many programs were run.</summary>
    public int Calls => _calls;

    /// <summary>How many bytes the last one wrote.</summary>
    public int LastOutput { get; private set; }

    /// <inheritdoc/>
    public string Description => "this machine";

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        string[] arguments = [.. prefix, .. command.Arguments];
        using var process = Process.Start(new ProcessStartInfo(arguments[0], arguments[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var reading = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken), process.StandardError.BaseStream.CopyToAsync(error, cancellationToken));
        await process.StandardInput.BaseStream.WriteAsync(command.StandardInput, cancellationToken);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync(cancellationToken);
        LastOutput = (int)output.Length;
        return new RemoteResult { ExitCode = process.ExitCode, Output = output.ToArray(), Error = error.ToArray() };
    }

    /// <inheritdoc/>
    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task UploadAsync(IReadOnlyList<RemoteTree> trees, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
