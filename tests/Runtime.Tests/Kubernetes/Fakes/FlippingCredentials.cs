using System.Net.Http.Headers;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>Gives one token, and another after it was refused.</summary>
internal sealed class FlippingCredentials(string first, string second) : IClientCredentials
{
    private ClientCredential _current = Bearer(first);
    private ClientCredential _next = Bearer(second);

    public void Next(string current, string next) => (_current, _next) = (Bearer(current), Bearer(next));

    public ValueTask<ClientCredential> GetAsync(CancellationToken cancellationToken) => new(_current);

    public ValueTask<bool> RefreshAsync(ClientCredential rejected, CancellationToken cancellationToken)
    {
        Assert.Same(_current, rejected);
        _current = _next;
        return new(true);
    }

    private static ClientCredential Bearer(string token) => new() { Authorization = new AuthenticationHeaderValue("Bearer", token) };
}
