namespace Reeve.Plugins.Process.Supervisor;

/// <summary>A launcher that is started when it is first needed, and replaced when it was killed. Thread-safe.</summary>
/// <param name="image">The program.</param>
/// <param name="capabilities">The set of all that it is asked for; null if each spec says its own.</param>
internal sealed class LauncherSlot(SupervisorImage image, ulong? capabilities) : IDisposable
{
    private readonly Lock _lock = new();
    private LauncherProcess? _launcher;
    private bool _disposed;

    /// <summary>Asks for a supervisor.</summary>
    /// <exception cref="ProviderException">The request cannot be made.</exception>
    public void Request(string token, ReadOnlySpan<int> descriptors)
    {
        var launcher = Current();
        if (!launcher.TryRequest(token, descriptors))
        {
            Replace(launcher).Request(token, descriptors);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _launcher?.Dispose();
        }
    }

    private LauncherProcess Current()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _launcher ??= LauncherProcess.Start(image, capabilities);
        }
    }

    private LauncherProcess Replace(LauncherProcess dead)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_launcher, dead))
            {
                dead.Dispose();
                _launcher = null;
            }
        }

        return Current();
    }
}
