using System.Globalization;
using System.Text;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Progress;

/// <summary>Reads the status file that a job writes; the format is in <c>state.sh</c>. Pure.</summary>
internal static class StatusFile
{
    private const string Version = "1";
    private const string None = "-";

    /// <summary>Reads it.</summary>
    /// <returns>Null if it is of another version, or not all there.</returns>
    public static PodProgress? Parse(ReadOnlySpan<byte> text)
    {
        var lines = Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        if (lines is not [["reeve-status", Version, var job, var requeues, var sequence], .., ["end", var last]] || last != sequence
            || Number(job) is not { } jobId || Number(requeues) is not { } requeued || Number(sequence) is not { } number)
        {
            return null;
        }

        var progress = new PodProgress { JobId = jobId, Requeues = (int)requeued, Sequence = number };
        var containers = new List<ContainerReport>();
        var events = new List<(long, PodEvent)>();
        foreach (var line in lines)
        {
            switch (line)
            {
                case ["pod", var started, var ended, var host, var addresses]:
                    progress = progress with { StartedAt = Time(started), HasEnded = ended == "1", Host = Value(host) ?? "", Addresses = Value(addresses)?.Split(',') ?? [] };
                    break;
                case ["interrupted"]:
                    progress = progress with { IsInterrupted = true };
                    break;
                case ["failure", var reason, var message]:
                    progress = progress with { Failure = new PodFailure { Reason = reason, Message = Decode(message) } };
                    break;
                case ["container", var name, var attempt, var state, var reason, var code, var signal, var started, var finished, var begun, var ready, var message, var instance]:
                    containers.Add(Attempt(name, attempt, StateOf(state), reason, code, signal, started, finished, message) with
                    {
                        Started = begun == "1",
                        Ready = ready == "1",
                        BackendId = Value(instance) is { } id ? $"slurm://{jobId.ToString(CultureInfo.InvariantCulture)}/{id}" : null,
                    });
                    break;
                case ["last", var name, var attempt, var reason, var code, var signal, var started, var finished, var message] when containers is [.., var current] && current.Name == name:
                    containers[^1] = current with { Last = Attempt(name, attempt, ContainerRunState.Terminated, reason, code, signal, started, finished, message) };
                    break;
                case ["event", var count, var at, var type, var reason, var container, var message] when Time(at) is { } time && Number(count) is { } order:
                    events.Add((order, new PodEvent { Reason = reason, Message = Decode(message) ?? reason, Warning = type == "Warning", Container = Value(container), Time = time }));
                    break;
            }
        }

        return progress with { Containers = containers, Events = events };
    }

    private static ContainerReport Attempt(
        string name, string attempt, ContainerRunState state, string reason, string code, string signal, string started, string finished, string message) => new()
    {
        Name = name,
        Attempt = (int)(Number(attempt) ?? 0),
        State = state,
        Reason = Value(reason),
        Message = Decode(message),
        ExitCode = (int)(Number(code) ?? 0),
        Signal = (int)(Number(signal) ?? 0),
        StartedAt = Time(started),
        FinishedAt = Time(finished),
    };

    private static ContainerRunState StateOf(string state) => state switch
    {
        "waiting" or "starting" => ContainerRunState.Waiting,
        "running" => ContainerRunState.Running,
        "terminated" => ContainerRunState.Terminated,
        _ => ContainerRunState.Unknown,
    };

    private static string? Value(string word) => word == None ? null : word;

    private static long? Number(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Time(string microseconds) => Number(microseconds) is { } number and < 253_402_300_799_000_000
        ? DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond)
        : null;

    private static string? Decode(string word)
    {
        var bytes = new byte[word.Length];
        return word != None && Convert.TryFromBase64String(word, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
