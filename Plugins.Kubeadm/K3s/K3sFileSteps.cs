using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Plans the files that k3s reads. Pure.</summary>
internal sealed class K3sFileSteps(StepCatalog kinds, K3sStepKinds k3s, ClusterSpec spec, K3sSpec own)
{
    private const int Private = 0x180; // 0600
    private const int Public = 0x1a4; // 0644

    /// <summary>The secret that nodes join with, for root alone.</summary>
    public IEnumerable<ClusterStep> Token() => own.TokenSecret.Length == 0
        ? []
        :
        [
            kinds.File.Step("token", $"Write {K3sPaths.TokenFile}", new FileArguments
            {
                Path = K3sPaths.TokenFile, Content = $"${{secret:{own.TokenSecret}}}\n", Mode = Private, Secrets = [own.TokenSecret], PriorSecret = "token.",
            }) with { SecretNames = [own.TokenSecret] },
        ];

    public ClusterStep Configuration() => File("configuration", K3sFiles.ConfigurationPath, Text(), Private);

    public IEnumerable<ClusterStep> Environment() =>
        own.Environment.Count == 0 ? [] : [File("environment", K3sPaths.EnvironmentFile, K3sFiles.WriteEnvironment(own.Environment), Private)];

    public ClusterStep Unit() => File("unit", K3sPaths.UnitFile, K3sFiles.WriteUnit(own.Program), Public);

    /// <summary>The files that differ from what was observed.</summary>
    public IEnumerable<ClusterStep> Changed(K3sFacts facts)
    {
        if (facts.Configuration != K3sObserver.Checksum(Text()))
        {
            yield return Configuration();
        }

        if (facts.Registries != RegistriesStep.Revision(spec.Registry))
        {
            yield return k3s.Registries.K3sStep(spec.Registry);
        }
    }

    private string Text() => K3sFiles.WriteConfiguration(new K3sConfiguration
    {
        NodeName = own.NodeName,
        PodSubnets = spec.Networking.PodSubnets,
        ServiceSubnets = spec.Networking.ServiceSubnets,
        DnsDomain = spec.Networking.DnsDomain,
        CertificateNames = spec.ApiServerCertificateNames,
        HasOwnNetworkPlugin = spec.Networking.Cni is not null,
        // A storage plugin of its own stands for k3s' one.
        Disabled = spec.Storage is null ? own.Disable : [.. own.Disable.Append("local-storage").Distinct()],
        DataDirectory = own.DataDirectory == K3sPaths.DefaultData ? "" : own.DataDirectory,
        TokenFile = own.TokenSecret.Length > 0 ? K3sPaths.TokenFile : "",
        Arguments = own.ExtraArguments.ToDictionary(
            part => K3sSpecs.Parts[part.Key],
            IReadOnlyList<string> (part) => [.. part.Value.OrderBy(argument => argument.Key, StringComparer.Ordinal).Select(argument => $"{argument.Key}={argument.Value}")]),
        ExtraSettings = spec.ExtraArguments.Concat(own.Settings).GroupBy(setting => setting.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value),
    });

    private ClusterStep File(string id, string path, string content, int mode) =>
        kinds.File.Step(id, $"Write {path}", new FileArguments { Path = path, Content = content, Mode = mode, PriorSecret = mode == Private ? $"{id}." : "" });
}
