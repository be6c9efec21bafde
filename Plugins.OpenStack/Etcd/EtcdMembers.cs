using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Etcd;

/// <summary>
/// The members of a cluster's etcd, asked by jobs on one of its masters, since nobody else may reach it: the image that runs there already, with the
/// certificate that its probes use. Jobs are found again by their names and go by themselves.
/// </summary>
/// <param name="api">The cluster's API.</param>
/// <param name="steps">For the waiting.</param>
/// <param name="master">The node on which etcdctl runs.</param>
/// <param name="purpose">What jobs are named by: the same for each try of one thing.</param>
/// <remarks>Source: https://etcd.io/docs/v3.5/op-guide/runtime-configuration/. etcd itself refuses what would cost it its majority.</remarks>
internal sealed class EtcdMembers(ClusterCalls api, CloudSteps steps, string master, string purpose) : IEtcdMembers
{
    private const string Namespace = "kube-system";
    private const string Jobs = $"/apis/batch/v1/namespaces/{Namespace}/jobs";
    private const string Pods = $"/api/v1/namespaces/{Namespace}/pods";
    private const string Container = "etcdctl";
    private const string Certificates = "/etc/kubernetes/pki/etcd";
    private const int NameLength = 10;
    private const int KeptSeconds = 300;
    private const int Tries = 2;
    private const int IdColumn = 0;
    private const int NameColumn = 2;

    public async Task ForgetAsync(string node, CancellationToken cancellationToken)
    {
        if (await FindAsync(node, cancellationToken) is { } member)
        {
            await RemoveAsync(member, cancellationToken);
        }
    }

    // A member's id by its name, which is its node's; null if there is none.
    private async Task<string?> FindAsync(string node, CancellationToken cancellationToken)
    {
        var (succeeded, text) = await RunAsync("list", ["member", "list"], cancellationToken);
        return succeeded
            ? text.Split('\n').Select(line => line.Split(',', StringSplitOptions.TrimEntries)).FirstOrDefault(parts => parts.Length > NameColumn && parts[NameColumn] == node)?[IdColumn]
            : throw new ProviderException(ErrorReason.Transient, $"etcd on {master} does not tell its members: {LastLine(text)}");
    }

    private async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var (succeeded, text) = await RunAsync($"remove-{id}", ["member", "remove", id], cancellationToken);
        if (!succeeded && !text.Contains("member not found", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProviderException(ErrorReason.Unknown, $"The member {id} could not be taken out of etcd: {LastLine(text)}");
        }
    }

    private async Task<(bool Succeeded, string Text)> RunAsync(string what, string[] command, CancellationToken cancellationToken)
    {
        var name = $"reeve-etcd-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\0{what}\0{master}")))[..NameLength]}";
        var image = await ImageAsync(cancellationToken);
        var ended = await steps.WaitAsync(() => LookAsync(name, image, command, cancellationToken), cancellationToken);
        var pod = (await api.ListAsync($"{Pods}?labelSelector=job-name%3D{name}", cancellationToken)).LastOrDefault()?["metadata"]!["name"]!.ToString()
            ?? throw new ProviderException(ErrorReason.Transient, $"The pod of the job {name} is gone before it was read.");
        return (ended.Succeeded, await api.ReadAsync($"{Pods}/{WebUtility.UrlEncode(pod)}/log?container={Container}", cancellationToken));
    }

    private async Task<JobEnd?> LookAsync(string name, string image, string[] command, CancellationToken cancellationToken)
    {
        if (await api.FindAsync($"{Jobs}/{name}", cancellationToken) is not { } job)
        {
            await api.CreateAsync(Jobs, Job(name, image, command), cancellationToken);
            return null;
        }

        var ended = (job["status"]?["conditions"]?.AsArray() ?? []).FirstOrDefault(condition => condition?["type"]?.ToString() is "Complete" or "Failed" && condition["status"]?.ToString() == "True");
        return ended is null ? null : new JobEnd(ended["type"]!.ToString() == "Complete");
    }

    private async Task<string> ImageAsync(CancellationToken cancellationToken) =>
        (await api.FindAsync($"{Pods}/etcd-{master}", cancellationToken))?["spec"]?["containers"]?[0]?["image"]?.ToString()
            ?? throw new ProviderException(ErrorReason.Transient, $"There is no etcd on {master}.");

    private JsonObject Job(string name, string image, string[] command) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace },
        ["spec"] = new JsonObject
        {
            ["backoffLimit"] = Tries,
            ["ttlSecondsAfterFinished"] = KeptSeconds,
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["nodeName"] = master, // nobody has to schedule it
                    ["hostNetwork"] = true,
                    ["restartPolicy"] = "Never",
                    ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = Container,
                        ["image"] = image,
                        ["imagePullPolicy"] = "IfNotPresent",
                        ["command"] = new JsonArray(
                        [
                            "etcdctl", "--endpoints=https://127.0.0.1:2379", $"--cacert={Certificates}/ca.crt", $"--cert={Certificates}/healthcheck-client.crt",
                            $"--key={Certificates}/healthcheck-client.key", .. command.Select(word => (JsonNode)word),
                        ]),
                        ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "certificates", ["mountPath"] = Certificates, ["readOnly"] = true }),
                    }),
                    ["volumes"] = new JsonArray(new JsonObject { ["name"] = "certificates", ["hostPath"] = new JsonObject { ["path"] = Certificates, ["type"] = "Directory" } }),
                },
            },
        },
    };

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    private sealed record JobEnd(bool Succeeded);
}
