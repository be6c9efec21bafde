using System.Runtime.InteropServices;

namespace Reeve.Host.Agent;

/// <summary>SIGTERM, SIGINT and SIGHUP: the first asks for a clean end, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<int> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Begins to listen.</summary>
    public StopSignals()
    {
        Register(PosixSignal.SIGTERM, 143);
        Register(PosixSignal.SIGINT, 130);
        Register(PosixSignal.SIGHUP, 129);
    }

    /// <summary>Completes with the first signal, with the exit code that shells give it.</summary>
    public Task<int> Asked => _asked.Task;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Register(PosixSignal signal, int exitCode) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            // Not cancelled, a signal does what it does by default: end the process at once.
            context.Cancel = _asked.TrySetResult(exitCode);
            _stop.Cancel();
        }));
}
