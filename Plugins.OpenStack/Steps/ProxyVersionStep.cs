using System.Text.Json.Nodes;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes kube-proxy to the version of the masters. A cluster whose network plugin does its work has none, which is fine.</summary>
internal sealed class ProxyVersionStep() : StepKind<VersionArguments>("proxy-version", StepJson.Default.VersionArguments)
{
    private const string Path = "/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy";
    private const string ImagePath = "/spec/template/spec/containers/0/image";

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<VersionArguments> run, CancellationToken cancellationToken)
    {
        var api = new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster));
        if ((await api.FindAsync(Path, cancellationToken))?["spec"]?["template"]?["spec"]?["containers"]?[0]?["image"]?.ToString() is not { } image)
        {
            return [];
        }

        var colon = image.LastIndexOf(':');
        var next = $"{(colon > image.LastIndexOf('/') ? image[..colon] : image)}:v{run.Arguments.To}";
        if (next != image)
        {
            // Only what was read is replaced: somebody may have changed it meanwhile, and then it is read again.
            await api.PatchAsync(Path, [Change("test", image), Change("replace", next)], cancellationToken);
        }

        return [];
    }

    private static JsonObject Change(string operation, string image) => new() { ["op"] = operation, ["path"] = ImagePath, ["value"] = image };
}
