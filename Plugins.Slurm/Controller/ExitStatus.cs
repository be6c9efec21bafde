using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller;

/// <summary>How a batch script ended.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Signal">The signal that ended it, or 0. Slurm counts running out of memory as signal 125.</param>
internal readonly record struct ExitStatus(int Code, int Signal)
{
    /// <summary>Reads <c>code:signal</c> (sacct, scontrol) or a wait status (squeue). What cannot be read is zero.</summary>
    public static ExitStatus Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0
            ? new ExitStatus(Number(text.AsSpan(0, colon)), Number(text.AsSpan(colon + 1)))
            : FromWaitStatus(Number(text));
    }

    /// <summary>Takes apart what wait(2) gives.</summary>
    public static ExitStatus FromWaitStatus(long status) => new((int)((status >> 8) & 0xff), (int)(status & 0x7f));

    private static int Number(ReadOnlySpan<char> text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
