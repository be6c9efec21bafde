using System.Collections.Frozen;
using System.Globalization;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>What systemd says of a service at one moment.</summary>
internal sealed record UnitState
{
    private const int Exited = 1; // CLD_EXITED
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>The properties that are read.</summary>
    public static FrozenSet<string> Wanted { get; } = new[]
    {
        "ActiveState", "SubState", "Result", "MainPID", "ExecMainCode", "ExecMainStatus", "ExecMainStartTimestamp",
        "ExecMainExitTimestamp", "ActiveEnterTimestamp", "InactiveEnterTimestamp", "ControlGroup", "LogExtraFields", "ExecStopPost",
        "StatusText",
    }.ToFrozenSet();

    /// <summary>The properties whose changes may tell of an end.</summary>
    public static FrozenSet<string> Watched { get; } = new[] { "ActiveState", "SubState" }.ToFrozenSet();

    public required IReadOnlyDictionary<string, object> Properties { get; init; }

    /// <summary>
    /// A service as it began to run, from what the manager told meanwhile; null if that does not say it, and the unit has to be read. A job that is done says that the
    /// program was executed. Which states were told says nothing: the last one may come after the end of the job, and be that of a program which has ended already.
    /// </summary>
    public static UnitState? Begun(UnitStart start)
    {
        var state = new UnitState { Properties = start.Told.Where(pair => pair.Key is not ("ActiveState" or "SubState")).ToDictionary() };
        return start.Result == "done" && state is { MainPid: > 0, Started: not null } ? state : null;
    }

    public int MainPid => (int)(uint)Properties.GetValueOrDefault("MainPID", 0U);

    public string ControlGroup => Text("ControlGroup");

    public string Result => Text("Result");

    /// <summary>One of CLD_EXITED (1), CLD_KILLED (2), CLD_DUMPED (3), see sigaction(2); 0 while it runs.</summary>
    public int Code => (int)Properties.GetValueOrDefault("ExecMainCode", 0);

    public int Status => (int)Properties.GetValueOrDefault("ExecMainStatus", 0);

    public DateTimeOffset? Started => Time("ExecMainStartTimestamp");

    public DateTimeOffset? Finished => Time("ExecMainExitTimestamp") ?? Time("InactiveEnterTimestamp");

    /// <summary>
    /// Whether its program was never executed. A service of type exec becomes active by that, but not if the program ended before
    /// systemd took notice; what systemd's own preparation exits with tells them apart, see systemd.exec(5).
    /// </summary>
    public bool NeverRan => HasEnded && Time("ActiveEnterTimestamp") is null && (Code == 0 || (Code == Exited && Status is >= 200 and <= 245));

    /// <summary>What the entry program could not do: the number of an error, and words; null if it did all.</summary>
    public (int Error, string Words)? Problem => Text("StatusText").Split(' ', 2) is [var number, var words]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var error) ? (error, words) : null;

    public bool HasEnded => Text("ActiveState") is "failed" or "inactive" || Text("SubState") == "exited";

    public bool HasFailed => Text("ActiveState") == "failed";

    /// <summary>Whether the check after its end found that the kernel had killed a process of it for want of memory.</summary>
    public bool CheckFoundOom => FirstCommand("ExecStopPost") is { } command && (int)command[^2] == 1 && (int)command[^1] == 0;

    private object[]? FirstCommand(string property) =>
        Properties.GetValueOrDefault(property) is object[] { Length: > 0 } commands ? (object[])commands[0] : null;

    private string Text(string property) => (string)Properties.GetValueOrDefault(property, "");

    private DateTimeOffset? Time(string property) =>
        Properties.GetValueOrDefault(property) is ulong and > 0 and var microseconds
            ? DateTimeOffset.UnixEpoch.AddTicks((long)microseconds * TicksPerMicrosecond)
            : null;
}
