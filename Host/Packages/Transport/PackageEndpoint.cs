using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Transport;

/// <summary>The part of the control API that is about packages.</summary>
internal static class PackageEndpoint
{
    /// <summary>Handles a request below <c>/v1/packages</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="packages">Answers.</param>
    /// <param name="verb">What is behind <c>/v1/packages</c>.</param>
    public static async Task HandleAsync(HttpContext context, IPackages packages, string verb)
    {
        var (response, cancellationToken) = (context.Response, context.RequestAborted);
        switch (context.Request.Method, verb)
        {
            case ("GET", ""):
                await response.WriteAsJsonAsync(await packages.ListAsync(cancellationToken), PackageJson.Default.IReadOnlyListPackageState, cancellationToken: cancellationToken);
                break;
            case ("GET", "outdated"):
                var outdated = await packages.ListOutdatedAsync(PackageQueries.Read(context.Request.Query), cancellationToken);
                await response.WriteAsJsonAsync(outdated, PackageJson.Default.IReadOnlyListPackageState, cancellationToken: cancellationToken);
                break;
            case ("GET", "search"):
                var found = await packages.SearchAsync(PackageQueries.Read(context.Request.Query), cancellationToken);
                await response.WriteAsJsonAsync(found, PackageJson.Default.IReadOnlyListFoundPackage, cancellationToken: cancellationToken);
                break;
            case ("GET", "lock"):
                await response.WriteAsJsonAsync(await packages.LockAsync(cancellationToken), PackageJson.Default.LockDocument, cancellationToken: cancellationToken);
                break;
            case ("POST", _) when PackageVerbs.Read(verb) is var change and not PackageVerb.Unknown:
                await PackageStream.WriteAsync(context, packages, change, await ReadAsync(context.Request, cancellationToken));
                break;
            default:
                throw PackageFailure.NotFound($"The agent knows no {context.Request.Method} {context.Request.Path}; is it of another version?");
        }
    }

    private static async Task<PackageRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, PackageJson.Default.PackageRequest, cancellationToken) ?? new PackageRequest();
        }
        catch (JsonException exception)
        {
            throw PackageFailure.Invalid($"The request cannot be read at {exception.Path ?? "$"}.");
        }
    }
}
