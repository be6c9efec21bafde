using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>
/// Tokens and client certificates, given or from files that rotate: files are read again when they changed, looked at every 10 seconds at
/// most, and at once after a 401. A file that cannot be read leaves the last good credential in place. Thread-safe.
/// </summary>
internal sealed partial class FileCredentials(FileCredentialSources sources, TimeProvider timeProvider, ILogger<FileCredentials> logger) : IClientCredentials
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly bool _hasFiles = (sources.TokenFile ?? sources.CertificateFile ?? sources.KeyFile) is not null;
    private ClientCredential? _current;
    private string _stamp = "";
    private long _checked;

    /// <summary>Reads everything for the first time.</summary>
    /// <exception cref="KubernetesConfigurationException">Something cannot be read or used.</exception>
    public void Load()
    {
        lock (_lock)
        {
            Read();
        }
    }

    public ValueTask<ClientCredential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_hasFiles && timeProvider.GetElapsedTime(_checked) >= CheckInterval)
            {
                ReadAgain();
            }

            return new(_current ?? throw new InvalidOperationException("The credentials were not loaded."));
        }
    }

    public ValueTask<bool> RefreshAsync(ClientCredential rejected, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_hasFiles && ReferenceEquals(rejected, _current))
            {
                ReadAgain();
            }

            return new(!ReferenceEquals(rejected, _current));
        }
    }

    private void ReadAgain()
    {
        try
        {
            Read();
        }
        catch (KubernetesConfigurationException e)
        {
            _checked = timeProvider.GetTimestamp();
            LogNotRead(logger, e.Message);
        }
    }

    private void Read()
    {
        _checked = timeProvider.GetTimestamp();
        var token = sources.TokenFile is { } file ? ReadToken(file) : sources.Token is { } text ? Checked(text, Place("token")) : null;
        var certificate = sources.CertificateText ?? (sources.CertificateFile is { } path ? Pem.ReadFile(path, Place("client-certificate")) : null);
        var key = sources.KeyText ?? (sources.KeyFile is { } keyPath ? Pem.ReadFile(keyPath, Place("client-key")) : null);

        // The same content is the same credential, so that connections stay.
        var stamp = string.Join('\0', token, certificate, key);
        if (_current is not null && stamp == _stamp)
        {
            return;
        }

        _current = new()
        {
            Authorization = token is not null ? new AuthenticationHeaderValue("Bearer", token) : Basic(),
            Certificate = certificate is null ? null : Pem.Client(certificate, key!, sources.Place),
        };
        _stamp = stamp;
    }

    private string ReadToken(string file)
    {
        try
        {
            return Checked(Pem.ReadFile(file, Place("tokenFile")), file);
        }
        catch (KubernetesConfigurationException e) when (_current is null && sources.Token is not null)
        {
            LogNotRead(logger, e.Message);
            return Checked(sources.Token, Place("token"));
        }
    }

    private static string Checked(string text, string place) => text.Trim() is var token && token.Length == 0
        ? throw new KubernetesConfigurationException($"{place} is empty, a token is expected.")
        : token.Any(static c => c is < '!' or > '~') ? throw new KubernetesConfigurationException($"{place} holds what no token can be.")
        : token;

    private string Place(string field) => sources.Place.Length > 0 ? $"{sources.Place}.{field}" : "";

    private AuthenticationHeaderValue? Basic() => sources.UserName is not { } user ? null
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{sources.Password}")));
}
