using System.Globalization;
using System.Text;
using Reeve.Containers;
using Reeve.Plugins.Slurm.Users;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Reads what jobs wrote of the use of their containers when they were last asked, and asks them anew.</summary>
internal static class UsageFiles
{
    // For sh; its arguments are the directory of pods and names in it.
    private const string Script = """
        umask 077
        cd -- "$1" || exit 0
        shift
        for token; do
          if [ -d "$token/control" ]; then : >"$token/control/usage"; fi
          if [ -f "$token/usage" ]; then printf 'pod %s\n' "$token"; cat -- "$token/usage"; fi
        done
        """;

    // Nobody asked for so long: it tells nothing of now.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    /// <summary>Reads them.</summary>
    /// <param name="user">Whose pods they are.</param>
    /// <param name="pods">The pods, with what runs of them.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<IReadOnlyList<PodStats>> ReadAsync(
        RemoteUser user, IReadOnlyList<(PodId Id, IReadOnlyList<ContainerReport> Containers)> pods, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await user.Shell.RunAsync(
            new RemoteCommand
            {
                Arguments = ["sh", "-s", "--", user.Root, .. pods.Select(pod => pod.Id.Token)],
                StandardInput = Encoding.UTF8.GetBytes(Script),
            },
            cancellationToken);
        var usage = Parse(result.OutputText).Where(line => now - line.Time < MaxAge).ToLookup(line => line.Token, StringComparer.Ordinal);
        return [.. pods.Select(pod => Stats(pod.Id, pod.Containers, [.. usage[pod.Id.Token]])).Where(stats => stats.Containers.Count > 0)];
    }

    /// <summary>Reads what the script prints.</summary>
    public static IEnumerable<ContainerUsage> Parse(string text)
    {
        var (token, time) = ("", default(DateTimeOffset?));
        foreach (var line in text.Split('\n'))
        {
            switch (line.Split(' '))
            {
                case ["pod", var name]:
                    (token, time) = (name, null);
                    break;
                case ["usage", "1", var micros] when Number(micros) is { } at and < 253_402_300_799_000_000:
                    time = DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond);
                    break;
                case ["container", var name, var attempt, var cpu, var memory]
                    when time is { } then && Number(attempt) is { } number and <= int.MaxValue && Number(cpu) is { } milliseconds and < int.MaxValue * 1000L && Number(memory) is { } bytes:
                    yield return new ContainerUsage
                    {
                        Token = token, Time = then, Container = name, Attempt = (int)number, Cpu = TimeSpan.FromMilliseconds(milliseconds), Memory = bytes,
                    };
                    break;
            }
        }
    }

    private static PodStats Stats(PodId id, IReadOnlyList<ContainerReport> containers, IReadOnlyList<ContainerUsage> usage) => new()
    {
        Id = id,
        Containers =
        [
            .. from container in containers
               from used in usage
               where used.Container == container.Name && used.Attempt == container.Attempt
               select new ContainerStats
               {
                   Name = container.Name,
                   Time = used.Time,
                   StartedAt = container.StartedAt,
                   CpuTime = used.Cpu,
                   MemoryWorkingSetBytes = used.Memory,
                   MemoryRssBytes = used.Memory,
               },
        ],
    };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
