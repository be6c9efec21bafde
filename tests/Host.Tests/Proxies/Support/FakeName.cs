using System.Net;
using Reeve.AspNetCore.Names;

namespace Reeve.Host.Tests.Proxies.Support;

/// <summary>A name without a zone.</summary>
internal sealed class FakeName : IOwnName
{
    public OwnNameState State { get; private set; } = new() { Name = "edge.example.org" };

    public Task<OwnNameState> RegisterAsync(CancellationToken cancellationToken) =>
        Task.FromResult(State = State with { Addresses = [IPAddress.Parse("192.0.2.7")], Written = DateTimeOffset.UnixEpoch, IsRemoved = false });

    public Task<OwnNameState> RemoveAsync(CancellationToken cancellationToken) => Task.FromResult(State = State with { Addresses = [], IsRemoved = true });
}
