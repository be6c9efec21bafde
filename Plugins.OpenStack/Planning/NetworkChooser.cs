using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Finds the networks that a specification names.</summary>
internal sealed class NetworkChooser(ICloud cloud, string scope, Remembered remembered, List<FieldError> errors)
{
    /// <summary>The network that the machines shall be in, if it exists already, and its subnet.</summary>
    public async Task<(string? Network, string? Subnet, string? Cidr)> ExistingAsync(NetworkSpec spec, CancellationToken cancellationToken)
    {
        if (spec.Existing.Length == 0)
        {
            return default;
        }

        var network = await FindAsync("network.existing", spec.Existing, cloud.Network.Networks, found => found.Id, cancellationToken);
        if (network is null)
        {
            return default;
        }

        var subnets = await cloud.Network.Subnets.ListAsync(ResourceQuery.All.With("network_id", network), cancellationToken);
        var chosen = subnets.Where(subnet => spec.Subnet.Length == 0 || subnet.Name == spec.Subnet || subnet.Id == spec.Subnet).ToList();
        if (chosen.Count == 1)
        {
            return (network, chosen[0].Id, chosen[0].Cidr);
        }

        errors.Add(FieldErrors.Invalid(
            "network.subnet", spec.Subnet, chosen.Count == 0 ? $"the network {spec.Existing} has no such subnet" : $"the network {spec.Existing} has {chosen.Count} subnets: name one"));
        return default;
    }

    /// <summary>The way out.</summary>
    public async Task<string?> ExternalAsync(OpenStackSpec spec, CancellationToken cancellationToken)
    {
        var name = spec.Network.External;
        if (name == "none")
        {
            return null;
        }

        var all = await remembered.GetAsync(
            $"{scope} external", token => cloud.Network.Networks.ListAsync(ResourceQuery.All.With("router:external", "True"), token), cancellationToken);
        var found = all.Where(network => name.Length == 0 || network.Name == name || network.Id == name).ToList();
        if (found.Count == 1)
        {
            return found[0].Id;
        }

        var needs = spec.Network.Existing.Length == 0 || spec.Access.Api == AccessSpec.FloatingIp || spec.Masters.FloatingIps || spec.Pools.Any(pool => pool.FloatingIps);
        if (needs || name.Length > 0)
        {
            errors.Add(FieldErrors.Invalid(
                "network.external", name, found.Count == 0 ? "there is no such external network; none is said as \"none\"" : $"there are {found.Count} external networks: name one of {string.Join(", ", found.Select(network => network.Name))}"));
        }

        return null;
    }

    /// <summary>The router to use, if it exists already.</summary>
    public async Task<string?> RouterAsync(NetworkSpec spec, CancellationToken cancellationToken) => spec.Router.Length == 0 || spec.Existing.Length > 0
        ? null
        : await FindAsync("network.router", spec.Router, cloud.Network.Routers, found => found.Id, cancellationToken);

    private async Task<string?> FindAsync<T, TCreate>(string field, string name, IResources<T, TCreate> resources, Func<T, string> id, CancellationToken cancellationToken)
        where T : class
    {
        var named = await resources.ListAsync(new ResourceQuery { Name = name }, cancellationToken);
        if (named.Count == 0 && Guid.TryParse(name, out _) && await resources.FindAsync(name, cancellationToken) is { } byId)
        {
            return id(byId);
        }

        if (named.Count != 1)
        {
            errors.Add(FieldErrors.Invalid(field, name, named.Count == 0 ? "there is no such one" : $"there are {named.Count} of this name: give the id of one"));
            return null;
        }

        return id(named[0]);
    }
}
