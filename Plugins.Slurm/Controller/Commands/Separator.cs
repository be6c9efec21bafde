using System.Security.Cryptography;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>
/// What stands between the columns of Slurm's listings: random, so that no job's name, comment or reason can contain it. A line with the right
/// number of separators is therefore one whole record, whatever users wrote.
/// </summary>
internal static class Separator
{
    /// <summary>Makes one: letters and digits, between signs that neither a shell nor Slurm's format options give a meaning to.</summary>
    public static string New() => $"~{RandomNumberGenerator.GetHexString(8, lowercase: true)}~";

    /// <summary>The columns of each whole record; lines that are none are left out.</summary>
    public static IEnumerable<string[]> Records(string text, string separator, int columns)
    {
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(separator);
            if (fields.Length == columns + 1 && fields[^1].Length == 0)
            {
                yield return fields;
            }
        }
    }
}
