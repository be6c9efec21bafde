namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>Quotes a word for a POSIX shell: inside single quotes nothing is special but the quote itself.</summary>
internal static class ShellQuote
{
    public static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
