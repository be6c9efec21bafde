using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Writes whole answers.</summary>
internal static class ApiBody
{
    /// <summary>Answers with JSON.</summary>
    public static Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, int status) =>
        WriteAsync(context, [.. JsonSerializer.SerializeToUtf8Bytes(body, type), (byte)'\n'], "application/json", status);

    /// <summary>Answers with a text.</summary>
    public static Task WriteAsync(HttpContext context, string text, string mediaType) =>
        WriteAsync(context, Encoding.UTF8.GetBytes(text), mediaType, StatusCodes.Status200OK);

    private static async Task WriteAsync(HttpContext context, byte[] body, string mediaType, int status)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
