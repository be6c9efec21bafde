namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Normalises paths of a manifest. Pure.</summary>
internal static class MountPaths
{
    /// <summary>A mountPath: absolute, without empty and <c>.</c> components; a relative one is below the root; <c>..</c> and the root itself are refused.</summary>
    public static string Target(string path)
    {
        var parts = Parts(path);
        return parts is { Length: > 0 }
            ? "/" + string.Join('/', parts)
            : throw new ProviderException(ErrorReason.Invalid, $"mountPath \"{path}\" must not be the root and must not contain '..'.");
    }

    /// <summary>A subPath's components; none for the volume itself.</summary>
    public static string[] SubPath(string path) => !path.StartsWith('/') && Parts(path) is { } parts
        ? parts
        : throw new ProviderException(ErrorReason.Invalid, $"subPath \"{path}\" must be relative and must not contain '..'.");

    private static string[]? Parts(string path)
    {
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToArray();
        return parts.Contains("..") || path.Contains('\0', StringComparison.Ordinal) ? null : parts;
    }
}
