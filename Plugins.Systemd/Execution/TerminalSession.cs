using System.Diagnostics;
using System.IO.Pipelines;
using Reeve.Containers;
using Reeve.Plugins.Systemd.Streams;

namespace Reeve.Plugins.Systemd.Execution;

/// <summary>A command on a terminal of its own: see pty(7). Standard error comes with standard output.</summary>
internal sealed class TerminalSession : IDisposable
{
    // The command is never part of a script.
    private const string Open = "exec 0<>\"$1\" 1>&0 2>&0; shift; exec setsid --ctty \"$@\"";
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    private readonly PseudoTerminal _terminal = new();
    private bool _over;

    /// <summary>What goes after a shell and before the command's own arguments.</summary>
    public IReadOnlyList<string> Prefix => ["-c", Open, "sh", _terminal.Path, "/bin/sh"];

    /// <summary>Connects the caller to a command that has been started, until it ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(Process process, ExecRequest request, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        new Thread(() => ReadAll(pipe.Writer)) { IsBackground = true, Name = "Terminal" }.Start();
        var input = request.StandardInput is null ? Task.CompletedTask : CopyInputAsync(request.StandardInput, ended.Token);
        var resize = request.Resize is null ? Task.CompletedTask : ResizeAsync(request.Resize, ended.Token);
        var exit = WaitAsync(process, cancellationToken);
        try
        {
            process.StandardInput.Close();
            await pipe.Reader.CopyToAsync(request.StandardOutput ?? Stream.Null, cancellationToken);
            return await exit;
        }
        finally
        {
            Volatile.Write(ref _over, true);
            await pipe.Reader.CompleteAsync();
            await ended.CancelAsync();
            await Task.WhenAll(UntilCancelledAsync(input), UntilCancelledAsync(resize), UntilCancelledAsync(exit));
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _over, true);
        _terminal.Dispose();
    }

    // One that could not even open the terminal leaves nobody whose end the terminal would tell.
    private async Task<int> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        Volatile.Write(ref _over, true);
        return process.ExitCode;
    }

    private void ReadAll(PipeWriter output)
    {
        var buffer = new byte[4096];
        try
        {
            while (_terminal.Read(buffer, ref _over) is > 0 and var count)
            {
                output.WriteAsync(buffer.AsMemory(0, count)).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (ObjectDisposedException)
        {
            // The session is over.
        }
        finally
        {
            output.Complete();
        }
    }

    private async Task CopyInputAsync(Stream input, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        int count;
        while ((count = await input.ReadAsync(buffer, cancellationToken)) > 0)
        {
            for (var written = 0; written < count;)
            {
                var result = _terminal.Write(buffer.AsSpan(written, count - written));
                written += Math.Max(result, 0);
                if (result <= 0)
                {
                    await Task.Delay(Again, cancellationToken); // full: the command does not read
                }
            }
        }
    }

    private async Task ResizeAsync(IAsyncEnumerable<TerminalSize> sizes, CancellationToken cancellationToken)
    {
        await foreach (var size in sizes.WithCancellation(cancellationToken))
        {
            PseudoTerminal.Resize(_terminal.Master, size);
        }
    }

    private static async Task UntilCancelledAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The command has ended and takes no more.
        }
        catch (IOException)
        {
            // The caller went away while sending; what the command answered still counts.
        }
    }
}
