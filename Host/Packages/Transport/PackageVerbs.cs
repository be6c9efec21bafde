using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Transport;

/// <summary>Verbs as they are written in paths.</summary>
internal static class PackageVerbs
{
    /// <summary>Those that there are.</summary>
    public static IReadOnlyList<PackageVerb> All { get; } = [PackageVerb.Install, PackageVerb.Update, PackageVerb.Remove, PackageVerb.Rollback, PackageVerb.Restore];

    /// <summary>As it is written.</summary>
    public static string Write(PackageVerb verb) => verb.ToString().ToLowerInvariant();

    /// <summary>Reads it; <see cref="PackageVerb.Unknown"/> if it is none.</summary>
    public static PackageVerb Read(string text) => All.FirstOrDefault(verb => Write(verb) == text);
}
