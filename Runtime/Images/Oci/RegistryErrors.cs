using System.Net;
using System.Text.Json;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Says what a registry's refusal means.</summary>
internal static class RegistryErrors
{
    private const int MaxText = 4096;

    public static async Task<ProviderException> ReadAsync(
        HttpResponseMessage response, string host, OciReference reference, TimeProvider time, CancellationToken cancellationToken)
    {
        var said = await ReadTextAsync(response, cancellationToken);
        var detail = said.Length > 0 ? $": {said}" : "";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => new ProviderException(ErrorReason.NotFound, $"The registry {host} has no {reference}{detail}"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ProviderException(
                ErrorReason.Denied, $"The registry {host} denies access to {reference}; the repository may not exist, or needs an image pull secret{detail}"),
            HttpStatusCode.BadRequest => new ProviderException(ErrorReason.Unsupported, $"The registry {host} does not understand the request for {reference}{detail}"),
            _ => new ProviderException(ErrorReason.Transient, $"The registry {host} answers {(int)response.StatusCode} to the request for {reference}{detail}")
            {
                RetryAfter = RetryAfter(response, time),
            },
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[MaxText];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            using var document = JsonDocument.Parse(buffer.AsMemory(0, count));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
                ? string.Join("; ", errors.EnumerateArray().Where(static error => error.ValueKind == JsonValueKind.Object)
                    .Select(static error => error.TryGetProperty("message", out var message) ? message.ToString() : "").Where(static text => text.Length > 0))
                : "";
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return ""; // the status alone has to do
        }
    }
}
