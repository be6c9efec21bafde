using Reeve.Ssh.Processes;

namespace Reeve.Ssh.OpenSsh;

/// <summary>What one can do to a program beyond its streams, through the shell that started it.</summary>
internal sealed class SshProcessControl(IRemoteShell shell, SshMaster master, SshMasters masters) : IProcessControl
{
    // For ending a program that nobody waits for: not longer than a connection takes to be found dead.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private int _ended;
    private bool _established;

    public void Started()
    {
        _established = true;
        masters.Establish(master);
    }

    public void Ended()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            masters.Release(master, _established);
        }
    }

    public async Task EndAsync(Task<StartedProgram> started)
    {
        // Without a connection it cannot be reached, and a new one only to end it would come too late.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (await master.IsAliveAsync(patience.Token))
            {
                var program = await started.WaitAsync(patience.Token);
                await shell.RunAsync(program.End(), patience.Token);
            }
        }
        catch (Exception failure) when (failure is ProviderException or OperationCanceledException)
        {
            // The connection broke meanwhile, or there was no session for the program.
        }
    }

    public async Task ResizeAsync(StartedProgram program, int columns, int rows, CancellationToken cancellationToken)
    {
        if (program.Resize(columns, rows) is { } resize)
        {
            await shell.RunAsync(resize, cancellationToken);
        }
    }

    public ProviderException NotStarted(int exitCode) => new(
        ErrorReason.Transient,
        exitCode == 255 ? $"{shell.Description} gave no session." : $"The login shell on {shell.Description} ended with {exitCode} before it ran anything.");

    public ProviderException Broken() => new(ErrorReason.Transient, $"The connection to {shell.Description} broke while a command ran.");
}
