using System.Globalization;
using Reeve.Kubernetes;

namespace Reeve.Host.Rendering;

/// <summary>The state of a container in a line.</summary>
internal static class StateText
{
    /// <summary>Says what state a container is in; null for none.</summary>
    public static string? Of(ContainerState state) => state switch
    {
        { Running: { } running } => $"Running since {running.StartedAt}",
        { Terminated: { } ended } => string.Create(
            CultureInfo.InvariantCulture,
            $"Terminated ({ended.Reason}), exit code {ended.ExitCode}{Signal(ended)}, {Span(ended)}{More(ended.Message)}"),
        { Waiting: { } waiting } => $"Waiting ({waiting.Reason}){More(waiting.Message)}",
        _ => null,
    };

    // What never started has no start.
    private static string Span(ContainerStateTerminated ended) =>
        ended.StartedAt is { } start ? $"from {start} to {ended.FinishedAt}" : $"at {ended.FinishedAt}";

    private static string Signal(ContainerStateTerminated ended) =>
        ended.Signal is > 0 and var signal ? string.Create(CultureInfo.InvariantCulture, $", signal {signal}") : "";

    private static string More(string? message) => string.IsNullOrEmpty(message) ? "" : ": " + message.Trim();
}
