using System.Buffers;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>What nginx writes of itself.</summary>
internal sealed class ErrorLog(NginxFiles files)
{
    private const long LargestFile = 10 << 20;
    private const int LongestMessage = 2000;

    private static readonly SearchValues<char> s_process = SearchValues.Create("0123456789#");

    /// <summary>Where it ends now.</summary>
    public long Position => new FileInfo(files.ErrorLog) is { Exists: true } file ? file.Length : 0;

    /// <summary>The first thing since then that kept nginx from going on; null for nothing.</summary>
    public string? FaultSince(long position) => Since(position).FirstOrDefault(line => line.Contains("[emerg]", StringComparison.Ordinal)) is { } line ? Shorten(line) : null;

    /// <summary>The last line since then; null for nothing.</summary>
    public string? LastSince(long position) => Since(position).LastOrDefault() is { } line ? Shorten(line) : null;

    /// <summary>Moves logs that have become large aside; a former one is gone then.</summary>
    /// <returns>Whether nginx has to open them anew.</returns>
    public bool Rotate()
    {
        var large = new[] { files.ErrorLog, files.AccessLog }.Where(path => new FileInfo(path) is { Exists: true, Length: > LargestFile }).ToArray();
        foreach (var path in large)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        return large.Length > 0;
    }

    /// <summary>nginx's own words for what is wrong, without time and process.</summary>
    public static string Shorten(string text)
    {
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(one => one.Contains("[emerg]", StringComparison.Ordinal)) ?? text.Trim();
        var begin = line.IndexOf("] ", StringComparison.Ordinal);
        var message = begin < 0 ? line : line[(begin + 2)..];
        var process = message.IndexOf(": ", StringComparison.Ordinal);
        message = process > 0 && message.AsSpan(0, process).ContainsAnyExcept(s_process) is false ? message[(process + 2)..] : message;
        return message.Length > LongestMessage ? message[..LongestMessage] : message;
    }

    private string[] Since(long position)
    {
        if (!File.Exists(files.ErrorLog))
        {
            return [];
        }

        using var file = new FileStream(files.ErrorLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Min(position, file.Length);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
