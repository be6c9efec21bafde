using System.Globalization;
using System.Text;
using Reeve.Benchmarks.Agents;
using Reeve.Systemd;

namespace Reeve.Benchmarks.Systemd;

/// <summary>
/// The same units as the agent's without an agent: a loop of <c>StartTransientUnit</c> over libsystemd's sd-bus, for each pod a slice and a
/// service with the same properties, a few calls in flight.
/// </summary>
internal sealed class BareUnits(SystemdManager manager, WorkDirectory work)
{
    private const int InFlight = 8;
    private const string Prefix = "reevebare";

    /// <summary>What each of the units executes: what the agent's do.</summary>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>Starts so many.</summary>
    public Task StartAsync(int count)
    {
        var spool = work.Subdirectory("bare");
        var environment = work["bare.env"];
        System.IO.File.WriteAllText(environment, "ENTRY_0=\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"\nENTRY_1=\"HOSTNAME=sleep-0\"\n");
        System.IO.File.WriteAllText(work["bare.message"], "");
        var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight };
        return Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (number, cancellationToken) =>
        {
            await manager.StartTransientUnitAsync(Slice(number), SliceProperties(number), cancellationToken);
            var result = await manager.StartTransientUnitAsync(Service(number), ServiceProperties(number, spool, environment), cancellationToken);
            if (result != "done")
            {
                throw new BenchmarkException($"a unit of the reference ended with {result}");
            }
        });
    }

    /// <summary>Stops them again.</summary>
    public Task StopAsync(int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = InFlight },
        async (number, cancellationToken) => await manager.StopUnitAsync(Slice(number), cancellationToken));

    /// <summary>The names of the settings that a unit of the reference has and one of the agent's has not, and the other way around.</summary>
    public static IReadOnlyList<string> Differences(string agentsUnit, int number = 0) =>
        [.. Settings(agentsUnit).Except(Settings(File(number))).Select(name => "+" + name), .. Settings(File(number)).Except(Settings(agentsUnit)).Select(name => "-" + name)];

    private static string File(int number) => Path.Combine("/run/systemd/transient", Service(number));

    // What systemd keeps of a transient unit.
    private static IEnumerable<string> Settings(string unit) => System.IO.File.ReadLines(unit)
        .Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0]).Distinct();

    private static string Slice(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-pod{number}.slice");

    private static string Service(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-owner-token{number}.service");

    private static List<UnitProperty> SliceProperties(int number) =>
    [
        UnitProperty.Of("Description", $"Pod default/sleep-{number}"),
        UnitProperty.Of("CPUWeight", 1UL),
        UnitProperty.Of("TasksMax", ulong.MaxValue),
    ];

    private List<UnitProperty> ServiceProperties(int number, string spool, string environment) =>
    [
        UnitProperty.Of("Description", $"Container sleep of pod default/sleep-{number}"),
        UnitProperty.Of("Slice", Slice(number)),
        UnitProperty.Of("Type", "notify"),
        UnitProperty.Of("NotifyAccess", "all"),
        UnitProperty.Of("RemainAfterExit", true),
        UnitProperty.Bytes("LogExtraFields", new[] { "REEVE_CLUSTER=0123456789abcdef", "REEVE_NODE=bench", "REEVE_POD_UID=5d4b6a3c-0000-0000-0000-000000000001", "REEVE_POD_NAMESPACE=default", "REEVE_POD_NAME=sleep-0-0", "REEVE_CONTAINER=sleep", "REEVE_ATTEMPT=0", "REEVE_PROGRAM=2F62696E2F736C656570", "REEVE_DIRECTORY=2F", "REEVE_IDENTITY=" }.Select(Encoding.UTF8.GetBytes)),
        UnitProperty.Command("ExecStart", Command[0], Command),
        UnitProperty.Of("WorkingDirectory", "/"),
        UnitProperty.Of("StandardOutputFileToAppend", Path.Combine(spool, $"{number}.stdout")),
        UnitProperty.Of("StandardErrorFileToAppend", Path.Combine(spool, $"{number}.stderr")),
        UnitProperty.EnvironmentFile(environment),
        UnitProperty.Of("OOMScoreAdjust", 1000),
        UnitProperty.Of("KillMode", "mixed"),
        UnitProperty.Of("KillSignal", 15),
        UnitProperty.Of("TimeoutStopUSec", 30_000_000UL),
        UnitProperty.Of("CPUAccounting", true),
        UnitProperty.Of("MemoryAccounting", true),
        UnitProperty.Of("TasksAccounting", true),
        UnitProperty.Of("TasksMax", ulong.MaxValue),
        UnitProperty.Of("CPUWeight", 1UL),
        UnitProperty.BindMounts(false, [(work["bare.message"], "/dev/termination-log", false)]),
    ];
}
