using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Finds what a specification names in its cloud. Never picks one of several.</summary>
internal sealed class CloudChooser(IClouds clouds, TimeProvider time)
{
    private readonly Remembered _remembered = new(time);

    /// <summary>What the names stand for, and what is wrong with them. The choices are complete only where nothing is.</summary>
    public async Task<(CloudChoices Choices, IReadOnlyList<FieldError> Errors)> ChooseAsync(ClusterId cluster, OpenStackSpec spec, CancellationToken cancellationToken)
    {
        var cloud = clouds.Of(cluster);
        var session = await cloud.SessionAsync(cancellationToken);
        var scope = $"{cloud.Name} {session.ProjectId} {session.UserId}"; // each sees something else
        var errors = new List<FieldError>();
        var flavors = await FlavorsAsync(cloud, scope, spec, errors, cancellationToken);
        var images = await ImagesAsync(cloud, scope, spec, errors, cancellationToken);
        var networks = new NetworkChooser(cloud, scope, _remembered, errors);
        var (network, subnet, cidr) = await networks.ExistingAsync(spec.Network, cancellationToken);
        var choices = new CloudChoices
        {
            Flavors = flavors,
            Images = images,
            External = await networks.ExternalAsync(spec, cancellationToken),
            Network = network,
            Subnet = subnet,
            SubnetCidr = cidr,
            Router = await networks.RouterAsync(spec.Network, cancellationToken),
        };
        await ZonesAsync(cloud, scope, spec, errors, cancellationToken);
        await KeypairAsync(cloud, spec, errors, cancellationToken);
        await ServicesAsync(cloud, spec, errors, cancellationToken);
        return (choices, [.. errors.Distinct()]); // what all groups share is said once
    }

    private static IEnumerable<(string Field, MachineGroupSpec Group)> Groups(OpenStackSpec spec) =>
        spec.Pools.Select((pool, i) => ($"pools[{i}]", pool)).Prepend(("masters", spec.Masters));

    private async Task<Dictionary<string, Flavor>> FlavorsAsync(ICloud cloud, string scope, OpenStackSpec spec, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var all = await _remembered.GetAsync($"{scope} flavors", token => cloud.Compute.Flavors.ListAsync(ResourceQuery.All, token), cancellationToken);
        var chosen = new Dictionary<string, Flavor>(StringComparer.Ordinal);
        foreach (var (field, group) in Groups(spec))
        {
            var name = group.Flavor.Length > 0 ? group.Flavor : spec.Flavor;
            if ((all.FirstOrDefault(flavor => flavor.Name == name) ?? all.FirstOrDefault(flavor => flavor.Id == name)) is { } found)
            {
                chosen[name] = found;
            }
            else if (name.Length > 0)
            {
                errors.Add(FieldErrors.Unsupported(group.Flavor.Length > 0 ? $"{field}.flavor" : "flavor", name, all.Select(flavor => flavor.Name).Order(StringComparer.Ordinal).Take(20)));
            }
        }

        return chosen;
    }

    private async Task<Dictionary<string, string>> ImagesAsync(ICloud cloud, string scope, OpenStackSpec spec, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, group) in Groups(spec))
        {
            var name = group.Image.Length > 0 ? group.Image : spec.Image;
            if (name.Length == 0 || chosen.ContainsKey(name))
            {
                continue;
            }

            var where = group.Image.Length > 0 ? $"{field}.image" : "image";
            var found = await _remembered.GetAsync($"{scope} image {name}", token => ImagesOfAsync(cloud, name, token), cancellationToken);
            if (found.Count == 1)
            {
                chosen[name] = found[0];
            }
            else
            {
                errors.Add(FieldErrors.Invalid(where, name, found.Count == 0 ? "there is no such image that could be used" : $"there are {found.Count} images of this name: give the id of one"));
            }
        }

        return chosen;
    }

    private static async Task<List<string>> ImagesOfAsync(ICloud cloud, string name, CancellationToken cancellationToken)
    {
        var named = (await cloud.Image.Images.ListAsync(new ResourceQuery { Name = name }, cancellationToken)).Where(image => image.Status == "active").Select(image => image.Id).ToList();
        return named.Count == 0 && Guid.TryParse(name, out _) && await cloud.Image.Images.FindAsync(name, cancellationToken) is { Status: "active" } byId ? [byId.Id] : named;
    }

    private async Task ZonesAsync(ICloud cloud, string scope, OpenStackSpec spec, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var wanted = Groups(spec).SelectMany(group => group.Group.Zones.Select(zone => ($"{group.Field}.zones", zone))).Concat(spec.Zones.Select(zone => ("zones", zone))).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var zones = await _remembered.GetAsync($"{scope} zones", cloud.Compute.AvailabilityZonesAsync, cancellationToken);
        errors.AddRange(wanted.Where(zone => !zones.Any(known => known.ZoneName == zone.zone))
            .Select(zone => FieldErrors.Unsupported(zone.Item1, zone.zone, zones.Select(known => known.ZoneName))));
    }

    private static async Task KeypairAsync(ICloud cloud, OpenStackSpec spec, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (spec.Keypair.Name.Length > 0 && await cloud.Compute.KeyPairs.FindAsync(spec.Keypair.Name, cancellationToken) is null)
        {
            errors.Add(FieldErrors.Invalid("keypair.name", spec.Keypair.Name, "the user has no key pair of this name"));
        }
    }

    private static async Task ServicesAsync(ICloud cloud, OpenStackSpec spec, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (spec.Access.Api == AccessSpec.LoadBalancer && !await cloud.HasAsync(CloudService.LoadBalancer, cancellationToken))
        {
            errors.Add(FieldErrors.Invalid("access.api", spec.Access.Api, "this cloud has no load balancers (Octavia); name one that is kept elsewhere as access.endpoint"));
        }

        foreach (var (field, _) in Groups(spec).Where(group => group.Group.Volumes.Count > 0 || group.Group.RootVolume is not null))
        {
            if (!await cloud.HasAsync(CloudService.Volume, cancellationToken))
            {
                errors.Add(FieldErrors.Invalid($"{field}.volumes", "", "this cloud has no volumes (Cinder)"));
            }
        }
    }
}
