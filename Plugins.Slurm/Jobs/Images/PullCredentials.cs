using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs.Images;

/// <summary>Chooses a pod's credentials for an image's registry, as variables that Apptainer and Singularity read.</summary>
internal static class PullCredentials
{
    private const string DockerHub = "index.docker.io";

    /// <summary>The variables; none if no secret fits.</summary>
    /// <param name="image">The image as the runtime takes it.</param>
    /// <param name="secrets">The pod's secrets.</param>
    public static IReadOnlyList<string> For(string image, IReadOnlyList<PullSecret> secrets)
    {
        var scheme = image.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return [];
        }

        var place = Place(image[(scheme + 3)..]);
        var secret = secrets.Where(secret => Covers(Host(secret.Registry), place)).OrderByDescending(secret => secret.Registry.Length).FirstOrDefault();
        return secret is null
            ? []
            : [
                $"APPTAINER_DOCKER_USERNAME={secret.Username}", $"APPTAINER_DOCKER_PASSWORD={secret.Password}",
                $"SINGULARITY_DOCKER_USERNAME={secret.Username}", $"SINGULARITY_DOCKER_PASSWORD={secret.Password}",
            ];
    }

    // A first part without dot, colon and "localhost" is no host: the image is Docker Hub's.
    private static string Place(string reference)
    {
        var first = reference.Split('/')[0];
        return reference.Contains('/', StringComparison.Ordinal) && (first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost")
            ? Host(reference)
            : $"{DockerHub}/{reference}";
    }

    private static string Host(string registry)
    {
        var start = registry.IndexOf("://", StringComparison.Ordinal);
        var text = (start < 0 ? registry : registry[(start + 3)..]).TrimEnd('/');
        var host = text.Split('/')[0];
        var rest = text[host.Length..];

        // The configuration of docker names its hub by several names and an API version behind them.
        return host is "docker.io" or "registry-1.docker.io" or DockerHub
            ? DockerHub + (rest is "/v1" or "/v2" ? "" : rest)
            : text;
    }

    private static bool Covers(string registry, string place) =>
        place.StartsWith(registry, StringComparison.Ordinal) && (place.Length == registry.Length || place[registry.Length] is '/' or ':' or '@');
}
