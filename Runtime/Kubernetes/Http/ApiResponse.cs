namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>An answer that is being read; it holds its connections until it is disposed.</summary>
internal sealed class ApiResponse(HttpResponseMessage message, ConnectionGeneration generation) : IDisposable
{
    private int _disposed;

    public HttpResponseMessage Message { get; } = message;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Message.Dispose();
            generation.Leave();
        }
    }
}
