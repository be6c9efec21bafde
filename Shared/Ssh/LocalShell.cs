using System.Net.Sockets;
using Reeve.Ssh.Processes;
using Reeve.Ssh.Quoting;
using Reeve.Ssh.Uploads;

namespace Reeve.Ssh;

/// <summary>This machine as the user that this process runs as.</summary>
/// <param name="environment">Variables that programs get besides this process's own.</param>
public sealed class LocalShell(IReadOnlyDictionary<string, string>? environment = null) : IRemoteShell, IProcessControl
{
    /// <inheritdoc/>
    public string Description => "this machine";

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await using var process = Start(command);
        return await OutputCollector.RunAsync(process, command, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IRemoteProcess>(Start(command));
    }

    /// <inheritdoc/>
    public Task UploadAsync(IReadOnlyList<RemoteTree> trees, CancellationToken cancellationToken) => Uploader.UploadAsync(this, trees, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new HalfClosingStream(new NetworkStream(socket, ownsSocket: true), () => socket.Shutdown(SocketShutdown.Send));
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure is SocketException refused ? new ProviderException(ErrorReason.Transient, $"{host}:{port}: {refused.Message}", refused) : failure;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Task IProcessControl.EndAsync(Task<StartedProgram> started) => Task.CompletedTask;

    async Task IProcessControl.ResizeAsync(StartedProgram program, int columns, int rows, CancellationToken cancellationToken)
    {
        if (program.Resize(columns, rows) is { } resize)
        {
            await RunAsync(resize, cancellationToken);
        }
    }

    void IProcessControl.Started()
    {
        // Nothing is shared between programs of this machine.
    }

    void IProcessControl.Ended()
    {
        // Nothing is shared between programs of this machine.
    }

    ProviderException IProcessControl.NotStarted(int exitCode) => new(ErrorReason.Transient, $"The shell ended with {exitCode} before the program started.");

    ProviderException IProcessControl.Broken() => new(ErrorReason.Transient, "The shell ended with 255.");

    private ShellProcess Start(RemoteCommand command) => new(
        markers =>
        {
            var script = StartedProgram.Script(command.Arguments, command.Tty, markers);
            // A session of its own, as sshd gives one: the program cannot take this process's terminal. script(1) is of util-linux.
            string[] wrapped = command.Tty
                ? ["script", "--quiet", "--return", "--flush", "--command", WireCommand.Of(["/bin/sh"], script), "/dev/null"]
                : ["/bin/sh", "-c", script];
            return LocalProcess.Start("setsid", ["--wait", .. wrapped], Environment(command.Tty));
        },
        command.Tty,
        this);

    private Dictionary<string, string> Environment(bool tty)
    {
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>());
        if (tty)
        {
            variables["SHELL"] = "/bin/sh";
            variables["TERM"] = "xterm";
        }

        return variables;
    }
}
