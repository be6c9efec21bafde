using System.Security.Cryptography;
using System.Text;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>
/// A server with what is known of it: how much it does now, whether its checks and its traffic succeed. Lives on from snapshot to snapshot
/// as long as its group has its address.
/// </summary>
internal sealed class UpstreamMember : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private UpstreamConnector? _http;
    private int _active;
    private int _failures;
    private long? _leftOutUntil;
    private bool _onTrial;
    private bool _removed;
    private volatile string? _checkFailure;

    public UpstreamMember(ProxyUpstream spec, TimeProvider timeProvider)
    {
        (Spec, _timeProvider) = (spec, timeProvider);
        Token = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spec.Address.AbsoluteUri)).AsSpan(0, 8));
    }

    public ProxyUpstream Spec { get; }

    /// <summary>Names it in cookies without telling its address.</summary>
    public string Token { get; }

    public int Active => Volatile.Read(ref _active);

    /// <summary>Why its checks leave it out; null while they succeed, or if there are none.</summary>
    public string? CheckFailure
    {
        get => _checkFailure;
        set => _checkFailure = value;
    }

    /// <summary>Why it is left out now; null if it is not.</summary>
    public string? Fault
    {
        get
        {
            lock (_lock)
            {
                return CheckFailure ?? (IsBroken ? $"left out after {_failures} failures in a row" : null);
            }
        }
    }

    private bool IsBroken => _leftOutUntil is { } until && (_onTrial || _timeProvider.GetTimestamp() < until);

    /// <summary>Whether it may be given something to do.</summary>
    public bool IsAvailable(ProxyUpstreamGroup group)
    {
        lock (_lock)
        {
            return CheckFailure is null && !IsBroken && _active < (group.MaxConnections ?? int.MaxValue);
        }
    }

    /// <summary>Gives it something to do, unless it became unavailable meanwhile.</summary>
    public bool TryEnter(ProxyUpstreamGroup group)
    {
        lock (_lock)
        {
            if (CheckFailure is not null || IsBroken || _active >= (group.MaxConnections ?? int.MaxValue))
            {
                return false;
            }

            _onTrial = _leftOutUntil is not null;
            _active++;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            (_failures, _leftOutUntil, _onTrial) = (0, null, false);
        }
    }

    public void Failed(ProxyUpstreamGroup group)
    {
        lock (_lock)
        {
            _failures++;
            _onTrial = false;
            if (group.BreakAfter > 0 && _failures >= group.BreakAfter)
            {
                _leftOutUntil = _timeProvider.GetTimestamp() + (long)(group.BreakDuration.TotalSeconds * _timeProvider.TimestampFrequency);
            }
        }
    }

    public void Leave()
    {
        UpstreamConnector? unused;
        lock (_lock)
        {
            _active--;
            _onTrial = false;
            unused = Unused();
        }

        unused?.Dispose();
    }

    /// <summary>The way for requests; made at the first one.</summary>
    public UpstreamConnector Http(ProxyUpstreamGroup group)
    {
        lock (_lock)
        {
            return _http ??= new UpstreamConnector(Spec, group.ConnectTimeout);
        }
    }

    /// <summary>
    /// It is not part of its group any more. What it does now goes on to its end, and what has found the group before the change and comes only now
    /// is served as well.
    /// </summary>
    public void Dispose()
    {
        UpstreamConnector? unused;
        lock (_lock)
        {
            _removed = true;
            unused = Unused();
        }

        unused?.Dispose();
    }

    private UpstreamConnector? Unused()
    {
        if (!_removed || _active > 0)
        {
            return null;
        }

        var unused = _http;
        _http = null;
        return unused;
    }
}
