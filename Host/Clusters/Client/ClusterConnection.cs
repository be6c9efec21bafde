using System.Text.Json;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Client;

/// <summary>A connection over HTTP.</summary>
/// <param name="http">Sends requests.</param>
/// <param name="address">The agent's address.</param>
/// <param name="token">The bearer token; null for none.</param>
/// <param name="explain">Makes the failure of a request that got no answer.</param>
internal sealed class ClusterConnection(HttpMessageInvoker http, Uri address, string? token, Func<HttpRequestException, ProviderException> explain) : IClusterConnection
{
    /// <inheritdoc/>
    public Uri UriOf(string path) => new(address, path);

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw explain(exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw Refusal(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // An agent without clusters answers as its control API does: with a message, but without a code.
    private static ApiException Refusal(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        try
        {
            using var json = JsonDocument.Parse(body);
            var message = json.RootElement.TryGetProperty("message", out var text) ? text.GetString() : null;
            if (json.RootElement.TryGetProperty("code", out _) && json.RootElement.Deserialize(ApiJson.Body.ApiError) is { } error)
            {
                return new ApiException((RpcCode)error.Code, error.Message, error.Details) { Status = status };
            }

            return new ApiException(RpcCode.Unknown, message ?? $"The agent answered {status}.") { Status = status };
        }
        catch (JsonException)
        {
            return new ApiException(RpcCode.Unknown, $"What answered {status} at {response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority)} is no agent.") { Status = status };
        }
    }
}
