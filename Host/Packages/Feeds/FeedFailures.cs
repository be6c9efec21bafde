using System.Net;
using NuGet.Packaging.Core;
using NuGet.Protocol.Core.Types;

namespace Reeve.Host.Packages.Feeds;

/// <summary>What a failure of a source means for whoever asked.</summary>
internal static class FeedFailures
{
    /// <summary>The failure in a sentence; null for one that is not the source's.</summary>
    public static ProviderException? Of(PackageFeed feed, Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ProviderException told)
            {
                return told;
            }

            if (cause is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden })
            {
                return new ProviderException(
                    ErrorReason.Denied, $"The source {feed} does not let this agent in; give it credentials in packageSourceCredentials of NuGet.Config.", exception) { Field = "source" };
            }
        }

        return exception is NuGetProtocolException or PackagingException or HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException
            ? new ProviderException(ErrorReason.Transient, $"The source {feed} cannot be used: {Innermost(exception).Message}", exception) { Field = "source" }
            : null;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
