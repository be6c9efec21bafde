using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Nginx;

/// <summary>What is known of whether nginx runs: since when it is gone, and when it is started again.</summary>
internal sealed partial class Watch(string proxy, ILogger logger, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private long _begin = timeProvider.GetTimestamp();
    private long _nextTry;
    private long? _runningSince;
    private TimeSpan _pause = FirstPause;
    private volatile string? _fault;

    /// <summary>Why nothing is served; null while nginx runs.</summary>
    public string? Fault => _fault;

    /// <summary>nginx runs, or need not.</summary>
    public void Fine()
    {
        _fault = null;
        _runningSince ??= timeProvider.GetTimestamp();
        if (timeProvider.GetElapsedTime(_runningSince.Value) > LongestPause)
        {
            _pause = FirstPause;
        }
    }

    /// <summary>nginx is gone.</summary>
    /// <returns>Whether it is time to start it again.</returns>
    public bool IsMissing(string lastWords)
    {
        if (_runningSince is not null)
        {
            // At once the first time, then later and later.
            _runningSince = null;
            _nextTry = _pause == FirstPause ? 0 : Later(_pause);
            _fault = $"nginx ended: {lastWords}";
            Ended(logger, proxy, lastWords);
        }

        if (timeProvider.GetTimestamp() < _nextTry)
        {
            return false;
        }

        _nextTry = Later(_pause);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }

    /// <summary>nginx was started again.</summary>
    public void Restarted()
    {
        Fine();
        StartedAgain(logger, proxy);
    }

    /// <summary>What was tried failed.</summary>
    public void Failed(string reason)
    {
        if (_runningSince is null)
        {
            _fault = $"nginx is not running: {reason}";
        }

        NotDone(logger, proxy, reason);
    }

    /// <summary>Whether so much time has passed since this was last true.</summary>
    public bool IsTimeFor(TimeSpan interval)
    {
        if (timeProvider.GetElapsedTime(_begin) < interval)
        {
            return false;
        }

        _begin = timeProvider.GetTimestamp();
        return true;
    }

    private long Later(TimeSpan pause) => timeProvider.GetTimestamp() + (long)(pause.TotalSeconds * timeProvider.TimestampFrequency);

    [LoggerMessage(6401, LogLevel.Error, "Proxy {Proxy}: nginx ended: {LastWords}")]
    private static partial void Ended(ILogger logger, string proxy, string lastWords);

    [LoggerMessage(6402, LogLevel.Information, "Proxy {Proxy}: nginx was started again")]
    private static partial void StartedAgain(ILogger logger, string proxy);

    [LoggerMessage(6403, LogLevel.Warning, "Proxy {Proxy}: nginx could not be looked after and goes on as it is: {Reason}")]
    private static partial void NotDone(ILogger logger, string proxy, string reason);
}
