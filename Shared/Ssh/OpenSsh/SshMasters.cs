namespace Reeve.Ssh.OpenSsh;

/// <summary>
/// The masters of a shell: one, and further ones only while more programs run than the server allows on a connection. The first login node that
/// answers is used until it does not answer any more. Thread-safe.
/// </summary>
internal sealed class SshMasters(IReadOnlyList<SshHost> hosts, Func<SshHost, CancellationToken, Task<SshMaster>> connect, int limit, TimeProvider time) : IAsyncDisposable
{
    // More than these mean that something leaks sessions; then calls wait for a session to end.
    private const int MaxMasters = 8;

    private readonly Lock _lock = new();
    private readonly List<SshMaster> _masters = [];
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly SshBackOff _backOff = new(time);
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _preferred;
    private int _limit = limit;

    /// <summary>Tells of a new connection and the number of masters then.</summary>
    public event Action<SshMaster, int>? Connected;

    /// <summary>Tells of a host that failed.</summary>
    public event Action<SshHost, ProviderException>? Failed;

    /// <summary>Gives a master with room for a program; <see cref="Release"/> gives it back.</summary>
    /// <exception cref="ProviderException">No host could be reached, or it is too early to try again.</exception>
    public async Task<SshMaster> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Take() is { } master)
            {
                return master;
            }

            // One connects, and the others find what it made.
            await _connecting.WaitAsync(cancellationToken);
            Task released;
            try
            {
                if (Take() is { } made)
                {
                    return made;
                }

                lock (_lock)
                {
                    released = _released.Task;
                }

                if (Count() < MaxMasters)
                {
                    await ConnectAsync(cancellationToken);
                    continue;
                }
            }
            finally
            {
                _connecting.Release();
            }

            await released.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Notes that a program has begun.</summary>
    public void Establish(SshMaster master)
    {
        lock (_lock)
        {
            master.Established++;
        }
    }

    /// <summary>Gives a master back after a program.</summary>
    /// <param name="master">The master.</param>
    /// <param name="established">Whether the program had begun.</param>
    public void Release(SshMaster master, bool established)
    {
        lock (_lock)
        {
            master.Sessions--;
            master.Established -= established ? 1 : 0;
            _released.TrySetResult();
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Notes that a master gave no session: it is gone, or its server does not allow as many.</summary>
    public async Task RefusedAsync(SshMaster master, CancellationToken cancellationToken)
    {
        var alive = await master.IsAliveAsync(cancellationToken);
        lock (_lock)
        {
            if (!alive)
            {
                _masters.Remove(master);
            }
            else
            {
                // So many it has, and not one more.
                _limit = Math.Max(1, Math.Min(_limit, master.Established));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<SshMaster> masters;
        lock (_lock)
        {
            masters = [.. _masters];
            _masters.Clear();
        }

        foreach (var master in masters)
        {
            await master.ExitAsync(CancellationToken.None);
        }

        _connecting.Dispose();
    }

    private SshMaster? Take()
    {
        lock (_lock)
        {
            var master = _masters.FirstOrDefault(master => master.Sessions < _limit);
            if (master is not null)
            {
                master.Sessions++;
            }

            return master;
        }
    }

    private int Count()
    {
        lock (_lock)
        {
            return _masters.Count;
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _backOff.Check();
        List<ProviderException> failures = [];
        for (var tried = 0; tried < hosts.Count; tried++)
        {
            var index = (_preferred + tried) % hosts.Count;
            try
            {
                var master = await connect(hosts[index], cancellationToken);
                _preferred = index;
                _backOff.Succeeded();
                int count;
                lock (_lock)
                {
                    _masters.Add(master);
                    count = _masters.Count;
                }

                Connected?.Invoke(master, count);
                return;
            }
            catch (ProviderException failure)
            {
                failures.Add(failure);
                Failed?.Invoke(hosts[index], failure);
            }
        }

        // What somebody has to do something about comes before what passes by itself.
        var worst = failures.FirstOrDefault(failure => failure.Reason == ErrorReason.Denied) ?? failures[0];
        var all = new ProviderException(worst.Reason, string.Join(" ", failures.Select(failure => failure.Message).Distinct()), worst);
        _backOff.Failed(all);
        throw all;
    }
}
