using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Pki;

/// <summary>What a machine needs to join, as one item of its server's metadata, so that one call takes it out again.</summary>
/// <remarks>Nova takes 255 characters; that of a master has 203.</remarks>
internal static class NodeSecret
{
    public const string Master = "master";
    public const string Worker = "worker";

    /// <summary>What a step that uses it has to name.</summary>
    public static IReadOnlyList<string> SecretsOf(string role, string? token = null) =>
        role == Master ? [PkiMaterial.SecretName, token ?? JoinToken.SecretName] : [token ?? JoinToken.SecretName];

    /// <summary>Token; of masters the private numbers of authority, etcd, aggregation layer and service accounts as well.</summary>
    public static async Task<string> ReadAsync(string role, string tokenName, IStepContext context, CancellationToken cancellationToken)
    {
        var token = await JoinToken.ReadAsync(context, cancellationToken, tokenName)
            ?? throw new ProviderException(ErrorReason.NotFound, "There is no token to join by: the step that makes it was not done.");
        if (role != Master)
        {
            return token.Token;
        }

        var pki = await ClusterPki.ReadAsync(context, cancellationToken);
        return string.Join(' ', token.Token, pki.Authority.Key, pki.Etcd.Key, pki.FrontProxy.Key, pki.ServiceAccounts.Key);
    }
}
