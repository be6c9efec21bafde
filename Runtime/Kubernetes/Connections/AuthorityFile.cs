using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>
/// The cluster's certificate authorities from a file that may be replaced: looked at every ten seconds at most, and at once before a server is
/// refused. A file that cannot be read leaves the last good ones in place. Thread-safe.
/// </summary>
internal sealed partial class AuthorityFile
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly string _place;
    private readonly TimeProvider _time;
    private readonly ILogger<AuthorityFile> _logger;
    private IReadOnlyList<X509Certificate2> _current;
    private string _text;
    private long _looked;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where it is named, for messages; empty for nowhere.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="logger">Told of a file that cannot be read any more.</param>
    /// <exception cref="KubernetesConfigurationException">It cannot be read, or holds no certificate.</exception>
    public AuthorityFile(string path, string place, TimeProvider time, ILogger<AuthorityFile> logger)
    {
        (_path, _place, _time, _logger, _looked) = (path, place, time, logger, time.GetTimestamp());
        _text = Pem.ReadFile(path, place);
        _current = Parse();
    }

    /// <summary>The authorities at present.</summary>
    public IReadOnlyList<X509Certificate2> Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_looked) >= Interval)
                {
                    Look();
                }

                return _current;
            }
        }
    }

    /// <summary>Looks at the file now.</summary>
    /// <param name="known">What was known of it.</param>
    /// <returns>Whether there is something else to try.</returns>
    public bool Refresh(IReadOnlyList<X509Certificate2> known)
    {
        lock (_lock)
        {
            if (ReferenceEquals(known, _current))
            {
                Look();
            }

            return !ReferenceEquals(known, _current);
        }
    }

    private IReadOnlyList<X509Certificate2> Parse() => Pem.Certificates(_text, _place.Length > 0 ? $"{_place}: {_path}" : _path);

    private void Look()
    {
        _looked = _time.GetTimestamp();
        var before = _text;
        try
        {
            _text = Pem.ReadFile(_path, _place);
            _current = _text == before ? _current : Parse();
        }
        catch (KubernetesConfigurationException e)
        {
            _text = before;
            LogUnreadable(e.Message);
        }
    }

    [LoggerMessage(4003, LogLevel.Warning, "The cluster's certificate authorities stay as they were: {Reason}")]
    private partial void LogUnreadable(string reason);
}
