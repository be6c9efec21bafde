using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>An answer, read to its end.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
/// <param name="RequestId">The id by which the service's logs know the call.</param>
internal sealed record RestAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body, string RequestId)
{
    /// <summary>Whether it is a success. Keystone lists its versions with 300.</summary>
    public bool Succeeded => (int)Status is >= 200 and <= 300;

    /// <summary>The value of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>The body as JSON; <see cref="JsonValueKind.Undefined"/> if it is empty or something else.</summary>
    public JsonElement Json()
    {
        if (Body.Length == 0)
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
