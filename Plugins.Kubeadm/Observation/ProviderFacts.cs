using System.Text;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Planning;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>What this provisioner notes of a cluster for its own plans.</summary>
internal sealed record ProviderFacts
{
    /// <summary>Changes with what kubeadm was told last; empty where that is not known.</summary>
    public string SettingsRevision { get; init; } = "";

    /// <summary>Where the manifests of add-ons came from, by slot.</summary>
    public IReadOnlyDictionary<string, string> AddonSources { get; init; } = new Dictionary<string, string>();

    /// <summary>Looks at what is on the machine.</summary>
    public static async Task<JsonElement> ReadAsync(ApiFacts facts, IStepContext context, CancellationToken cancellationToken)
    {
        var file = await context.ReadFileAsync(KubernetesPaths.KubeadmFile, cancellationToken);
        var own = new ProviderFacts
        {
            SettingsRevision = file is { } bytes ? PlanParts.Revision(Encoding.UTF8.GetString(bytes.Span)) : "",
            AddonSources = facts.Addons,
        };
        return JsonSerializer.SerializeToElement(own, KubeadmJson.Default.ProviderFacts);
    }

    /// <summary>The revision of what kubeadm was told last.</summary>
    public static string Settings(ClusterObservation observation) => Of(observation).SettingsRevision;

    /// <summary>Where the manifests of add-ons came from.</summary>
    public static IReadOnlyDictionary<string, string> Addons(ClusterObservation observation) => Of(observation).AddonSources;

    /// <summary>The revision of what a step would tell kubeadm.</summary>
    public static string Revision(ClusterStep file) => PlanParts.Revision(file.Arguments.Deserialize(KubeadmJson.Default.FileArguments)!.Content);

    private static ProviderFacts Of(ClusterObservation observation) =>
        (observation.Provider.ValueKind is JsonValueKind.Object ? observation.Provider.Deserialize(KubeadmJson.Default.ProviderFacts) : null) ?? new ProviderFacts();
}
