using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Testing;

namespace Reeve.EndToEnd.Architecture;

/// <summary>A log event's id names one message, whichever room writes it.</summary>
public sealed partial class LogEventTests
{
    private static readonly string[] Rooms = ["Abstractions", "AspNetCore", "Host", "Plugins.Process", "Plugins.Slurm", "Plugins.Systemd", "Runtime", "Shared", "TestKit"];

    [Fact]
    public void EventIds_OfAllRooms_AreUnique()
    {
        var events = Events();
        Assert.True(events.Count > 50, $"Only {events.Count} log messages were found: the scan misses them.");

        var shared = events.GroupBy(one => one.Id).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.File))}");

        Assert.Empty(shared);
    }

    [Fact]
    public void Messages_OfAllRooms_HaveAnId()
    {
        var without = Sources().Where(file =>
        {
            var text = File.ReadAllText(file);
            return Message().Count(text) != Identified().Count(text);
        });

        Assert.Empty(without);
    }

    private static List<(int Id, string File)> Events() =>
        [.. from file in Sources()
            from Match match in Identified().Matches(File.ReadAllText(file))
            select (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), Path.GetRelativePath(Repository.Root, file))];

    private static IEnumerable<string> Sources() =>
        Rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories));

    [GeneratedRegex(@"\[LoggerMessage\(")]
    private static partial Regex Message();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?([0-9]+)")]
    private static partial Regex Identified();
}
