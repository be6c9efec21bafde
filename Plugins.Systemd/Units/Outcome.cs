using System.Globalization;
using System.Runtime.InteropServices;
using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>What the engine is told about a unit.</summary>
internal static class Outcome
{
    private const int Exited = 1; // CLD_EXITED
    private const int SignalBase = 128;
    private const int CannotStart = 128;
    private const int Killed = 9;
    private const int ExecFailed = 203;
    private const int NoEntry = 2; // ENOENT

    public static ContainerObservation Running(UnitFields fields, UnitState state) => new()
    {
        Id = fields.Id,
        State = ContainerRunState.Running,
        StartedAt = state.Started,
        ProcessId = state.MainPid > 0 ? state.MainPid : null,
        BackendId = UnitNames.Service(fields.Id),
    };

    /// <summary>An attempt that is over.</summary>
    public static ContainerObservation Ended(UnitFields fields, UnitState state, DateTimeOffset now)
    {
        var observation = new ContainerObservation
        {
            Id = fields.Id,
            State = ContainerRunState.Terminated,
            StartedAt = state.NeverRan ? null : state.Started,
            FinishedAt = state.Finished ?? now,
            BackendId = UnitNames.Service(fields.Id),
        };
        if (fields.Problem is { } problem)
        {
            return observation with { StartedAt = null, ExitCode = CannotStart, Reason = "ContainerCannotRun", Message = problem };
        }

        if (state.NeverRan)
        {
            var exec = state is { Code: Exited, Status: ExecFailed };
            return observation with
            {
                ExitCode = CannotStart,
                Reason = exec ? "StartError" : "ContainerCannotRun",
                Message = exec ? DescribeExec(fields, state) : DescribeFailure(state),
            };
        }

        if (state.Code == Exited)
        {
            return observation with { ExitCode = state.Status };
        }

        return observation with
        {
            ExitCode = SignalBase + state.Status,
            Signal = state.Status,
            OomKilled = state.Result == "oom-kill" || (state.Status == Killed && state.CheckFoundOom),
        };
    }

    /// <summary>An attempt whose unit is gone, or ended without a trace of its process.</summary>
    public static ContainerObservation Lost(ContainerObservation last, DateTimeOffset now) => last with
    {
        State = ContainerRunState.Terminated,
        FinishedAt = now,
        ExitCode = SignalBase + Killed,
        Reason = "ContainerStatusUnknown",
        Message = "The container's unit was stopped and unloaded by somebody else, or the machine was started again.",
        ProcessId = null,
    };

    // In the words that container runtimes use.
    private static string DescribeExec(UnitFields fields, UnitState state)
    {
        var program = fields.GivenProgram;
        if (state.Problem is { } problem)
        {
            var missing = problem.Error == NoEntry && !program.Contains('/', StringComparison.Ordinal);
            return $"exec: \"{program}\": {(missing ? "executable file not found in $PATH" : Describe(problem.Error))}";
        }

        if (!program.Contains('/', StringComparison.Ordinal))
        {
            return $"exec: \"{program}\": executable file not found in $PATH";
        }

        return File.Exists(Path.GetFullPath(program, fields.WorkingDirectory)) ? $"exec: \"{program}\": permission denied, or no executable format" : $"exec: \"{program}\": no such file or directory";
    }

    // See systemd.exec(5), "process exit codes".
    private static string DescribeFailure(UnitState state) => state switch
    {
        { Problem: { } problem } => $"Cannot {problem.Words}: {Describe(problem.Error)}.",
        { Code: Exited, Status: 200 } => "The working directory cannot be entered.",
        { Code: Exited, Status: 216 } => "The group cannot be taken on.",
        { Code: Exited, Status: 217 } => "The user cannot be taken on.",
        { Code: Exited, Status: 218 } => "The capabilities cannot be taken on.",
        { Code: Exited, Status: 226 } => "The container's mounts cannot be made.",
        { Code: Exited, Status: 209 or 222 } => "The container's log files cannot be opened.",
        { Code: Exited, Status: 219 } => "The container's control group cannot be entered.",
        _ => string.Create(CultureInfo.InvariantCulture, $"systemd cannot start the unit: {state.Result} (code {state.Code}, status {state.Status})."),
    };

    private static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error) is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text[1..] : $"error {error}";
}
