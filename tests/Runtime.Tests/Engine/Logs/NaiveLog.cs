using System.Text;
using Reeve.Runtime.Engine.Logs;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Logs;

/// <summary>What reading a log means, in the simplest words: everything in memory as text.</summary>
internal sealed record NaiveLog(string Time, string Stream, bool Partial, string Text)
{
    public static List<NaiveLog> Load(AttemptPaths paths) =>
        [.. paths.RotatedGenerations().Select(paths.Rotated).Append(paths.Log)
            .SelectMany(path => File.ReadAllText(path, Encoding.Latin1).Split('\n')[..^1])
            .Select(line => new NaiveLog(line[..30], line[31..37], line[38] == 'P', line[40..]))];

    public static LogQuery RandomQuery(Random random, List<NaiveLog> lines, DateTimeOffset now) => new()
    {
        Stream = (LogStream)random.Next(1, 4),
        Timestamps = random.Next(2) == 0,
        TailLines = random.Next(2) == 0 ? random.Next(lines.Count + 3) : null,
        LimitBytes = random.Next(2) == 0 ? random.Next(2000) : null,
        SinceTime = random.Next(2) == 0 ? now - TimeSpan.FromMilliseconds(random.Next(60)) : null,
    };

    public static string Read(List<NaiveLog> lines, LogQuery query)
    {
        var chosen = lines.Where(line => query.Stream == LogStream.All || line.Stream == (query.Stream == LogStream.Stdout ? "stdout" : "stderr")).ToList();
        if (query.TailLines is { } tail)
        {
            // Groups of pieces up to an end of line.
            var group = 0;
            var groups = chosen.ConvertAll(line => line.Partial ? group : group++);
            var last = chosen.Count == 0 ? 0 : groups[^1];
            chosen = [.. chosen.Where((_, i) => groups[i] > last - tail)];
        }

        var text = new StringBuilder();
        var atStart = true;
        foreach (var line in chosen.Where(line => query.SinceTime is not { } since || DateTimeOffset.Parse(line.Time) >= since))
        {
            text.Append(query.Timestamps && atStart ? line.Time + " " : "").Append(line.Text).Append(line.Partial ? "" : "\n");
            atStart = !line.Partial;
        }

        return query.LimitBytes is { } limit && text.Length > limit ? text.ToString(0, (int)limit) : text.ToString();
    }
}
