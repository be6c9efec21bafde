namespace Reeve.Plugins;

/// <summary>
/// The version of these contracts. A host accepts a plugin whose contract has the same major and a minor that is not above
/// its own. While the major is 0 the contracts may still change in a minor.
/// </summary>
public static class ContractVersion
{
    /// <summary>Incompatible changes.</summary>
    public const int Major = 0;

    /// <summary>Additions: new capability interfaces, new properties with defaults.</summary>
    public const int Minor = 1;

    /// <summary>As written in <c>plugin.json</c>: <c>major.minor</c>.</summary>
    public const string Text = "0.1";
}
