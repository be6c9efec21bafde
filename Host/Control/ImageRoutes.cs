using Microsoft.AspNetCore.Http;

namespace Reeve.Host.Control;

/// <summary>The part of the control API that is about images.</summary>
internal static class ImageRoutes
{
    /// <summary>Handles a request below <c>/v1/images</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="images">Answers.</param>
    /// <param name="verb">What is behind <c>/v1/images</c>: nothing, <c>load</c>, <c>pull</c> or <c>prune</c>.</param>
    public static async Task HandleAsync(HttpContext context, IAgentImages images, string verb)
    {
        var cancellationToken = context.RequestAborted;
        switch (context.Request.Method, verb)
        {
            case ("GET", ""):
                await WriteAsync(context, await images.ListAsync(cancellationToken));
                break;
            case ("POST", "load"):
                var path = Required(context, "path");
                if (!Path.IsPathFullyQualified(path))
                {
                    throw new ProviderException(ErrorReason.Invalid, $"The path {path} is not absolute.");
                }

                await WriteAsync(context, await images.LoadAsync(path, context.Request.Query["name"].ToString() is { Length: > 0 } name ? name : null, cancellationToken));
                break;
            case ("POST", "pull"):
                await WriteAsync(context, new ImageOutcome { Message = await images.PullAsync(Required(context, "reference"), cancellationToken) });
                break;
            case ("POST", "prune"):
                await WriteAsync(context, new ImageOutcome { FreedBytes = await images.PruneAsync(cancellationToken) });
                break;
            case ("DELETE", ""):
                await images.RemoveAsync(Required(context, "reference"), cancellationToken);
                break;
            default:
                throw new ProviderException(ErrorReason.NotFound, $"The agent knows no {context.Request.Method} {context.Request.Path}; is it of another version?");
        }
    }

    private static string Required(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value
        ? value
        : throw new ProviderException(ErrorReason.Invalid, $"The request lacks {name}.");

    private static Task WriteAsync(HttpContext context, IReadOnlyList<Runtime.Images.StoredImage> images) =>
        context.Response.WriteAsJsonAsync(images, ControlJsonContext.Default.IReadOnlyListStoredImage, cancellationToken: context.RequestAborted);

    private static Task WriteAsync(HttpContext context, ImageOutcome outcome) =>
        context.Response.WriteAsJsonAsync(outcome, ControlJsonContext.Default.ImageOutcome, cancellationToken: context.RequestAborted);
}
