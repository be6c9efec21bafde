using Reeve.Workloads;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Finds the pull secrets that are for a registry, as a kubelet does: by host, with <c>*</c> for a part of it, and by the beginning of the path.</summary>
internal static class RegistryCredentials
{
    /// <summary>What to try, best first; nobody (null) last.</summary>
    public static IReadOnlyList<PullSecret?> For(OciReference reference, IReadOnlyList<PullSecret> secrets) =>
    [
        .. secrets.Select(secret => (Secret: secret, Path: PathOf(secret, reference))).Where(static item => item.Path is not null)
            .OrderByDescending(static item => item.Path!.Length).Select(static item => item.Secret),
        null,
    ];

    /// <summary>The path that a secret is for, if it is for this image.</summary>
    private static string? PathOf(PullSecret secret, OciReference reference)
    {
        var slash = secret.Registry.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (secret.Registry, "") : (secret.Registry[..slash], secret.Registry[(slash + 1)..].Trim('/'));
        path = path is "v1" or "v2" ? "" : path; // as the command line of Docker writes its own registry
        if (host is "index.docker.io" or "registry-1.docker.io" or "registry.hub.docker.com")
        {
            host = OciReference.DefaultRegistry;
        }

        return Matches(host, reference.Registry) && (path.Length == 0 || reference.Repository == path || reference.Repository.StartsWith(path + "/", StringComparison.Ordinal))
            ? path
            : null;
    }

    private static bool Matches(string pattern, string host)
    {
        var (patternName, patternPort) = Divide(pattern);
        var (name, port) = Divide(host);
        var (wanted, given) = (patternName.Split('.'), name.Split('.'));
        return patternPort == port && wanted.Length == given.Length
            && wanted.Zip(given).All(static pair => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pair.First, pair.Second));
    }

    private static (string Name, string Port) Divide(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? (host[..colon], host[(colon + 1)..]) : (host, "");
    }
}
