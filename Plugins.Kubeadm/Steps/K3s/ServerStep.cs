using System.Net;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>
/// Starts k3s' server. Taken back with the change that started it, its pods and processes are gone, so that the version before can start; taken
/// back with the cluster, everything that it has written is gone too.
/// </summary>
internal sealed class ServerStep(K3sService service, K3sRemoval removal)
    : StepKind<ServerArguments, ServerPrior>("k3s-server", KubeadmJson.Default.ServerArguments, KubeadmJson.Default.ServerPrior)
{
    protected override Task<(bool Done, ServerPrior Prior)> LookAsync(ServerArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var prior = new ServerPrior
        {
            HadData = Directory.Exists(Path.Combine(arguments.DataDirectory, "server")),
        };
        return Task.FromResult((false, prior));
    }

    protected override Task ApplyAsync(ServerArguments arguments, ServerPrior prior, IStepContext context, CancellationToken cancellationToken) => service.StartAsync(cancellationToken);

    protected override async Task VerifyAsync(ServerArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (!await service.IsActiveAsync(cancellationToken))
        {
            throw new ProviderException(ErrorReason.Transient, $"{K3sPaths.Unit} does not run; journalctl -u {K3sPaths.Unit} says why.");
        }

        var api = context.GetClusterApi(arguments.Cluster);
        await ReadAsync(api, "/readyz", cancellationToken);
        using var version = JsonDocument.Parse(await ReadAsync(api, "/version", cancellationToken));
        var text = version.RootElement.GetProperty("gitVersion").GetString()!.TrimStart('v');
        if (text != arguments.Version)
        {
            throw new ProviderException(ErrorReason.Transient, $"The API server is {text}, not {arguments.Version} yet.");
        }
    }

    protected override async Task UndoAsync(ServerArguments arguments, ServerPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var mark = await K3sMark.ReadAsync(context, cancellationToken);
        if (arguments.Change)
        {
            await removal.KillAsync(arguments.DataDirectory, mark?.Before, context, cancellationToken);
        }
        else if (mark is { Removed: false })
        {
            await removal.RemoveAsync(arguments.DataDirectory, prior.HadData, mark.Before, context, cancellationToken);
        }
    }

    private static async Task<string> ReadAsync(IClusterApi api, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await api.SendAsync(request, cancellationToken);
        return response.StatusCode is HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync(cancellationToken)
            : throw new ProviderException(ErrorReason.Transient, $"The API server answers {path} with {(int)response.StatusCode}.");
    }
}
