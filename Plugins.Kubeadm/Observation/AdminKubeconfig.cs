using System.Text;
using System.Text.RegularExpressions;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>The administrator's kubeconfig as distributions write it.</summary>
internal static partial class AdminKubeconfig
{
    /// <summary>The file, kubeadm's by default.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is no cluster.</exception>
    public static async Task<string> ReadAsync(IStepContext context, CancellationToken cancellationToken, string path = KubernetesPaths.AdminKubeconfig) =>
        await context.ReadFileAsync(path, cancellationToken) is { } bytes
            ? Encoding.UTF8.GetString(bytes.Span)
            : throw new ProviderException(ErrorReason.NotFound, $"There is no cluster: {path} does not exist.");

    /// <summary>The URL of the API server in it.</summary>
    public static Uri Server(string kubeconfig) => ServerLine().Match(kubeconfig) is { Success: true } match
        ? new Uri(match.Groups[1].Value)
        : throw new ProviderException(ErrorReason.Invalid, "The administrator's kubeconfig names no server.");

    [GeneratedRegex(@"^\s*server:\s*(https://\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex ServerLine();
}
