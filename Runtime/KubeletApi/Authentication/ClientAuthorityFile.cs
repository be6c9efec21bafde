using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>
/// Authorities of clients' certificates from a PEM file, which may be replaced: it is looked at anew every ten seconds, and the last good
/// one is kept. Thread-safe.
/// </summary>
public sealed partial class ClientAuthorityFile
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger<ClientAuthorityFile> _logger;
    private X509Certificate2Collection _current;
    private string _text;
    private long _looked;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="logger">Told of a file that cannot be read.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificates.</exception>
    public ClientAuthorityFile(string path, TimeProvider time, ILogger<ClientAuthorityFile> logger)
    {
        (_path, _time, _logger, _looked) = (path, time, logger, time.GetTimestamp());
        _text = File.ReadAllText(path);
        _current = Parse(_text);
    }

    /// <summary>The authorities at present.</summary>
    public X509Certificate2Collection Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_looked) >= Interval)
                {
                    _looked = _time.GetTimestamp();
                    Look();
                }

                return _current;
            }
        }
    }

    private static X509Certificate2Collection Parse(string text)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(text);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("The file holds no certificates.");
    }

    private void Look()
    {
        try
        {
            var text = File.ReadAllText(_path);
            if (text != _text)
            {
                _current = Parse(text);
                _text = text;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogUnreadable(_path, e.Message);
        }
    }

    [LoggerMessage(4230, LogLevel.Warning, "The clients' authorities in {Path} stay as they were: {Reason}")]
    private partial void LogUnreadable(string path, string reason);
}
