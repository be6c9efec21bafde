using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>A kind of resource over the client's typed calls.</summary>
internal sealed class ResourceKind<T, TCreate>(
    string name, CloudService service, Func<ICloud, IResources<T, TCreate>> resources, JsonTypeInfo<TCreate> json, Func<T, CloudResource> view) : IResourceKind
    where T : class
    where TCreate : class
{
    public string Name => name;

    public CloudService Service => service;

    /// <summary>What to ask for to get all of a cluster.</summary>
    public required Func<ClusterMarks, ResourceQuery> All { get; init; }

    /// <summary>What to ask for to get at least all of several clusters: everything, where the service cannot be asked for those alone.</summary>
    public Func<IReadOnlyList<ClusterMarks>, ResourceQuery> Many { get; init; } = static _ => ResourceQuery.All;

    /// <summary>What to ask for to get what a body would make.</summary>
    public required Func<ClusterMarks, TCreate, ResourceQuery> Same { get; init; }

    /// <summary>Whether one is the cluster's: the service may not be able to be asked for those alone.</summary>
    public required Func<ClusterMarks, T, bool> IsOurs { get; init; }

    /// <summary>Sets tags, where that is a call of its own.</summary>
    public Func<ICloud, string, IReadOnlyList<string>, CancellationToken, Task>? Tag { get; init; }

    /// <summary>Makes one that of another cluster, where that can be done.</summary>
    public Func<ICloud, string, ClusterMarks, CancellationToken, Task>? Mark { get; init; }

    /// <summary>Completes a body by what the client's record does not have in its JSON.</summary>
    public Func<TCreate, JsonElement, TCreate>? Complete { get; init; }

    /// <summary>Deletes one, where there is another way than the usual one.</summary>
    public Func<ICloud, string, CancellationToken, Task>? Delete { get; init; }

    public bool IsTaggedLater => Tag is not null;

    public bool CanBeMarked => Mark is not null;

    public Task<IReadOnlyList<CloudResource>> ListAsync(ICloud cloud, ClusterMarks marks, CancellationToken cancellationToken) =>
        QueryAsync(cloud, marks, All(marks), cancellationToken);

    public async Task<KindList> ListManyAsync(ICloud cloud, IReadOnlyList<ClusterMarks> clusters, CancellationToken cancellationToken)
    {
        var found = await resources(cloud).ListAsync(clusters.Count == 1 ? All(clusters[0]) : Many(clusters), cancellationToken);
        return new KindList(clusters, marks => [.. found.Where(one => IsOurs(marks, one)).Select(View)]);
    }

    public Task<IReadOnlyList<CloudResource>> FindAsync(ICloud cloud, ClusterMarks marks, JsonElement body, CancellationToken cancellationToken) =>
        QueryAsync(cloud, marks, Same(marks, Read(body)), cancellationToken);

    public async Task<CloudResource?> GetAsync(ICloud cloud, string id, CancellationToken cancellationToken) =>
        await resources(cloud).FindAsync(id, cancellationToken) is { } found ? View(found) : null;

    public async Task<CloudResource> CreateAsync(ICloud cloud, JsonElement body, CancellationToken cancellationToken) =>
        View(await resources(cloud).CreateAsync(Read(body), cancellationToken));

    public Task DeleteAsync(ICloud cloud, string id, CancellationToken cancellationToken) =>
        Delete is { } delete ? delete(cloud, id, cancellationToken) : resources(cloud).DeleteAsync(id, cancellationToken);

    public Task MarkAsync(ICloud cloud, string id, ClusterMarks marks, CancellationToken cancellationToken) =>
        Mark is { } mark ? mark(cloud, id, marks, cancellationToken) : Task.CompletedTask;

    public Task TagAsync(ICloud cloud, string id, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        Tag is { } tag ? tag(cloud, id, tags, cancellationToken) : Task.CompletedTask;

    private async Task<IReadOnlyList<CloudResource>> QueryAsync(ICloud cloud, ClusterMarks marks, ResourceQuery query, CancellationToken cancellationToken) =>
        [.. (await resources(cloud).ListAsync(query, cancellationToken)).Where(found => IsOurs(marks, found)).Select(View)];

    private CloudResource View(T found) => view(found) with { Kind = name };

    private TCreate Read(JsonElement body)
    {
        var read = body.Deserialize(json) ?? throw new ProviderException(ErrorReason.Invalid, $"A step that makes a {name} says nothing about it.");
        return Complete is { } complete ? complete(read, body) : read;
    }
}
