using System.Text;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Ssh;
using Reeve.Streams;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>A connection that a step on the compute node makes to a port of its loopback. Zero bytes written end its input.</summary>
internal sealed class RelayStream : DuplexStream
{
    private const byte Connected = (byte)'+';

    // For bash, on the compute node; its argument is the port. A shell cannot end one direction of a connection: after the end of the input it ends both
    // once nothing has come for some seconds.
    private const string Relay = """
        { exec 3<>"/dev/tcp/127.0.0.1/$1" || exec 3<>"/dev/tcp/::1/$1"; } 2>/dev/null || exit 7
        printf +
        exec 4<&0
        cat <&3 2>/dev/null & reader=$!
        cat <&4 >&3 2>/dev/null & writer=$!
        exec 3>&- 4<&-
        idle=0 last=
        while kill -0 $reader 2>/dev/null; do
          if ! kill -0 $writer 2>/dev/null; then
            { read -r name count <"/proc/$reader/io"; } 2>/dev/null
            if [ "$count" = "$last" ]; then idle=$((idle + 1)); else idle=0 last=$count; fi
            [ $idle -lt 10 ] || break
          fi
          sleep 0.5
        done
        kill $reader $writer 2>/dev/null
        exit 0
        """;

    // For sh, on the login node.
    private const string Step = """
        [ -z "$1" ] || PATH=$1:$PATH
        shift
        exec "$@"
        """;

    private readonly IRemoteProcess _process;
    private readonly Task _errors;

    private RelayStream(IRemoteProcess process, Task errors) => (_process, _errors) = (process, errors);

    /// <summary>Connects.</summary>
    /// <param name="shell">The login node.</param>
    /// <param name="options">Where Slurm's commands are.</param>
    /// <param name="job">The job whose node it is.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null if nobody listens there, or no step can be made.</returns>
    public static async Task<RelayStream?> TryOpenAsync(IRemoteShell shell, ControllerOptions options, long job, int port, CancellationToken cancellationToken)
    {
        var process = await shell.StartAsync(
            new RemoteCommand { Arguments = ["sh", "-c", Step, "reeve-relay", .. StepArguments.Srun(options, job), "bash", "-c", Relay, "reeve-relay", $"{port}"] },
            cancellationToken);
        try
        {
            var errors = RemoteStreams.OutputAsync(process.StandardError, null, CancellationToken.None);
            var first = new byte[1];
            if (await process.StandardOutput.ReadAsync(first, cancellationToken) == 1 && first[0] == Connected)
            {
                return new RelayStream(process, errors);
            }
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        await process.DisposeAsync();
        return null;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _process.StandardOutput.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? _process.StandardInput.DisposeAsync() : _process.StandardInput.WriteAsync(buffer, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _errors.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync();
    }
}
