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
    private const int Kill = 9;
    private const string Prefix = "reevebare";
    private const string Notify = "/run/systemd/notify";

    private static readonly HashSet<string> Taken = ["ExecStart", "BindPaths", "BindReadOnlyPaths", "TimeoutStopUSec"];

    private IReadOnlyDictionary<string, object> _model = new Dictionary<string, object>();
    private IReadOnlyList<string> _settings = [];

    /// <summary>Takes over what a pod of the agent's executes and mounts, and remembers its settings.</summary>
    /// <param name="service">Its service.</param>
    /// <param name="slice">Its slice.</param>
    public async Task LearnAsync(string service, string slice)
    {
        _model = await manager.GetUnitAsync(service, Taken, CancellationToken.None) ?? throw new BenchmarkException($"{service} is not loaded");
        _settings = [.. UnitFile.Settings(service), .. UnitFile.Settings(slice)];
    }

    /// <summary>Starts so many.</summary>
    public Task StartAsync(int count)
    {
        var spool = work.Subdirectory("bare");
        var environment = work["bare.env"];
        File.WriteAllText(environment, "ENTRY_0=\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"\nENTRY_1=\"HOSTNAME=sleep-0\"\n");
        var mounts = new[] { Mounts("BindPaths", readOnly: false), Mounts("BindReadOnlyPaths", readOnly: true) }.OfType<UnitProperty>().ToList();
        return ForEachAsync(count, async (number, cancellationToken) =>
        {
            await manager.StartTransientUnitAsync(Slice(number), SliceProperties(number), cancellationToken);
            var result = await manager.StartTransientUnitAsync(
                Service(number), [.. ServiceProperties(number, spool, environment), .. mounts], cancellationToken);
            if (result != "done")
            {
                throw new BenchmarkException($"a unit of the reference ended with {result}");
            }
        });
    }

    /// <summary>Stops them again.</summary>
    public Task StopAsync(int count) => ForEachAsync(count, async (number, cancellationToken) =>
    {
        await manager.KillUnitAsync(Service(number), UnitProcesses.All, Kill, cancellationToken);
        await manager.StopUnitAsync(Slice(number), cancellationToken);
        try
        {
            await manager.ResetFailedUnitAsync(Service(number), cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // It was stopped before it was seen to be killed.
        }
    });

    /// <summary>It must do what the agent does, or the ratio says nothing.</summary>
    /// <exception cref="BenchmarkException">It has other settings.</exception>
    public void Check()
    {
        IReadOnlyList<string> own = [.. UnitFile.Settings(Service(0)), .. UnitFile.Settings(Slice(0))];
        if (!own.SequenceEqual(_settings))
        {
            throw new BenchmarkException($"the reference's units have other settings than the agent's: {string.Join(' ', own)} instead of {string.Join(' ', _settings)}");
        }
    }

    private static Task ForEachAsync(int count, Func<int, CancellationToken, ValueTask> act) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, act);

    // Of its own, for the agent removes those of its pods.
    private UnitProperty? Mounts(string property, bool readOnly)
    {
        var mounts = ((object[])_model.GetValueOrDefault(property, Array.Empty<object>())).Cast<object[]>().Select((mount, i) =>
        {
            var (source, target) = ((string)mount[0], (string)mount[1]);
            var own = work[string.Create(CultureInfo.InvariantCulture, $"bare.{property}.{i}")];
            if (source == Notify)
            {
                return (source, target, false);
            }

            if (!Directory.Exists(target))
            {
                File.WriteAllText(own, "");
            }
            else if (!Directory.Exists(own))
            {
                Directory.CreateDirectory(Path.Combine(own, "systemd"));
                File.WriteAllText(Path.Combine(own, "systemd", "notify"), "");
            }

            return (own, target, false);
        }).ToList();
        return mounts.Count > 0 ? UnitProperty.BindMounts(readOnly, mounts) : null;
    }

    private static string Slice(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-pod{number}.slice");

    private static string Service(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-owner-token{number}.service");

    private static List<UnitProperty> SliceProperties(int number) =>
    [
        UnitProperty.Of("Description", $"Pod default/sleep-{number}"),
        UnitProperty.Of("CPUWeight", 1UL),
        UnitProperty.Of("CPUQuotaPerSecUSec", ulong.MaxValue),
        UnitProperty.Of("MemoryMax", ulong.MaxValue),
        UnitProperty.Of("MemorySwapMax", 0UL),
        UnitProperty.Of("TasksMax", ulong.MaxValue),
        .. GroupMemory.IsUnified ? [UnitProperty.Of("MemoryMin", 0UL)] : Array.Empty<UnitProperty>(),
    ];

    private List<UnitProperty> ServiceProperties(int number, string spool, string environment)
    {
        var command = ((object[])((object[])((object[])_model["ExecStart"])[0])[1]).Cast<string>().ToList();
        return
        [
            UnitProperty.Of("Description", $"Container sleep of pod default/sleep-{number}"),
            UnitProperty.Of("Slice", Slice(number)),
            UnitProperty.Of("Type", "notify"),
            UnitProperty.Of("NotifyAccess", "all"),
            UnitProperty.Of("RemainAfterExit", true),
            UnitProperty.Bytes("LogExtraFields", new[] { "REEVE_CLUSTER=0123456789abcdef", "REEVE_NODE=bench", "REEVE_POD_UID=5d4b6a3c-0000-0000-0000-000000000001", "REEVE_POD_NAMESPACE=default", "REEVE_POD_NAME=sleep-0-0", "REEVE_CONTAINER=sleep", "REEVE_ATTEMPT=0", "REEVE_PROGRAM=2F62696E2F736C656570", "REEVE_DIRECTORY=2F", "REEVE_IDENTITY=2F" }.Select(Encoding.UTF8.GetBytes)),
            UnitProperty.Command("ExecStart", command[0], command),
            UnitProperty.Of("WorkingDirectory", "/"),
            UnitProperty.Of("StandardOutputFileToAppend", Path.Combine(spool, $"{number}.stdout")),
            UnitProperty.Of("StandardErrorFileToAppend", Path.Combine(spool, $"{number}.stderr")),
            UnitProperty.EnvironmentFile(environment),
            UnitProperty.Of("OOMScoreAdjust", 1000),
            UnitProperty.Of("OOMPolicy", "kill"),
            UnitProperty.Of("KillMode", "mixed"),
            UnitProperty.Of("KillSignal", 15),
            UnitProperty.Of("TimeoutStopUSec", (ulong)_model["TimeoutStopUSec"]),
            UnitProperty.Of("CPUAccounting", true),
            UnitProperty.Of("MemoryAccounting", true),
            UnitProperty.Of("TasksAccounting", true),
            UnitProperty.Of("TasksMax", ulong.MaxValue),
            UnitProperty.Of("CPUWeight", 1UL),
            .. GroupMemory.IsUnified ? [UnitProperty.Of("MemoryMin", 0UL), UnitProperty.Of("MemoryHigh", ulong.MaxValue)] : Array.Empty<UnitProperty>(),
        ];
    }
}
