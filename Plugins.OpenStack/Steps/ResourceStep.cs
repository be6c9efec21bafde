using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Pki;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// Makes one resource of any kind. What an interrupted try made is found by its marks and used; only where this process knows that there is nothing, it
/// does not look.
/// </summary>
internal sealed class ResourceStep(CloudSteps steps) : StepKind<ResourceArguments>("resource", StepJson.Default.ResourceArguments)
{
    /// <summary>Nova takes no more (Compute API, user_data).</summary>
    private const int MaxUserData = 65535;

    // A status in which Cinder's and Octavia's things can be used; other kinds can be at once, or are waited for by a step of their own.
    private static readonly Dictionary<string, string> s_usable = new(StringComparer.Ordinal)
    {
        [MachineKinds.Volume] = "available",
        [BalancerKinds.LoadBalancer] = "ACTIVE",
        [BalancerKinds.Listener] = "ACTIVE",
        [BalancerKinds.Pool] = "ACTIVE",
        [BalancerKinds.HealthMonitor] = "ACTIVE",
    };

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<ResourceArguments> run, CancellationToken cancellationToken)
    {
        var kind = KindCatalog.Of(run.Arguments.Kind);
        var cloud = steps.Of(run.Arguments.Cluster);
        var marks = new ClusterMarks(run.Arguments.Cluster);
        var body = await BodyAsync(run, cancellationToken);
        if (!steps.Memory.IsAbsent(run.Context.OperationId, run.Step.Id, kind.Name) && await FindAsync(kind, cloud, marks, body, cancellationToken) is { } found)
        {
            return Outputs(found);
        }

        try
        {
            return Outputs(await kind.CreateAsync(cloud, body, cancellationToken));
        }
        catch (CloudException e) when (e.MayHaveHappened)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e) { RetryAfter = e.RetryAfter }; // the next try looks first
        }
        catch (CloudException e) when (e.Reason is ErrorReason.Conflict)
        {
            // An earlier try, whose answer was lost, may have been slower than the look for it. A load balancer takes changes one after the other.
            return await FindAsync(kind, cloud, marks, body, cancellationToken) is { } late ? Outputs(late)
                : kind.Service is CloudService.LoadBalancer ? throw new ProviderException(ErrorReason.Transient, e.Message, e)
                : throw e.ToProviderException();
        }
    }

    protected override async Task VerifyAsync(StepRun<ResourceArguments> run, CancellationToken cancellationToken)
    {
        if (!s_usable.TryGetValue(run.Arguments.Kind, out var usable) || run.Find(run.Step.Id, "id") is not { } id)
        {
            return;
        }

        var kind = KindCatalog.Of(run.Arguments.Kind);
        var cloud = steps.Of(run.Arguments.Cluster);
        await steps.WaitAsync(
            async () => await kind.GetAsync(cloud, id, cancellationToken) switch
            {
                null => throw new ProviderException(ErrorReason.NotFound, $"{run.Step.Title}: it is gone again."),
                { } found when found.Status.StartsWith("error", StringComparison.OrdinalIgnoreCase) =>
                    throw new ProviderException(ErrorReason.Unknown, $"{run.Step.Title}: it is in the state {found.Status}{(found.Fault is { } fault ? $" ({fault})" : "")}."),
                { } found when found.Status.Equals(usable, StringComparison.OrdinalIgnoreCase) || (kind.Name == MachineKinds.Volume && found.Status == "in-use") => found,
                _ => null,
            },
            cancellationToken);
    }

    protected override async Task UndoAsync(StepRun<ResourceArguments> run, CancellationToken cancellationToken)
    {
        if (steps.Memory.IsClean(run.Context.OperationId))
        {
            return;
        }

        var kind = KindCatalog.Of(run.Arguments.Kind);
        var cloud = steps.Of(run.Arguments.Cluster);
        if (!await cloud.HasAsync(kind.Service, cancellationToken)
            || (run.Arguments.Succession is { } succession && await succession.IsPastAsync(steps, run, run.Arguments.Cluster, cancellationToken)))
        {
            return;
        }

        var made = run.Find(run.Step.Id, "id");
        IReadOnlyList<string> ids = made is not null ? [made] : await MadeAsync(run, kind, cloud, cancellationToken);
        if (ids.Count > 0)
        {
            await ForgetAsync(run, cancellationToken);
        }

        foreach (var id in ids)
        {
            await ResourceRemoval.RemoveAsync(steps, kind, cloud, id, cancellationToken);
        }
    }

    /// <summary>
    /// Has the cluster forget a node before its server is deleted: pods that it has got meanwhile leave it, and a member of etcd that is not told would count
    /// for the majority for ever. It may have joined since it was made, whichever step the operation failed at.
    /// </summary>
    private async Task ForgetAsync(StepRun<ResourceArguments> run, CancellationToken cancellationToken)
    {
        if (run.Arguments.Node is not { } node)
        {
            return;
        }

        var api = new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster));
        await JoinToken.WithdrawAsync(run.Context, api, run.Arguments.Token ?? JoinToken.SecretName, cancellationToken); // so that it does not join in between
        await NodeDrain.CloseAsync(api, node, isClosed: true, cancellationToken);
        await NodeDrain.EmptyAsync(steps, api, node, run.Context.ReportProgress, cancellationToken);
        if (run.Arguments.Via.Length > 0)
        {
            var etcd = DistributionCatalog.Of(run.Arguments.Distribution).MembersOf(api, steps, run.Arguments.Via, $"{run.Context.OperationId}/{run.Step.Id}/undo");
            await etcd.ForgetAsync(node, cancellationToken);
        }

        await api.DeleteAsync($"/api/v1/nodes/{node}", cancellationToken);
    }

    /// <summary>What a try may have made whose answer never came. Where what it refers to was not made, it was not begun.</summary>
    private static async Task<IReadOnlyList<string>> MadeAsync(StepRun<ResourceArguments> run, IResourceKind kind, ICloud cloud, CancellationToken cancellationToken)
    {
        var marks = new ClusterMarks(run.Arguments.Cluster);
        try
        {
            return [.. (await kind.FindAsync(cloud, marks, run.Fill(run.Arguments.Body), cancellationToken)).Select(found => found.Id)];
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return [];
        }
    }

    private async Task<CloudResource?> FindAsync(IResourceKind kind, ICloud cloud, ClusterMarks marks, JsonElement body, CancellationToken cancellationToken)
    {
        var found = await kind.FindAsync(cloud, marks, body, cancellationToken);
        if (found.Count > 1 && kind.Name == MachineKinds.Server)
        {
            return await Twins.SettleAsync(steps, cloud, found, body, cancellationToken);
        }

        return found.Count > 0 ? found.OrderBy(one => one.Id, StringComparer.Ordinal).First() : null;
    }

    private static async Task<JsonElement> BodyAsync(StepRun<ResourceArguments> run, CancellationToken cancellationToken)
    {
        var body = run.Fill(run.Arguments.Body);
        if (run.Arguments.Kind != MachineKinds.Server)
        {
            return body;
        }

        var server = JsonObject.Create(body)!;
        server[ServerBody.UserData] = run.Arguments.UserData is { } text ? Encode(run.Fill(text)) : null;
        server[ServerBody.ServerGroup] = run.Arguments.ServerGroup is { } group ? run.Fill(group) : null;
        if (run.Arguments.Secrets is { } role)
        {
            server[ServerBody.Metadata]![ServerMetadata.Secret] = await NodeSecret.ReadAsync(
                DistributionCatalog.Of(run.Arguments.Distribution), role, run.Arguments.Token ?? JoinToken.SecretName, run.Context, cancellationToken);
        }

        return server.Deserialize(StepJson.Default.JsonElement);
    }

    private static string Encode(string text)
    {
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        if (plain.Length <= MaxUserData)
        {
            return plain;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var small = Convert.ToBase64String(packed.ToArray()); // cloud-init unpacks it by itself
        return small.Length <= MaxUserData
            ? small
            : throw new ProviderException(ErrorReason.Invalid, $"The user data has {small.Length} characters packed and in base64; Nova takes {MaxUserData}. Shorten the template.") { Field = "spec.provider.cloudInit" };
    }

    private static Dictionary<string, string> Outputs(CloudResource made)
    {
        var outputs = new Dictionary<string, string> { ["id"] = made.Id };
        if (made.Address is { Length: > 0 } address)
        {
            outputs["address"] = address;
        }

        if (made.Facts.GetValueOrDefault("vipPort") is { Length: > 0 } port)
        {
            outputs["port"] = port;
        }

        return outputs;
    }
}
