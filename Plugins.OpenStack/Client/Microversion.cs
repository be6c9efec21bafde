using System.Globalization;

namespace Reeve.Plugins.OpenStack.Client;

/// <summary>A version of a service's API, such as 2.90.</summary>
internal readonly record struct Microversion(int Major, int Minor) : IComparable<Microversion>
{
    public static bool operator <(Microversion a, Microversion b) => a.CompareTo(b) < 0;

    public static bool operator >(Microversion a, Microversion b) => a.CompareTo(b) > 0;

    public static bool operator <=(Microversion a, Microversion b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Microversion a, Microversion b) => a.CompareTo(b) >= 0;

    /// <summary>Reads one; null: it is none, as services say who have no microversions.</summary>
    public static Microversion? TryParse(string? text) =>
        text?.Split('.') is [var major, var minor] &&
        int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first) &&
        int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? new Microversion(first, second) : null;

    /// <inheritdoc/>
    public int CompareTo(Microversion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
