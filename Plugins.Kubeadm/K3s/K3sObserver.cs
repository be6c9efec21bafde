using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Looks at a cluster of k3s, whoever made it.</summary>
internal sealed class K3sObserver(K3sService service)
{
    /// <summary>What facts name a text by.</summary>
    public static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    public async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var mark = await K3sMark.ReadAsync(context, cancellationToken);
        if (mark is null && !await service.ExistsAsync(cancellationToken))
        {
            return new ClusterObservation { Exists = false };
        }

        var runs = await service.IsActiveAsync(cancellationToken);
        var facts = runs && File.Exists(K3sFiles.KubeconfigPath) ? await ApiObserver.ObserveAsync(context.GetClusterApi(cluster), cancellationToken) : new ApiFacts();
        var configuration = await ReadAsync(context, K3sFiles.ConfigurationPath, cancellationToken);
        var own = new K3sFacts
        {
            Made = mark is not null,
            Configuration = configuration.Length > 0 ? Checksum(configuration) : "",
            Registries = RegistriesStep.RevisionOf(await ReadAsync(context, K3sFiles.RegistriesPath, cancellationToken)),
            Program = await VersionAsync(mark?.Program ?? K3sPaths.DefaultProgram, context, cancellationToken),
            Addons = facts.Addons,
        };
        return new ClusterObservation
        {
            Exists = true,
            ApiServerReady = facts.Ready,
            Version = facts.Version,
            Machines = facts.Machines,
            Components = Components(facts, own, configuration),
            Conditions =
            [
                new ClusterCondition { Type = "Adopted", Status = mark is null, Reason = mark is null ? "MadeByOthers" : "MadeByAgent" },
                new ClusterCondition { Type = "ServiceRunning", Status = runs, Reason = runs ? "Active" : "Inactive", Message = runs ? "" : $"{K3sPaths.Unit} does not run." },
            ],
            Provider = JsonSerializer.SerializeToElement(own, KubeadmJson.Default.K3sFacts),
        };
    }

    private static Dictionary<string, string> Components(ApiFacts facts, K3sFacts own, string configuration)
    {
        var components = new Dictionary<string, string>(facts.Components);
        if (own.Program is { } program)
        {
            components["k3s"] = program;
            if (facts.Ready && !configuration.Contains("flannel-backend: none", StringComparison.Ordinal))
            {
                components.TryAdd(AddonSlots.Network, program); // k3s' own flannel is part of the program
            }
        }

        return components;
    }

    private static async Task<string?> VersionAsync(string program, IStepContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(program))
        {
            return null;
        }

        var result = await context.RunAsync(new StepCommand { Arguments = [program, "--version"], Mutates = false }, cancellationToken);
        return result.ExitCode == 0 ? ProgramFiles.VersionOf(result.StandardOutput) : null;
    }

    private static async Task<string> ReadAsync(IStepContext context, string path, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(path, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
}
