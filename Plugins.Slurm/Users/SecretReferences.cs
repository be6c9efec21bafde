using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>Names the Secrets of the map. Pure.</summary>
internal static class SecretReferences
{
    private const string AllNamespaces = "*";

    /// <summary>The Secret of an entry, for a pod, in whose namespace it is unless the entry says otherwise.</summary>
    public static InputReference Of(UserMapping mapping) => Of(mapping, mapping.SecretNamespace);

    /// <summary>The Secrets whose namespaces the map itself says, and whose users are therefore known before there is a pod.</summary>
    public static IEnumerable<(UserMapping Mapping, InputReference Reference)> Standing(IReadOnlyList<UserMapping> map) =>
        from mapping in map
        where mapping.Secret is not null
        from place in mapping.SecretNamespace is { } one ? [one] : mapping.Namespaces.Where(name => name != AllNamespaces)
        select (mapping, Of(mapping, place));

    private static InputReference Of(UserMapping mapping, string? place) =>
        new() { ApiVersion = "v1", Kind = "Secret", Namespace = place, Name = mapping.Secret, Credentials = true };
}
