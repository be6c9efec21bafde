using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Reeve.Plugins.Kubeadm.Downloads;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>
/// Makes an add-on what its manifest says, and takes away what the version before had and this one has not. Undone, every object is what it was.
/// With its cluster it comes and goes.
/// </summary>
/// <remarks>
/// Objects are many and a step is one: each is applied by itself, from what the check has found, so that an interrupted try is simply done again.
/// </remarks>
internal sealed class ManifestStep(Downloader downloader)
    : StepKind<ManifestArguments, ManifestPrior>("manifest", KubeadmJson.Default.ManifestArguments, KubeadmJson.Default.ManifestPrior)
{
    private readonly AddonSource _source = new(downloader);

    protected override async Task<(bool Done, ManifestPrior Prior)> LookAsync(ManifestArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var objects = await ReadAsync(arguments, context, cancellationToken);
        var client = new ObjectClient(context.GetClusterApi(arguments.Cluster));
        var inventory = AddonInventory.Write(arguments.Slot, arguments.Source, Revision(objects), objects);
        var installed = await client.FindAsync(inventory, cancellationToken);
        var kept = objects.Select(ObjectShape.Key).ToHashSet(StringComparer.Ordinal);
        var pruned = AddonInventory.Objects(installed).Where(one => !kept.Contains(ObjectShape.Key(one))).ToList();
        var before = new List<JsonObject>();
        foreach (var one in objects.Concat(pruned).Append(inventory))
        {
            if (await client.FindAsync(one, cancellationToken) is { } found)
            {
                before.Add(ObjectShape.Bare(found));
            }
        }

        var isSame = (string?)installed?["data"]?[AddonInventory.RevisionKey] == Revision(objects) && before.Count == objects.Count + 1;
        var change = arguments.Source.Length > 0
            ? new AddonChange { Wanted = [.. objects, inventory], Before = before, Pruned = pruned }
            : new AddonChange { Wanted = [], Before = before, Pruned = [.. pruned, inventory] };
        return (isSame, await PriorAsync(arguments, change, context, cancellationToken));
    }

    protected override async Task ApplyAsync(ManifestArguments arguments, ManifestPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var change = await ChangeAsync(prior, context, cancellationToken);
        var client = new ObjectClient(context.GetClusterApi(arguments.Cluster));
        foreach (var one in change.Wanted)
        {
            context.ReportProgress($"Apply {one["kind"]} {one["metadata"]!["name"]}");
            await client.ApplyAsync(one, cancellationToken);
            await ObjectReadiness.RequireEstablishedAsync(one, client, cancellationToken);
        }

        foreach (var one in ObjectOrder.Sort(change.Pruned).Reverse())
        {
            await client.DeleteAsync(one, cancellationToken);
        }
    }

    protected override async Task VerifyAsync(ManifestArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var client = new ObjectClient(context.GetClusterApi(arguments.Cluster));
        var inventory = await client.FindAsync(AddonInventory.Write(arguments.Slot, "", "", []), cancellationToken);
        await ObjectReadiness.RequireReadyAsync(AddonInventory.Objects(inventory), client, cancellationToken);
    }

    protected override async Task UndoAsync(ManifestArguments arguments, ManifestPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (arguments.WithCluster)
        {
            return; // its objects are gone with the cluster, and its API may be gone already
        }

        var change = await ChangeAsync(prior, context, cancellationToken);
        var client = new ObjectClient(context.GetClusterApi(arguments.Cluster));
        var known = change.Before.Select(ObjectShape.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var one in ObjectOrder.Sort(change.Wanted.Where(one => !known.Contains(ObjectShape.Key(one)))).Reverse())
        {
            await client.DeleteAsync(one, cancellationToken);
        }

        foreach (var one in ObjectOrder.Sort(change.Before))
        {
            await client.RestoreAsync(one, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<JsonObject>> ReadAsync(ManifestArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (arguments.Source.Length == 0)
        {
            return [];
        }

        var manifest = await _source.ReadAsync(arguments.Source, context, cancellationToken);
        var sum = Convert.ToHexStringLower(SHA256.HashData(manifest));
        if (arguments.Sha256.Length > 0 && !sum.Equals(arguments.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProviderException(ErrorReason.Invalid, $"{arguments.Source} has the checksum {sum}, and {arguments.Sha256} is wanted.");
        }

        var objects = ManifestObjects.Read(Encoding.UTF8.GetString(manifest));
        PodSubnetManifest.Fit(objects, arguments.PodSubnets);
        return objects.Count > 0
            ? ObjectOrder.Sort(objects.Select(ObjectShape.Bare))
            : throw new ProviderException(ErrorReason.Invalid, $"{arguments.Source} holds no objects.");
    }

    private static string Revision(IEnumerable<JsonObject> objects) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(objects.Select(one => one.ToJsonString())))))[..16];

    private static async Task<ManifestPrior> PriorAsync(ManifestArguments arguments, AddonChange change, IStepContext context, CancellationToken cancellationToken)
    {
        if (!change.HasSecrets)
        {
            return new ManifestPrior { Change = change.Pack() };
        }

        var name = $"{arguments.Slot}.{context.OperationId}";
        if (!context.DryRun)
        {
            await context.SetSecretAsync(name, change.Pack(), cancellationToken);
        }

        return new ManifestPrior { Secret = name };
    }

    private static async Task<AddonChange> ChangeAsync(ManifestPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        AddonChange.Unpack(prior.Secret is { } secret ? await context.GetSecretAsync(secret, cancellationToken) : prior.Change!);
}
