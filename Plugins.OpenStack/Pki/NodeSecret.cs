using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;

namespace Reeve.Plugins.OpenStack.Pki;

/// <summary>What a machine needs to join, as one item of its server's metadata, so that one call takes it out again.</summary>
/// <remarks>Nova takes 255 characters; that of kubeadm's masters has 203, that of k3s' first one 197.</remarks>
internal static class NodeSecret
{
    /// <summary>The master that makes the cluster.</summary>
    public const string First = "first";

    /// <summary>A master that joins.</summary>
    public const string Master = "master";

    public const string Worker = "worker";

    /// <summary>What a step that uses it has to name.</summary>
    public static IReadOnlyList<string> SecretsOf(string role, string? token = null) =>
        role == Worker ? [token ?? JoinToken.SecretName] : [PkiMaterial.SecretName, token ?? JoinToken.SecretName];

    /// <summary>Reads it, in the form that the distribution's script takes.</summary>
    public static async Task<string> ReadAsync(IDistribution distribution, string role, string tokenName, IStepContext context, CancellationToken cancellationToken)
    {
        var token = await JoinToken.ReadAsync(context, cancellationToken, tokenName)
            ?? throw new ProviderException(ErrorReason.NotFound, "There is no token to join by: the step that makes it was not done.");
        return distribution.SecretOf(role, token, role == Worker ? null : await ClusterPki.ReadAsync(context, cancellationToken));
    }
}
