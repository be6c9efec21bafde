namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Names of generic resources as extended resources of the node.</summary>
internal static class NodeResources
{
    private const string Prefix = "slurm.reeve.dev/";

    /// <summary>The extended resource that stands for a generic resource: a configured one, or <c>slurm.reeve.dev/gpu.a100</c> for <c>gpu:a100</c>.</summary>
    /// <param name="resource">Its name, with its type after a colon.</param>
    /// <param name="configured">Generic resources by the names that pods ask for.</param>
    public static string ExtendedName(string resource, IReadOnlyDictionary<string, string> configured) =>
        configured.Where(pair => pair.Value == resource).Select(pair => pair.Key).OrderDescending(StringComparer.Ordinal).FirstOrDefault() ?? Prefix + LabelText.Of(resource.Replace(':', '.'));

    /// <summary>The generic resource that a name of the node's own stands for; null if it is none.</summary>
    public static string? OwnName(string extended) =>
        extended.StartsWith(Prefix, StringComparison.Ordinal) && extended[Prefix.Length..] is var name && name.Length > 0 && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.')
            ? ReplaceFirst(name) : null;

    private static string ReplaceFirst(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? $"{name[..dot]}:{name[(dot + 1)..]}" : name;
}
