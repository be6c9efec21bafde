using Microsoft.Extensions.Logging;
using Reeve.AspNetCore;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Sessions;
using Reeve.Host.Configuration;
using Reeve.Runtime.KubeletApi.Authentication;

namespace Reeve.Host.Serving;

/// <summary>Opens what callers are known by, and says how they are answered, as it is configured.</summary>
internal static class ApiCallers
{
    /// <summary>How they are answered.</summary>
    public static ReeveApiOptions OptionsOf(ClusterApiSettings settings) => new()
    {
        DefaultCluster = settings.DefaultCluster,
        ReadsPerSecond = settings.ReadsPerSecond,
        WritesPerSecond = settings.WritesPerSecond,
        MaxBodyBytes = settings.MaxBody.Bytes,
    };

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">A file cannot be read, or others can read the tokens.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There are no authorities in their file.</exception>
    public static ApiAuthenticator Open(ClusterApiSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        var tokens = settings.TokenFile is { } path ? new TokenFile(path, time, loggers.CreateLogger<TokenFile>()) : null;
        var tenants = TenantTexts.Callers(settings.CallerTenants);
        if (settings.ClientCaFile is not { } authorities)
        {
            return new ApiAuthenticator(tokens, null, new PageSessions(time), tenants);
        }

        var file = new ClientAuthorityFile(authorities, time, loggers.CreateLogger<ClientAuthorityFile>());
        var roles = PairText.ReadAll(settings.CertificateRoles)
            .ToDictionary(static pair => pair.Key, static pair => Roles.TryParse(pair.Value, out var role) ? role : ApiRole.None);
        return new ApiAuthenticator(tokens, new CertificateCallers(() => file.Current, roles, time), new PageSessions(time), tenants);
    }
}
