using System.Globalization;
using System.Text;
using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>How a command ended, as clients are told. Source: <c>k8s.io/apimachinery/pkg/util/remotecommand</c>.</summary>
internal static class CommandStatus
{
    public const string NonZeroExitCode = "NonZeroExitCode";
    public const string ExitCodeCause = "ExitCode";

    public static Status Success { get; } = new() { Outcome = StatusOutcomes.Success };

    /// <summary>Of a command that ran to its end.</summary>
    public static Status OfExit(int code) => code == 0 ? Success : new()
    {
        Outcome = StatusOutcomes.Failure,
        Reason = NonZeroExitCode,
        Message = string.Create(CultureInfo.InvariantCulture, $"command terminated with non-zero exit code: exit status {code}"),
        Details = new() { Causes = [new() { Reason = ExitCodeCause, Message = code.ToString(CultureInfo.InvariantCulture) }] },
    };

    /// <summary>Of a command that could not be run, or not be followed to its end.</summary>
    public static Status OfFailure(string message) => new()
    {
        Outcome = StatusOutcomes.Failure,
        Reason = StatusReasons.InternalError,
        Code = 500,
        Message = $"Internal error occurred: {message}",
        Details = new() { Causes = [new() { Message = message }] },
    };

    /// <summary>The status as a version of the protocol writes it; empty where that says nothing of a success.</summary>
    public static ReadOnlyMemory<byte> Write(Status status, string protocol) =>
        StreamProtocols.SendsStatus(protocol) ? JsonSerializer.SerializeToUtf8Bytes(status, KubernetesJson.GetTypeInfo<Status>())
        : status.Outcome == StatusOutcomes.Success ? default
        : Encoding.UTF8.GetBytes(status.Message ?? "");
}
