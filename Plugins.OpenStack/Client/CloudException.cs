using System.Net;

namespace Reeve.Plugins.OpenStack.Client;

/// <summary>A call to a cloud failed. The message names call, cause and request id, and holds no secret.</summary>
internal sealed class CloudException : Exception
{
    /// <summary>Creates a failure.</summary>
    public CloudException()
        : this("The cloud failed without a message.")
    {
    }

    /// <summary>Creates a failure.</summary>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause.</param>
    public CloudException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What the core decides by.</summary>
    public required ErrorReason Reason { get; init; }

    /// <summary>The service that was asked.</summary>
    public CloudService? Service { get; init; }

    /// <summary>What it answered; null: nothing.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The service's own word for the error, where it has one: <c>OverQuota</c>, <c>SecurityGroupInUse</c>, <c>badRequest</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The id by which the service's logs know the call.</summary>
    public string? RequestId { get; init; }

    /// <summary>When it makes sense to ask again, where the service said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether something was to be made or changed and may have been: the answer was lost, or the service failed at an unknown point. Look for what was
    /// to be made before asking again.
    /// </summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>The failure as providers throw it.</summary>
    public ProviderException ToProviderException() => new(Reason, Message, InnerException) { RetryAfter = RetryAfter };
}
