namespace Reeve.Runtime.Images.Deb;

/// <summary>A package that is installed on the machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record InstalledPackage(string Name, string Version)
{
    /// <summary>Names it in statuses.</summary>
    public string Id => $"deb:{Name}={Version}";

    /// <summary>The package that an id names; null if it is none.</summary>
    public static string? NameIn(string id) =>
        id.StartsWith("deb:", StringComparison.Ordinal) && id.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? id["deb:".Length..equals] : null;
}
