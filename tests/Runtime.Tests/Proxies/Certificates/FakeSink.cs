using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

/// <summary>Keeps what a proxy would serve.</summary>
internal sealed class FakeSink : ICertificateSink
{
    public List<CertificateSet> Served { get; } = [];

    /// <summary>How often it refuses first.</summary>
    public int Refusals { get; set; }

    /// <summary>When it has taken a set.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public Task ServeAsync(CertificateSet set, CancellationToken cancellationToken)
    {
        if (Refusals > 0)
        {
            Refusals--;
            return Task.FromException(new ProviderException(ErrorReason.Transient, "not now"));
        }

        Served.Add(set);
        return Ready;
    }
}
