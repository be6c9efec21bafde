using System.Net.Http.Headers;
using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Client;

/// <summary>Questions to the API of an agent whose answers are documents.</summary>
internal static class ApiQuestions
{
    /// <summary>Asks.</summary>
    /// <param name="connection">Takes requests to the agent.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, with a query.</param>
    /// <param name="content">What is sent; null for nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Serving.ApiException">The agent refuses.</exception>
    /// <exception cref="ProviderException">It does not answer, or not with such a document.</exception>
    public static async Task<T> AskAsync<T>(this IClusterConnection connection, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, connection.UriOf(path)) { Content = content };
        return await connection.AskAsync<T>(request, cancellationToken);
    }

    /// <inheritdoc cref="AskAsync{T}(IClusterConnection, HttpMethod, string, HttpContent?, CancellationToken)"/>
    /// <param name="connection">Takes requests to the agent.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<T> AskAsync<T>(this IClusterConnection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, ApiJson.TypeInfo<T>(), cancellationToken)
                ?? throw new ProviderException("The agent answered nothing.");
        }
        catch (JsonException exception)
        {
            throw new ProviderException(ErrorReason.Unknown, $"The agent answered something that is no {typeof(T).Name}; is it of another version?", exception);
        }
    }

    /// <summary>JSON to send.</summary>
    public static ByteArrayContent Json(byte[] utf8)
    {
        var content = new ByteArrayContent(utf8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
