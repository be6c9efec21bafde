using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Gives connections that use the present client certificate. Thread-safe.</summary>
internal sealed class ConnectionPool(KubernetesConnection connection, KubernetesClientOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private ConnectionGeneration? _current;
    private bool _disposed;

    /// <summary>Enters the generation of a certificate; the caller leaves it.</summary>
    public ConnectionGeneration Enter(ClientCertificate? certificate)
    {
        ConnectionGeneration? retired = null;
        try
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_current is null || !ReferenceEquals(_current.Identity, certificate))
                {
                    retired = _current;
                    _current = new(certificate, Create(certificate), Create(certificate));
                }

                _current.TryEnter();
                return _current;
            }
        }
        finally
        {
            retired?.Leave();
        }
    }

    public void Dispose()
    {
        ConnectionGeneration? last;
        lock (_lock)
        {
            _disposed = true;
            (last, _current) = (_current, null);
        }

        last?.Leave();
    }

    private HttpMessageInvoker Create(ClientCertificate? certificate) => new(HandlerFactory.Create(connection, options, certificate));
}
