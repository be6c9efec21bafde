namespace Reeve.Distributions.Machine;

/// <summary>Turns swap off and on again in <c>/etc/fstab</c>. Pure. Source: fstab(5).</summary>
public static class Fstab
{
    /// <summary>Begins a line that was turned off, so that only those are turned on again.</summary>
    private const string Mark = "#reeve:swap# ";

    /// <summary>The file with its swap lines turned off; everything else stays as it is, byte for byte.</summary>
    /// <param name="content">The file.</param>
    public static string WithoutSwap(string content) => Change(content, line => IsSwap(line) ? Mark + line : line);

    /// <summary>The file with the lines turned on again that <see cref="WithoutSwap"/> had turned off, whatever else has changed meanwhile.</summary>
    /// <param name="content">The file.</param>
    public static string WithSwap(string content) => Change(content, line => line.StartsWith(Mark, StringComparison.Ordinal) ? line[Mark.Length..] : line);

    private static string Change(string content, Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(content);
        return string.Join('\n', content.Split('\n').Select(change));
    }

    private static bool IsSwap(string line)
    {
        var fields = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 3 && !fields[0].StartsWith('#') && fields[2] == "swap";
    }
}
