using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>
/// Makes an exception of a plugin one of the host. Nothing of the original is kept: its type, its inner exceptions and even its stack
/// trace would hold the plugin's code in memory.
/// </summary>
internal static class CallFailure
{
    public static ProviderException Translate(Exception exception, string provider, string operation) => exception switch
    {
        ProviderException known => new ProviderException(known.Reason, known.Message) { Field = known.Field, RetryAfter = known.RetryAfter },
        OperationCanceledException => new ProviderException(ErrorReason.Transient, $"The provider {provider} gave up {operation} on its own; it is tried again."),
        _ => new ProviderException(ErrorReason.Unknown, $"The provider {provider} failed in {operation}: {exception.GetType().Name}: {exception.Message}"),
    };

    public static ProviderException Late(string provider, string operation, TimeSpan deadline) => new(
        ErrorReason.Transient, $"The provider {provider} did not answer {operation} within {deadline.TotalSeconds:0.#} s; it is tried again.");

    public static ProviderException Replaced(string provider, string operation) => new(
        ErrorReason.Transient, $"The plugin of {provider} was replaced during {operation}; try again.");

    /// <summary>For <c>error.type</c>.</summary>
    public static string TypeName(ErrorReason reason) => reason switch
    {
        ErrorReason.NotFound => "not_found",
        ErrorReason.Invalid => "invalid",
        ErrorReason.Unsupported => "unsupported",
        ErrorReason.Conflict => "conflict",
        ErrorReason.Transient => "transient",
        ErrorReason.Exhausted => "exhausted",
        ErrorReason.Denied => "denied",
        _ => "fault",
    };
}
