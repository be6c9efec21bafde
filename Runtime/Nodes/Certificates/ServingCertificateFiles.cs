using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>
/// A serving certificate in files that somebody else keeps, e.g. cert-manager. They are looked at every few seconds, because a directory of a mounted
/// Secret is replaced as a whole, which no notification of a file tells. A pair that cannot be read, or does not belong together yet, changes nothing.
/// </summary>
public sealed partial class ServingCertificateFiles : IServingCertificates
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private (DateTime, long, DateTime, long) _stamp;
    private volatile CertificateBundle? _current;
    private volatile string? _problem;

    /// <summary>Reads the files and begins to watch them.</summary>
    /// <param name="certificateFile">PEM: the certificate, and its chain after it.</param>
    /// <param name="keyFile">PEM: the key, as PKCS #8, PKCS #1 or EC.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">They hold no certificate with its key.</exception>
    public ServingCertificateFiles(string certificateFile, string keyFile, TimeProvider time, ILogger<ServingCertificateFiles> logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_certificateFile, _keyFile, _logger) = (certificateFile, keyFile, logger);
        _stamp = Stamp();
        _current = Read();
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public CertificateBundle? Current => _current;

    /// <inheritdoc/>
    public string? Problem => _problem;

    /// <inheritdoc/>
    public void SetNames(IReadOnlyList<string> names)
    {
        // The files are for the names that whoever made them chose.
    }

    /// <summary>Looks whether the files have changed.</summary>
    public void Look()
    {
        lock (_lock)
        {
            try
            {
                var stamp = Stamp();
                if (stamp == _stamp && _problem is null)
                {
                    return;
                }

                var read = Read();
                _stamp = stamp;
                if (read.Certificate.Thumbprint == _current!.Certificate.Thumbprint && _problem is null)
                {
                    return;
                }

                (_current, _problem) = (read, null);
                LogReplaced(_certificateFile, read.NotAfter);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                if (_problem is not null)
                {
                    return; // said before
                }

                _problem = $"the serving certificate {_certificateFile} cannot be read: {e.Message}";
                LogUnreadable(_certificateFile, _keyFile, e.Message);
            }
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private CertificateBundle Read() => CertificateBundle.FromPem(File.ReadAllText(_certificateFile), File.ReadAllText(_keyFile));

    // Of what links lead to: a mounted Secret changes its links alone.
    private (DateTime, long, DateTime, long) Stamp()
    {
        var certificate = Follow(_certificateFile);
        var key = Follow(_keyFile);
        return (certificate.LastWriteTimeUtc, certificate.Length, key.LastWriteTimeUtc, key.Length);
    }

    private static FileInfo Follow(string path) =>
        (FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
}
