using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Dns;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Identity;
using Reeve.Plugins.OpenStack.Client.Images;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Placement;
using Reeve.Plugins.OpenStack.Client.Volumes;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Client;

/// <summary>A cloud, spoken to over HTTP. Thread-safe.</summary>
internal sealed class Cloud : ICloud
{
    private readonly CloudSettings _settings;
    private readonly HttpClient _client;
    private readonly TokenSource _tokens;

    /// <summary>Makes one; nothing is sent yet.</summary>
    /// <param name="settings">Which cloud, and who the client is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">What requests go out by, which remains the caller's; null: connections as the settings say.</param>
    /// <param name="policy">When requests are sent again.</param>
    /// <param name="random">Spreads waits.</param>
    /// <exception cref="CloudException"><see cref="ErrorReason.Invalid"/>: certificates cannot be read, or passwords would go over plain HTTP to another machine.</exception>
    public Cloud(CloudSettings settings, TimeProvider time, HttpMessageHandler? handler = null, RetryPolicy? policy = null, Random? random = null)
    {
        _settings = settings;
        _client = HttpClients.Create(settings, handler);
        var sender = new RestSender(_client, settings.Name, policy ?? new RetryPolicy(), time, random ?? Random.Shared);
        _tokens = new TokenSource(settings, sender, time);
        ServiceClient Of(CloudService service) => new(ServiceProfile.Of(service), settings, _tokens, sender);
        Compute = new ComputeClient(Of(CloudService.Compute));
        Network = new NetworkingClient(Of(CloudService.Network));
        Image = new ImageClient(Of(CloudService.Image));
        Placement = new PlacementClient(Of(CloudService.Placement));
        Identity = new IdentityClient(Of(CloudService.Identity));
        Volume = new VolumeClient(Of(CloudService.Volume));
        LoadBalancer = new LoadBalancingClient(Of(CloudService.LoadBalancer));
        Dns = new DnsClient(Of(CloudService.Dns));
    }

    /// <inheritdoc/>
    public string Name => _settings.Name;

    /// <inheritdoc/>
    public string? Region => _settings.Region;

    /// <inheritdoc/>
    public ICompute Compute { get; }

    /// <inheritdoc/>
    public INetworking Network { get; }

    /// <inheritdoc/>
    public IImages Image { get; }

    /// <inheritdoc/>
    public IPlacement Placement { get; }

    /// <inheritdoc/>
    public IIdentity Identity { get; }

    /// <inheritdoc/>
    public IVolumes Volume { get; }

    /// <inheritdoc/>
    public ILoadBalancing LoadBalancer { get; }

    /// <inheritdoc/>
    public IDns Dns { get; }

    /// <inheritdoc/>
    public Task<CloudSession> SessionAsync(CancellationToken cancellationToken) => _tokens.GetAsync(null, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> HasAsync(CloudService service, CancellationToken cancellationToken)
    {
        var session = await SessionAsync(cancellationToken);
        return EndpointResolver.Has(ServiceProfile.Of(service), _settings, session.Catalog);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
