using System.Globalization;
using System.Text;

namespace Reeve.Systemd.Bus;

/// <summary>Paths of units' objects: every character but ASCII letters and digits is <c>_xx</c>; see sd_bus_path_encode(3).</summary>
internal static class UnitPath
{
    private const string Units = ManagerCalls.Root + "/unit/";

    /// <summary>The path of a unit, or what the paths of units begin with whose names begin so.</summary>
    public static string Of(string unit)
    {
        var path = new StringBuilder(Units);
        for (var i = 0; i < unit.Length; i++)
        {
            var plain = char.IsAsciiLetter(unit[i]) || (char.IsAsciiDigit(unit[i]) && i > 0);
            path = plain ? path.Append(unit[i]) : path.Append(CultureInfo.InvariantCulture, $"_{(int)unit[i]:x2}");
        }

        return path.ToString();
    }

    /// <summary>The unit of a path, the opposite of <see cref="Of"/>; empty if it is the path of none.</summary>
    public static string UnitOf(string path)
    {
        if (!path.StartsWith(Units, StringComparison.Ordinal))
        {
            return "";
        }

        var unit = new StringBuilder();
        for (var i = Units.Length; i < path.Length; i++)
        {
            if (path[i] == '_' && i + 2 < path.Length && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.HexNumber, null, out var code))
            {
                unit.Append((char)code);
                i += 2;
            }
            else
            {
                unit.Append(path[i]);
            }
        }

        return unit.ToString();
    }
}
