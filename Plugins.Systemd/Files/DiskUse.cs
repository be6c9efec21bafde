using System.Diagnostics;
using System.Globalization;

namespace Reeve.Plugins.Systemd.Files;

/// <summary>Measures directories by du(1): one process for all of them, however deep they are and whatever their names.</summary>
internal static class DiskUse
{
    /// <summary>Bytes on disk of each directory that is there.</summary>
    /// <exception cref="ProviderException">They cannot be measured.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> MeasureAsync(IEnumerable<string> directories, CancellationToken cancellationToken)
    {
        var present = directories.Where(Directory.Exists).ToList();
        if (present.Count == 0)
        {
            return new Dictionary<string, long>();
        }

        using var process = Process.Start(new ProcessStartInfo("du", ["--summarize", "--one-file-system", "--block-size=1", "--", .. present])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new ProviderException(ErrorReason.Transient, "du(1) cannot be started.");

        // It says of what goes away meanwhile that it cannot be read; the rest is counted.
        var problems = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await problems;
        await process.WaitForExitAsync(cancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t', 2))
            .Where(static words => words.Length == 2).ToDictionary(static words => words[1], static words => long.Parse(words[0], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
