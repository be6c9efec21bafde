using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Containerd;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Steps.Files;

namespace Reeve.Plugins.Kubeadm.Steps.Registries;

/// <summary>Writes settings of registries with their passwords, for root alone; undone, what was there before is there again.</summary>
internal sealed class RegistriesStep() : StepKind<RegistriesArguments, FilePrior>("registries", KubeadmJson.Default.RegistriesArguments, KubeadmJson.Default.FilePrior)
{
    private const int Mode = 0x180; // 0600
    private const string RevisionMark = "# Reeve: ";

    /// <summary>The step that writes the settings for containerd, where there are any.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="directory">containerd's directory of registries.</param>
    public IEnumerable<ClusterStep> ContainerdSteps(ClusterRegistry? registry, string directory) => registry is null
        ? []
        : [Step("registry", Path.Combine(directory, RegistryHostFile.PathOf(new RegistryHost { Name = registry.Name })), RegistriesForm.Containerd, [registry])];

    /// <summary>The step that writes the settings for k3s; without a registry it writes that there is none.</summary>
    /// <param name="registry">The registry.</param>
    public ClusterStep K3sStep(ClusterRegistry? registry) => Step("registries", K3sFiles.RegistriesPath, RegistriesForm.K3s, registry is null ? [] : [registry]);

    /// <summary>Changes with the settings; files begin with it. Passwords are not in it, the names of their secrets are.</summary>
    public static string Revision(ClusterRegistry? registry) => registry is null ? "" : Revision([registry]);

    /// <summary>The revision of a file that this kind of step has written; empty if it is not such a file, or has no registry.</summary>
    public static string RevisionOf(string text) => text.Split('\n')[0] is var line && line.StartsWith(RevisionMark, StringComparison.Ordinal) ? line[RevisionMark.Length..] : "";

    protected override async Task<(bool Done, FilePrior Prior)> LookAsync(RegistriesArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        await FileStep.LookAsync(FileOf(arguments), await ContentAsync(arguments, context, cancellationToken), context, cancellationToken);

    protected override async Task ApplyAsync(RegistriesArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(arguments.Path)!);
        await context.WriteFileAsync(arguments.Path, await ContentAsync(arguments, context, cancellationToken), Mode, cancellationToken);
    }

    protected override Task UndoAsync(RegistriesArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken) =>
        FileStep.RestoreAsync(FileOf(arguments), prior, context, cancellationToken);

    private static async Task<byte[]> ContentAsync(RegistriesArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var hosts = new List<RegistryHost>();
        foreach (var host in arguments.Hosts)
        {
            hosts.Add(new RegistryHost
            {
                Name = host.Name,
                Endpoints = host.Endpoints,
                SkipVerification = host.SkipVerification,
                CertificateFiles = host.CertificateFiles,
                Username = host.Username,
                Password = host.PasswordSecret.Length > 0 ? await context.GetSecretAsync(host.PasswordSecret, cancellationToken) : "",
            });
        }

        var text = arguments.Form is RegistriesForm.K3s ? K3sFiles.WriteRegistries(hosts) : RegistryHostFile.Write(hosts[0]);
        return Encoding.UTF8.GetBytes($"{RevisionMark}{Revision(arguments.Hosts)}\n{text}");
    }

    private static FileArguments FileOf(RegistriesArguments arguments) => new() { Path = arguments.Path, Content = "", Mode = Mode, PriorSecret = arguments.PriorSecret };

    private static string Revision(IReadOnlyList<ClusterRegistry> hosts) => hosts.Count == 0
        ? ""
        : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(hosts[0], KubeadmJson.Default.ClusterRegistry)))[..16];

    private ClusterStep Step(string id, string path, RegistriesForm form, IReadOnlyList<ClusterRegistry> hosts) =>
        Step(id, $"Write {path}", new RegistriesArguments { Path = path, Form = form, Hosts = hosts, PriorSecret = $"{id}." }) with
        {
            SecretNames = [.. hosts.Select(host => host.PasswordSecret).Where(secret => secret.Length > 0).Distinct()],
        };
}
