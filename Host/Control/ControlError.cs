namespace Reeve.Host.Control;

/// <summary>A failure as it goes over the socket.</summary>
internal sealed record ControlError
{
    /// <summary>What clients decide by.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Makes one of a failure.</summary>
    public static ControlError Of(ProviderException exception) => new() { Reason = exception.Reason.ToString(), Message = exception.Message };

    /// <summary>The failure again.</summary>
    public ProviderException ToException() =>
        new(Enum.TryParse<ErrorReason>(Reason, out var reason) ? reason : ErrorReason.Unknown, Message);
}
