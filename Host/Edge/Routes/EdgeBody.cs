using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Routes;

/// <summary>Bodies of the edge API: messages of its proto file in JSON, with empty fields left out, unknown ones skipped and null taken for nothing.</summary>
internal static class EdgeBody
{
    /// <summary>What an entry that was done is answered with.</summary>
    public const string Ok = "OK";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a request, whatever it says that it is: curl's default says that it is a form.</summary>
    /// <exception cref="ApiException">It is not what is expected.</exception>
    public static async Task<T> ReadAsync<T>(ApiCall call)
        where T : IMessage<T>, new()
    {
        using var reader = new StreamReader(call.Context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(call.Aborted);
        try
        {
            return Parser.Parse<T>(text);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new ApiException(RpcCode.InvalidArgument, $"The body is not the JSON of {new T().Descriptor.Name}: {exception.Message}");
        }
    }

    /// <summary>Answers.</summary>
    public static Task WriteAsync(ApiCall call, IMessage answer)
    {
        using var document = JsonDocument.Parse(JsonFormatter.Default.Format(answer));
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Compact))
        {
            document.WriteTo(writer);
        }

        return call.WriteTextAsync(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length), "application/json");
    }

    /// <summary>What became of several entries of a request; nothing for one, whose status is that of the answer.</summary>
    public static IEnumerable<Result> Results(IReadOnlyList<string> names) => names.Count > 1 ? names.Select(static name => new Result { Name = name, Status = Ok }) : [];

    /// <summary>A message that nobody knows.</summary>
    public static ApiException Unknown(string message, string known) => Invalid("message", $"must be {known}; \"{message}\" is not known");

    /// <summary>A field is wrong.</summary>
    public static ApiException Invalid(string field, string problem, RpcCode code = RpcCode.InvalidArgument) =>
        new(code, $"{field} {problem}.", ErrorDetail.OfFields(new FieldViolation { Field = field, Description = problem }));
}
