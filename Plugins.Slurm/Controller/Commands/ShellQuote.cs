using System.Text;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Quotes for POSIX shells: what comes out is one word whose value is what went in, byte for byte.</summary>
internal static class ShellQuote
{
    /// <summary>Appends a word.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it holds NUL, which no argument can.</exception>
    public static StringBuilder AppendWord(this StringBuilder script, string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProviderException(ErrorReason.Invalid, "An argument of a command of Slurm holds a NUL character, which cannot be passed.");
        }

        return script.Append('\'').Append(value.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'');
    }
}
