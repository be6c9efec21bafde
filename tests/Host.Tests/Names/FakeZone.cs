using Reeve.Runtime.Proxies.Dns;

namespace Reeve.Host.Tests.Names;

/// <summary>A zone in memory.</summary>
internal sealed class FakeZone : IDnsProvider
{
    public Dictionary<(string Name, DnsRecordType Type), IReadOnlyList<string>> Records { get; } = [];

    public int Writes { get; private set; }

    /// <summary>Why it cannot be changed; null if it can.</summary>
    public volatile string? Problem;

    public Task SetAsync(DnsRecordSet records, CancellationToken cancellationToken)
    {
        Fail();
        lock (Records)
        {
            Records[(records.Name, records.Type)] = records.Values;
            Writes++;
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        Fail();
        lock (Records)
        {
            Records.Remove((name, type));
        }

        return Task.CompletedTask;
    }

    public Task AddTextAsync(string name, string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveTextAsync(string name, string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void Fail()
    {
        if (Problem is { } problem)
        {
            throw new ProviderException(ErrorReason.Transient, problem);
        }
    }
}
