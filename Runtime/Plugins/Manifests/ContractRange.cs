using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>
/// The contract versions that a plugin works with: <c>0.1</c> (from 0.1 on within major 0) or <c>0.1-0.3</c> (both inclusive).
/// </summary>
internal sealed partial record ContractRange(int Major, int Minor, int? LastMinor)
{
    public static ContractRange? TryParse(string text)
    {
        var match = Grammar().Match(text);
        if (!match.Success || !Number(match.Groups[1], out var major) || !Number(match.Groups[2], out var minor))
        {
            return null;
        }

        if (!match.Groups[3].Success)
        {
            return new ContractRange(major, minor, null);
        }

        return Number(match.Groups[3], out var lastMajor) && Number(match.Groups[4], out var lastMinor)
            && lastMajor == major && lastMinor >= minor
            ? new ContractRange(major, minor, lastMinor)
            : null;

        static bool Number(Group group, out int value) =>
            int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Why this host does not fit, or null if it does.</summary>
    public string? Incompatibility()
    {
        if (Major == ContractVersion.Major && Minor <= ContractVersion.Minor && !(LastMinor < ContractVersion.Minor))
        {
            return null;
        }

        var newer = Major > ContractVersion.Major || (Major == ContractVersion.Major && Minor > ContractVersion.Minor);
        return $"It needs contract {this}, this host has {ContractVersion.Text}; "
            + (newer ? "update the host." : "get a newer release of the plugin.");
    }

    public override string ToString() => LastMinor is null ? $"{Major}.{Minor}" : $"{Major}.{Minor}-{Major}.{LastMinor}";

    [GeneratedRegex(@"^([0-9]{1,6})\.([0-9]{1,6})(?:-([0-9]{1,6})\.([0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
