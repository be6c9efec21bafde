using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>Calls Cloudflare's API, version 4. Thread-safe.</summary>
internal sealed class CloudflareApi(HttpClient http, CloudflareOptions options)
{
    private const int LargestAnswer = 4 * 1024 * 1024;
    private string? _zone;

    /// <summary>All records of a name and type.</summary>
    public async Task<IReadOnlyList<CloudflareRecord>> ListAsync(string name, string type, CancellationToken cancellationToken)
    {
        var found = new List<CloudflareRecord>();
        for (var page = 1; ; page++)
        {
            var path = $"{await RecordsAsync(cancellationToken)}?type={type}&name={Uri.EscapeDataString(name)}&per_page=100&page={page}";
            var reply = await SendAsync(HttpMethod.Get, path, null, CloudflareJsonContext.Default.Records, cancellationToken);
            found.AddRange(reply.Result ?? []);
            if (reply.ResultInfo is not { } info || page >= info.TotalPages)
            {
                return found;
            }
        }
    }

    /// <summary>Makes a record.</summary>
    public async Task CreateAsync(CloudflareRecord record, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Post, await RecordsAsync(cancellationToken), record, CloudflareJsonContext.Default.Record, cancellationToken);

    /// <summary>Makes a record that is there another one.</summary>
    public async Task ReplaceAsync(string id, CloudflareRecord record, CancellationToken cancellationToken) => await SendAsync(
        HttpMethod.Put, $"{await RecordsAsync(cancellationToken)}/{Uri.EscapeDataString(id)}", record, CloudflareJsonContext.Default.Record, cancellationToken);

    /// <summary>Deletes a record; one that is gone is fine.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(
                HttpMethod.Delete, $"{await RecordsAsync(cancellationToken)}/{Uri.EscapeDataString(id)}", null, CloudflareJsonContext.Default.Record, cancellationToken);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            // Somebody else was faster.
        }
    }

    private async Task<string> RecordsAsync(CancellationToken cancellationToken) => $"zones/{_zone ??= await FindZoneAsync(cancellationToken)}/dns_records";

    private async Task<string> FindZoneAsync(CancellationToken cancellationToken)
    {
        var reply = await SendAsync(HttpMethod.Get, $"zones?name={Uri.EscapeDataString(options.Zone)}", null, CloudflareJsonContext.Default.Zones, cancellationToken);
        return reply.Result?.FirstOrDefault(zone => zone.Name.Equals(options.Zone, StringComparison.OrdinalIgnoreCase))?.Id
            ?? throw new ProviderException(ErrorReason.Denied, $"Cloudflare shows no zone {options.Zone} to this token: give it Zone:Read and DNS:Edit of that zone.") { Field = "zone" };
    }

    private async Task<CloudflareReply<T>> SendAsync<T>(
        HttpMethod method, string path, CloudflareRecord? content, JsonTypeInfo<CloudflareReply<T>> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"{options.Server.AbsoluteUri.TrimEnd('/')}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellationToken));
        if (content is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(content, CloudflareJsonContext.Default.Content));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
            var reply = Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), type);
            return response.IsSuccessStatusCode && reply is { Success: true } ? reply : throw Failure((int)response.StatusCode, reply?.Errors ?? [], response);
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(ErrorReason.Transient, $"Cloudflare cannot be reached at {options.Server}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(ErrorReason.Transient, $"Cloudflare at {options.Server} did not answer in time.", e);
        }
    }

    private static CloudflareReply<T>? Parse<T>(byte[] content, JsonTypeInfo<CloudflareReply<T>> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type);
        }
        catch (JsonException)
        {
            return null; // something in between answered; the status says what there is to say
        }
    }

    // Read each time, so that a token can be changed while the agent runs.
    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (options.TokenVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } token
                ? token.Trim()
                : throw new ProviderException(ErrorReason.Invalid, $"The environment variable {variable}, which should hold Cloudflare's token, is not set.") { Field = "tokenVariable" };
        }

        try
        {
            return (await File.ReadAllTextAsync(options.TokenFile, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The token file {options.TokenFile} cannot be read: {e.Message}", e) { Field = "tokenFile" };
        }
    }

    private ProviderException Failure(int status, IReadOnlyList<CloudflareError> errors, HttpResponseMessage response)
    {
        var text = errors.Count > 0 ? string.Join("; ", errors.Select(static error => $"{error.Message} ({error.Code})")) : $"status {status}";
        var (reason, way) = status switch
        {
            401 or 403 => (ErrorReason.Denied, $" Give the token Zone:Read and DNS:Edit of {options.Zone}."),
            404 => (ErrorReason.NotFound, ""),
            429 => (ErrorReason.Exhausted, ""),
            >= 500 => (ErrorReason.Transient, ""),
            _ when errors.Any(static error => error.Code is 81053 or 81054) => (ErrorReason.Conflict, " Remove the records of another type that this name has."),
            _ => (ErrorReason.Invalid, ""),
        };
        return new ProviderException(reason, $"Cloudflare refused a change of {options.Zone}: {text}.{way}") { RetryAfter = response.Headers.RetryAfter?.Delta };
    }
}
