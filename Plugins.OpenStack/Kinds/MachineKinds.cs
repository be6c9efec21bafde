using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Client.Volumes;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>What Nova and Cinder keep.</summary>
internal static class MachineKinds
{
    public const string Keypair = "keypair";
    public const string ServerGroup = "server-group";
    public const string Volume = "volume";
    public const string Server = "server";

    /// <summary>Metadata that says whose a volume is.</summary>
    public const string MarkKey = "reeve";

    public static IEnumerable<IResourceKind> All { get; } =
    [
        // Key pairs and server groups bear no marks: their names alone say whose they are.
        new ResourceKind<KeyPair, KeyPairCreate>(
            Keypair, CloudService.Compute, cloud => cloud.Compute.KeyPairs, StepJson.Default.KeyPairCreate, found => new CloudResource { Id = found.Name, Name = found.Name })
        {
            All = _ => ResourceQuery.All,
            Same = (_, body) => ResourceQuery.All with { Name = body.Name },
            IsOurs = (marks, found) => marks.HasKeypair(found.Name),
        },
        new ResourceKind<ServerGroup, ServerGroupCreate>(
            ServerGroup, CloudService.Compute, cloud => cloud.Compute.ServerGroups, StepJson.Default.ServerGroupCreate, found => new CloudResource { Id = found.Id, Name = found.Name })
        {
            All = _ => ResourceQuery.All,
            Same = (_, _) => ResourceQuery.All,
            IsOurs = (marks, found) => found.Name == marks.Unique,
        },
        new ResourceKind<Volume, VolumeCreate>(
            Volume, CloudService.Volume, cloud => cloud.Volume.Volumes, StepJson.Default.VolumeCreate,
            found => new CloudResource { Id = found.Id, Name = found.Name ?? "", Status = found.Status, Parent = found.Attachments.FirstOrDefault()?.ServerId })
        {
            All = _ => ResourceQuery.All,
            Same = (_, body) => new ResourceQuery { Name = body.Name },
            IsOurs = (marks, found) => found.Metadata.GetValueOrDefault(MarkKey) == marks.Description,
            Mark = (cloud, id, marks, token) => cloud.Volume.SetMetadataAsync(id, new Dictionary<string, string> { [MarkKey] = marks.Description }, token),
        },
        new ResourceKind<Server, ServerCreate>(Server, CloudService.Compute, cloud => cloud.Compute.Servers, StepJson.Default.ServerCreate, View)
        {
            All = marks => new ResourceQuery { Tags = marks.Own },
            Many = clusters => clusters.Select(marks => marks.Own[0]).Distinct().ToList() is [var agent] ? new ResourceQuery { Tags = [agent] } : ResourceQuery.All,
            IsOurs = (marks, found) => marks.Own.All(found.Tags.Contains),
            Same = (marks, body) => new ResourceQuery { Tags = marks.Own, Name = body.Name },
            Mark = (cloud, id, marks, token) => cloud.Compute.Servers.SetTagsAsync(id, marks.All, token),
            Complete = (read, body) => body.TryGetProperty(ServerBody.ServerGroup, out var group) ? read with { ServerGroup = group.GetString() } : read,
        },
    ];

    private static CloudResource View(Server found) => new()
    {
        Id = found.Id,
        Name = found.Name,
        Status = found.Status,
        Address = found.Addresses.Values.SelectMany(network => network).FirstOrDefault(address => address.Type == "fixed")?.Address,
        Fault = found.Fault is { Message.Length: > 0 } fault ? fault.Message : null,
        Facts = found.Metadata.Where(entry => entry.Key != ServerMetadata.Secret).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        Tags = [.. found.Tags],
    };
}
