namespace Reeve.Ssh.Uploads;

/// <summary>Trees that have one parent directory, in which they are unpacked before they get their names.</summary>
/// <param name="Parent">The directory.</param>
/// <param name="Trees">What goes into it.</param>
internal sealed record UploadGroup(string Parent, IReadOnlyList<RemoteTree> Trees)
{
    /// <summary>Makes groups of trees.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a path is not absolute, not normalised or names the root.</exception>
    public static IReadOnlyList<UploadGroup> Of(IReadOnlyList<RemoteTree> trees) =>
        [.. trees.GroupBy(tree => ParentOf(tree.Directory)).Select(group => new UploadGroup(group.Key, [.. group]))];

    /// <summary>Refuses a path below a tree that would leave it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>.</exception>
    public static string CheckBelow(string path) =>
        path.Length > 0 && path.Split('/').All(IsName) ? path : throw new ProviderException(ErrorReason.Invalid, $"{path} is no normalised relative path.");

    private static string ParentOf(string directory)
    {
        if (!directory.StartsWith('/') || !directory[1..].Split('/').All(IsName))
        {
            throw new ProviderException(ErrorReason.Invalid, $"{directory} is no normalised absolute path.");
        }

        var parent = directory[..directory.LastIndexOf('/')];
        return parent.Length > 0 ? parent : "/";
    }

    private static bool IsName(string name) => name is not ("" or "." or "..") && !name.Contains('\0', StringComparison.Ordinal);
}
