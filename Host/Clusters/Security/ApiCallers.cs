using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Runtime.KubeletApi.Authentication;

namespace Reeve.Host.Clusters.Security;

/// <summary>Opens what callers are known by, as it is configured.</summary>
internal static class ApiCallers
{
    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">A file cannot be read, or others can read the tokens.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There are no authorities in their file.</exception>
    public static ApiAuthenticator Open(ClusterApiSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        var tokens = settings.TokenFile is { } path ? new TokenFile(path, time, loggers.CreateLogger<TokenFile>()) : null;
        if (settings.ClientCaFile is not { } authorities)
        {
            return new ApiAuthenticator(tokens, null);
        }

        var file = new ClientAuthorityFile(authorities, time, loggers.CreateLogger<ClientAuthorityFile>());
        var roles = PairText.ReadAll(settings.CertificateRoles)
            .ToDictionary(static pair => pair.Key, static pair => Roles.TryParse(pair.Value, out var role) ? role : ApiRole.None);
        return new ApiAuthenticator(tokens, new CertificateCallers(() => file.Current, roles, time));
    }
}
