using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>What a service says of an error, each in a form of its own.</summary>
/// <param name="Type">Its word for it, if it has one.</param>
/// <param name="Message">One line.</param>
internal sealed partial record ErrorBody(string? Type, string Message)
{
    private const int Longest = 600;

    /// <summary>Reads one.</summary>
    public static ErrorBody Read(RestAnswer answer)
    {
        var body = answer.Json();
        var found = body.ValueKind == JsonValueKind.Object ? FromJson(body) : new ErrorBody(null, PlainText(answer.Body));
        return found with { Message = OneLine(found.Message) };
    }

    private static ErrorBody FromJson(JsonElement body)
    {
        // Octavia and older web frameworks: faultcode, faultstring.
        if (Text(body, "faultstring") is { } fault)
        {
            return new ErrorBody(Text(body, "faultcode"), fault);
        }

        // Placement: a list of errors.
        if (body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
        {
            return new ErrorBody(Text(errors[0], "code"), Text(errors[0], "detail") ?? Text(errors[0], "title") ?? "");
        }

        // Designate: type and message beside one another.
        if (Text(body, "message") is { } plain)
        {
            return new ErrorBody(Text(body, "type"), plain);
        }

        // One object: its name is the type (Nova, Cinder: badRequest), or has a type in it (Neutron), or a title (Keystone).
        foreach (var property in body.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                var name = property.Name is "error" or "NeutronError" ? null : property.Name;
                return new ErrorBody(Text(property.Value, "type") ?? name ?? Text(property.Value, "title"), Text(property.Value, "message") ?? property.Value.ToString());
            }

            if (property.Value.ValueKind == JsonValueKind.String && property.Name is "NeutronError" or "error")
            {
                return new ErrorBody(null, property.Value.ToString());
            }
        }

        return new ErrorBody(null, body.EnumerateObject().Any() ? body.ToString() : "");
    }

    // Glance and proxies answer in HTML.
    private static string PlainText(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 8192));
        return text.Contains('<', StringComparison.Ordinal) ? WebUtility.HtmlDecode(Tags().Replace(text, " ")) : text;
    }

    private static string OneLine(string text)
    {
        var line = Blanks().Replace(text, " ").Trim();
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest), "…");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"<(head|style|script)\b.*?</\1>|<[^>]*>", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
