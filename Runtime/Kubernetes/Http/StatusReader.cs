using System.Globalization;
using System.Text;
using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Makes exceptions of answers that are failures.</summary>
internal static class StatusReader
{
    private const int MaxBody = 1024 * 1024;
    private const int MaxText = 512;

    public static async Task<KubernetesApiException> ReadAsync(
        ApiRequest request, HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response, cancellationToken);
        return Create(request, Parse(body, (int)response.StatusCode), RetryAfter(response, timeProvider));
    }

    public static KubernetesApiException Create(ApiRequest request, Status status, TimeSpan? retryAfter = null) =>
        new($"{request}: {status.Code?.ToString(CultureInfo.InvariantCulture)} {status.Reason}: {status.Message}", status, retryAfter);

    /// <summary>What the server wants to be waited, by seconds or date (RFC 9110 §10.2.3).</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider timeProvider)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - timeProvider.GetUtcNow() : null);
        return wait is { } value ? TimeSpan.FromTicks(Math.Max(0, value.Ticks)) : null;
    }

    private static Status Parse(ReadOnlyMemory<byte> body, int code)
    {
        try
        {
            if (KubernetesJson.Deserialize<Status>(body.Span) is { Kind: "Status" } status && (status.Message ?? status.Reason) is not null)
            {
                return status with { Code = code };
            }
        }
        catch (JsonException)
        {
            // Proxies and dying servers answer in text or HTML.
        }

        return new()
        {
            Code = code,
            Reason = Reasons.Of(code),
            Message = Clean(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, MaxText)])),
        };
    }

    private static string Clean(string text) =>
        new string([.. text.Select(static c => char.IsControl(c) ? ' ' : c)]).Trim() is { Length: > 0 } clean ? clean : "no message";

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await BoundedReader.ReadAsync(stream, MaxBody, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
        {
            // The status line says enough.
            return default;
        }
    }
}
