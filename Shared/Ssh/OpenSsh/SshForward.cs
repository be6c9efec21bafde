using System.Diagnostics;

namespace Reeve.Ssh.OpenSsh;

/// <summary>Opens TCP connections from the other side: <c>ssh -W</c>.</summary>
internal static class SshForward
{
    // What a client says once its master has the connection. Source: OpenSSH, since 5.4.
    private const string Open = "master session id";

    /// <summary>Opens one.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: nobody listens, or the server forbids it.</exception>
    public static async Task<Stream> OpenAsync(SshMaster master, string host, int port, CancellationToken cancellationToken)
    {
        var process = master.Start(SshArguments.Connect(master.Socket, host, port));
        try
        {
            if (await SaysAsync(process.StandardError, cancellationToken) is { } failure)
            {
                throw new ProviderException(ErrorReason.Transient, $"{host}:{port} cannot be reached from {master.Host}: {failure}");
            }

            var drain = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            var duplex = new JoinedStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
            return new HalfClosingStream(duplex, process.StandardInput.BaseStream.Dispose, () => EndAsync(process, drain));
        }
        catch
        {
            Kill(process);
            process.Dispose();
            throw;
        }
    }

    // Null once the connection stands.
    private static async Task<string?> SaysAsync(StreamReader errors, CancellationToken cancellationToken)
    {
        var last = "ssh ended";
        while (await errors.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(Open, StringComparison.Ordinal))
            {
                return null;
            }

            last = line.StartsWith("debug1:", StringComparison.Ordinal) ? last : line.Trim();
        }

        return last;
    }

    private static async ValueTask EndAsync(Process process, Task drain)
    {
        Kill(process);
        await process.WaitForExitAsync();
        await drain;
        process.Dispose();
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
