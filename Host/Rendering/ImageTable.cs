using System.Globalization;
using Reeve.Runtime.Images;

namespace Reeve.Host.Rendering;

/// <summary>Images in columns, a row for each name.</summary>
internal static class ImageTable
{
    private const int ShortId = 12;
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Writes images.</summary>
    public static void Write(IReadOnlyList<StoredImage> images, bool wide, TimeProvider time, TextWriter output)
    {
        var table = new TextTable(["NAME", "ID", "SIZE", "USED", "AGE"]);
        foreach (var image in images)
        {
            // Digests are names too, and long ones.
            var names = image.Names.Where(name => wide || !name.Contains('@', StringComparison.Ordinal)).DefaultIfEmpty("<none>");
            foreach (var name in names)
            {
                var id = image.Id[(image.Id.IndexOf(':', StringComparison.Ordinal) + 1)..];
                table.Add([name, wide || id.Length <= ShortId ? id : id[..ShortId], Size(image.SizeBytes), image.InUse ? "yes" : "no", Age.Since(image.CreatedAt, time)]);
            }
        }

        table.WriteTo(output);
    }

    /// <summary>A number of bytes for people: <c>512 B</c>, <c>1.5 MiB</c>.</summary>
    public static string Size(long bytes)
    {
        var size = (double)bytes;
        var unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return size.ToString(unit == 0 || size >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
