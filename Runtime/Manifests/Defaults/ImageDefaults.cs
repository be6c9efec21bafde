using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>When to pull an image that does not say so itself.</summary>
internal static class ImageDefaults
{
    private const string HostPrefix = "host:";
    private const string LatestTag = ":latest";

    /// <summary>Always for the tag <c>latest</c>, said or meant; IfNotPresent for other tags, digests and programs of the host.</summary>
    public static string PullPolicy(string? image)
    {
        if (string.IsNullOrEmpty(image) || image.StartsWith('/') || image.StartsWith(HostPrefix, StringComparison.Ordinal) || image.Contains('@'))
        {
            return PullPolicies.IfNotPresent;
        }

        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':') || name.EndsWith(LatestTag, StringComparison.Ordinal) ? PullPolicies.Always : PullPolicies.IfNotPresent;
    }
}
