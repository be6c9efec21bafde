using System.Net;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Objects;

/// <summary>Waits until a node is ready and pods are let in: that needs the service account which the controller manager makes, at times after that.</summary>
internal sealed class ReadyStep() : StepKind<ReadyArguments, ReadyPrior>("node-ready", KubeadmJson.Default.ReadyArguments, KubeadmJson.Default.ReadyPrior)
{
    protected override Task<(bool Done, ReadyPrior Prior)> LookAsync(ReadyArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((true, new ReadyPrior()));

    protected override Task ApplyAsync(ReadyArguments arguments, ReadyPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task VerifyAsync(ReadyArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var api = context.GetClusterApi(arguments.Cluster);
        using var response = await GetAsync(api, $"/api/v1/nodes/{arguments.Node}", cancellationToken);
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            throw new ProviderException(ErrorReason.Transient, $"The node {arguments.Node} is not there yet: {(int)response.StatusCode}.");
        }

        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        using var node = JsonDocument.Parse(content);
        // A kubelet that does not start leaves the node as it was for a while.
        if (arguments.Version.Length > 0 && KubeletVersion(node.RootElement) is var version && version != arguments.Version)
        {
            throw new ProviderException(ErrorReason.Transient, $"The kubelet of {arguments.Node} tells {version}, not {arguments.Version}; journalctl -u kubelet says why.");
        }

        var ready = node.RootElement.GetProperty("status").TryGetProperty("conditions", out var conditions)
            ? conditions.EnumerateArray().FirstOrDefault(condition => condition.GetProperty("type").GetString() == "Ready")
            : default;
        if (ready.ValueKind is not JsonValueKind.Object || ready.GetProperty("status").GetString() != "True")
        {
            var why = ready.ValueKind is JsonValueKind.Object && ready.TryGetProperty("message", out var message) ? message.GetString() : "it has not said anything yet";
            throw new ProviderException(ErrorReason.Transient, $"The node {arguments.Node} is not ready: {why}");
        }

        using var account = await GetAsync(api, "/api/v1/namespaces/default/serviceaccounts/default", cancellationToken);
        if (account.StatusCode is not HttpStatusCode.OK)
        {
            throw new ProviderException(ErrorReason.Transient, $"No pod is let in yet: the service account default of the namespace default is not there ({(int)account.StatusCode}).");
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(IClusterApi api, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await api.SendAsync(request, cancellationToken);
    }

    private static string KubeletVersion(JsonElement node) =>
        node.GetProperty("status").TryGetProperty("nodeInfo", out var info) && info.TryGetProperty("kubeletVersion", out var version) ? (version.GetString() ?? "").TrimStart('v') : "no version";

    protected override Task UndoAsync(ReadyArguments arguments, ReadyPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
