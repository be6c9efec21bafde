using System.Diagnostics;
using Reeve.Ssh.Processes;

namespace Reeve.Ssh.OpenSsh;

/// <summary>A multiplexed connection: a process of ssh behind a socket. Its counters belong to the lock of <see cref="SshMasters"/>.</summary>
internal sealed class SshMaster(SshHost host, string socket, string program)
{
    /// <summary>Whom it leads to.</summary>
    public SshHost Host { get; } = host;

    /// <summary>Its socket.</summary>
    public string Socket { get; } = socket;

    /// <summary>How many programs use it.</summary>
    public int Sessions { get; set; }

    /// <summary>How many of them are known to have begun.</summary>
    public int Established { get; set; }

    /// <summary>Whether it still is there.</summary>
    public Task<bool> IsAliveAsync(CancellationToken cancellationToken) => AskAsync("check", cancellationToken);

    /// <summary>Ends it and what runs through it.</summary>
    public Task ExitAsync(CancellationToken cancellationToken) => AskAsync("exit", cancellationToken);

    /// <summary>Starts a client of it.</summary>
    public Process Start(IEnumerable<string> arguments) => LocalProcess.StartBare(program, arguments);

    private async Task<bool> AskAsync(string verb, CancellationToken cancellationToken)
    {
        using var process = Start(SshArguments.Ask(Socket, verb));
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
